import type { EmailMessage } from './email-layout.ts';

/** Takes a letter out of the process. */
export interface MailTransport {
  /** Resolves once the letter is somebody else's to keep. */
  send(letter: EmailMessage): Promise<void>;
}

/** Injection token of the process's {@link MailTransport}; undefined where mail is not set up. */
export const MAIL_TRANSPORT = Symbol('mail transport');
