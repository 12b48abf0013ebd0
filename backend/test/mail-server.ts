import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { vi } from 'vitest';
import type { CertificateAndKey } from './self-signed-certificate.ts';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly isEncrypted: boolean;
  readonly mail: Email;
  readonly raw: string;
}

/** An SMTP server on loopback that keeps the email it receives. */
export interface MailServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The value for SMTP_URL. */
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** The recipients of all attempts, refused ones included. */
  readonly offered: readonly string[];
  /** Waits until the address has received `count` emails (default 1), then returns all of them. */
  mailTo(address: string, count?: number): Promise<readonly ReceivedMail[]>;
  stop(): Promise<void>;
}

export interface MailServerOptions {
  /** Offer STARTTLS with this certificate. */
  readonly certificate?: CertificateAndKey;
  /** The SMTP code to refuse a recipient with; `undefined` accepts the email. */
  readonly refuse?: (recipient: string) => number | undefined;
}

const user = 'taskyard';
const password = 'p@ss/word';

export async function startMailServer({ certificate, refuse }: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const offered: string[] = [];
  const server = new SMTPServer({
    ...certificate,
    disabledCommands: certificate === undefined ? ['STARTTLS'] : [],
    allowInsecureAuth: certificate === undefined,
    onAuth({ username, password: given }, _session, done) {
      if (username === user && given === password) done(null, { user });
      else done(new Error('Invalid credentials'));
    },
    onRcptTo({ address }, _session, done) {
      offered.push(address);
      const code = refuse?.(address);
      if (code === undefined) done();
      else done(Object.assign(new Error(`<${address}> is refused`), { responseCode: code }));
    },
    onData(stream, { envelope, secure }, done) {
      buffer(stream)
        .then(async (content) => {
          received.push({
            from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
            to: envelope.rcptTo.map(({ address }) => address),
            isEncrypted: secure,
            mail: await PostalMime.parse(content),
            raw: content.toString(),
          });
          done();
        })
        .catch(done);
    },
  });
  // Clients that reject the certificate close the connection during the handshake.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    user,
    password,
    url: `smtp://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
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
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The token of the link in an email. */
export function tokenIn({ mail }: ReceivedMail): string {
  const token = /#token=([\w-]+)/.exec(mail.text ?? '')?.[1];
  if (token === undefined) throw new Error('the email has no link');
  return token;
}
