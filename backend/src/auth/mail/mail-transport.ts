import { randomUUID } from 'node:crypto';
import type { EmailMessage } from './email-message.ts';

/** Delivers messages: to a mail server, or to a folder during development. */
export interface MailTransport {
  /** Resolves once the message is stored elsewhere, such as on the mail server. */
  send(message: EmailMessage): Promise<void>;
}

/** Injection token of the {@link MailTransport}; undefined when mail is not configured. */
export const MAIL_TRANSPORT = Symbol('mail transport');

/** The options of nodemailer's `sendMail()` for a message. */
export function toMailOptions({ to, subject, text, html }: EmailMessage, from: string) {
  return {
    from,
    to: { name: '', address: to },
    subject,
    // 7bit, so that the link can be copied from the file. The text is ASCII with lines below 998 characters (RFC 5322,
    // 2.1.1).
    text: { content: text, contentTransferEncoding: '7bit' },
    html,
    messageId: `<${randomUUID()}@${from.slice(from.lastIndexOf('@') + 1).replace('>', '')}>`,
    // RFC 3834: keeps out-of-office programs from answering.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
