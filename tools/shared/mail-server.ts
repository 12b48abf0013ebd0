import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** An email as the server received it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly isEncrypted: boolean;
  /** Headers and body. */
  readonly content: Buffer;
}

export interface MailServerOptions {
  /** Called with each email before the client is told that it was accepted. */
  readonly onMail: (mail: ReceivedMail) => void | Promise<void>;
  /** PEM. Offers STARTTLS; without it, the connection is not encrypted. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** The SMTP code to refuse a recipient with; `undefined` accepts the email. */
  readonly refuse?: (recipient: string) => number | undefined;
}

export interface MailServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The value for SMTP_URL. */
  readonly url: string;
  stop(): Promise<void>;
}

const user = 'taskyard';
const password = 'p@ss/word';

/** Starts an SMTP server for tests: on loopback, on a free port, with one account. */
export async function startMailServer({ onMail, certificate, refuse }: MailServerOptions): Promise<MailServer> {
  const server = new SMTPServer({
    ...certificate,
    disabledCommands: certificate === undefined ? ['STARTTLS'] : [],
    allowInsecureAuth: certificate === undefined,
    onAuth({ username, password: given }, _session, done) {
      if (username === user && given === password) done(null, { user });
      else done(new Error('Invalid credentials'));
    },
    onRcptTo({ address }, _session, done) {
      const code = refuse?.(address);
      if (code === undefined) done();
      else done(Object.assign(new Error(`<${address}> is refused`), { responseCode: code }));
    },
    onData(stream, { envelope, secure }, done) {
      buffer(stream)
        .then(async (content) => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          await onMail({ from, to: envelope.rcptTo.map(({ address }) => address), isEncrypted: secure, content });
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
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
