import { ProblemException } from '../../platform/http/problem.ts';

export class MailUnavailableError extends ProblemException {
  constructor() {
    super({
      status: 503,
      code: 'mail_unavailable',
      detail: 'This installation sends no mail. Ask whoever runs it for help with your account.',
    });
  }
}

/** Says the same of links that were used, replaced, expired or made up. */
export class LinkInvalidError extends ProblemException {
  constructor() {
    super({ status: 410, code: 'link_invalid', detail: 'This link was used or has expired. Ask for a new one.' });
  }
}
