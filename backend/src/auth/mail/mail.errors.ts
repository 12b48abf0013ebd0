import { ProblemException } from '../../platform/http/problem.ts';

export class MailUnavailableError extends ProblemException {
  constructor() {
    super({
      status: 503,
      code: 'mail_unavailable',
      detail: 'This installation does not send mail. Ask its operator for help with your account.',
    });
  }
}

/** The same answer for links that were used, were replaced, have expired or never existed. */
export class LinkInvalidError extends ProblemException {
  constructor() {
    super({ status: 410, code: 'link_invalid', detail: 'This link was used or has expired. Ask for a new one.' });
  }
}
