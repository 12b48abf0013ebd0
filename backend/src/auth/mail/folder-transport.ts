import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { EmailMessage } from './email-message.ts';
import { type MailTransport, toMailOptions } from './mail-transport.ts';

/**
 * Writes each message to a folder as an `.eml` file, which mail programs open. Only the process's own account can read
 * it.
 */
export class FolderTransport implements MailTransport {
  private readonly logger = new Logger('mail');

  /** @param logLinks also log each link. During development, no mail program is needed then. */
  constructor(
    private readonly folder: string,
    private readonly from: string,
    private readonly logLinks: boolean,
  ) {}

  async send(email: EmailMessage): Promise<void> {
    const { createTransport } = await import('nodemailer');
    const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message } = await composer.sendMail(toMailOptions(email, this.from));
    // File names sort by time.
    const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${email.kind}-${randomUUID().slice(0, 8)}`;
    const unfinished = join(this.folder, `.${name}.part`);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    try {
      await writeFile(unfinished, message, { mode: 0o600 });
      await rename(unfinished, join(this.folder, `${name}.eml`));
    } finally {
      await rm(unfinished, { force: true });
    }
    if (this.logLinks && email.link !== undefined) this.logger.log({ link: email.link }, `${email.kind}: open this`);
  }
}
