import { randomUUID } from 'node:crypto';
import type { EmailMessage } from './email-layout.ts';

/** A letter as nodemailer takes it. */
export function messageOf({ to, subject, text, html }: EmailMessage, from: string) {
  return {
    from,
    to: { name: '', address: to },
    subject,
    // All ASCII in lines of less than 998 (RFC 5322, 2.1.1), so as it stands: whoever reads the file can copy the link.
    text: { content: text, contentTransferEncoding: '7bit' },
    html,
    messageId: `<${randomUUID()}@${from.slice(from.lastIndexOf('@') + 1).replace('>', '')}>`,
    // RFC 3834: nobody's out-of-office note answers it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
