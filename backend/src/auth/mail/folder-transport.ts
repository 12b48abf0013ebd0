import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { EmailMessage } from './email-layout.ts';
import { messageOf } from './email-message.ts';
import type { MailTransport } from './mail-transport.ts';

/** Puts each letter into a folder as an `.eml` file, which mail programs open. Only the process's own account may read it. */
export class FolderTransport implements MailTransport {
  private readonly logger = new Logger('mail');

  /** @param logLinks also write each link to the log, for whoever develops */
  constructor(
    private readonly folder: string,
    private readonly from: string,
    private readonly logLinks: boolean,
  ) {}

  async send(letter: EmailMessage): Promise<void> {
    const { createTransport } = await import('nodemailer');
    const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message } = await composer.sendMail(messageOf(letter, this.from));
    // Names sort by time.
    const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${letter.kind}-${randomUUID().slice(0, 8)}`;
    const unfinished = join(this.folder, `.${name}.part`);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    try {
      await writeFile(unfinished, message, { mode: 0o600 });
      await rename(unfinished, join(this.folder, `${name}.eml`));
    } finally {
      await rm(unfinished, { force: true });
    }
    if (this.logLinks && letter.link !== undefined) this.logger.log({ link: letter.link }, `${letter.kind}: open this`);
  }
}
