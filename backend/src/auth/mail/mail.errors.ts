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

/** For everything that signs in besides the password, until the email is verified. */
export class EmailNotVerifiedError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'email_not_verified',
      detail:
        'Verify your email first: open the link that was mailed to it, or ask for a new one on your profile page.',
    });
  }
}

/** The link is valid and stays so. */
export class OtherAccountLinkError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'link_of_other_account',
      detail: 'This link belongs to another account. Sign in to that account, or enter its password.',
    });
  }
}

/** The same answer for links that were used, were replaced, have expired or never existed. */
export class LinkInvalidError extends ProblemException {
  constructor() {
    super({ status: 410, code: 'link_invalid', detail: 'This link was used or has expired. Ask for a new one.' });
  }
}
