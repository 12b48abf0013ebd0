import type { Environment } from '../../platform/config/environment.ts';
import { FolderTransport } from './folder-transport.ts';
import type { MailTransport } from './mail-transport.ts';
import { SmtpTransport } from './smtp-transport.ts';

/** A server comes before the folder, so that `npm start` with SMTP_URL sends real mail. */
export function chooseMailTransport(environment: Environment): MailTransport | undefined {
  const { SMTP_URL, MAIL_FOLDER, MAIL_LOG_LINKS, PUBLIC_ORIGIN } = environment;
  const from = environment.MAIL_FROM ?? `Taskyard <no-reply@${new URL(PUBLIC_ORIGIN).hostname}>`;
  if (SMTP_URL !== undefined) return new SmtpTransport(new URL(SMTP_URL), from);
  if (MAIL_FOLDER !== undefined) return new FolderTransport(MAIL_FOLDER, from, MAIL_LOG_LINKS);
  return undefined;
}
