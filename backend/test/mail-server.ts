import PostalMime, { type Email } from 'postal-mime';
import { vi } from 'vitest';
import * as smtp from '../../tools/shared/mail-server.ts';

export interface ReceivedMail extends Omit<smtp.ReceivedMail, 'content'> {
  readonly mail: Email;
  readonly raw: string;
}

/** An SMTP server on loopback that keeps the email it receives. */
export interface MailServer extends smtp.MailServer {
  readonly received: readonly ReceivedMail[];
  /** The recipients of all attempts, refused ones included. */
  readonly offered: readonly string[];
  /** Waits until the address has received `count` emails (default 1), then returns all of them. */
  mailTo(address: string, count?: number): Promise<readonly ReceivedMail[]>;
}

export type MailServerOptions = Pick<smtp.MailServerOptions, 'certificate' | 'refuse'>;

export async function startMailServer({ refuse, ...options }: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const offered: string[] = [];
  const server = await smtp.startMailServer({
    ...options,
    refuse: (recipient) => {
      offered.push(recipient);
      return refuse?.(recipient);
    },
    onMail: async ({ content, ...envelope }) => {
      received.push({ ...envelope, mail: await PostalMime.parse(content), raw: content.toString() });
    },
  });
  return {
    ...server,
    received,
    offered,
    mailTo(address, count = 1) {
      return vi.waitFor(
        () => {
          const mail = received.filter(({ to }) => to.includes(address));
          if (mail.length < count) throw new Error(`${address} has ${mail.length} emails, not ${count}`);
          return mail;
        },
        { timeout: 10_000, interval: 10 },
      );
    },
  };
}

/** The token of the link in an email. */
export function tokenIn({ mail }: ReceivedMail): string {
  const token = /#token=([\w-]+)/.exec(mail.text ?? '')?.[1];
  if (token === undefined) throw new Error('the email has no link');
  return token;
}
