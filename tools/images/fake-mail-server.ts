import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../shared/free-port.ts';

export interface FakeMailServer {
  /** `smtp://…`, on loopback. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A mail server that writes each email to `folder` as an `.eml` file. The containers cannot use MAIL_FOLDER: their file
 * system is read-only, and the tests could not read their user's files.
 */
export async function startFakeMailServer(folder: string): Promise<FakeMailServer> {
  let received = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, callback) {
      buffer(stream).then((mail) => {
        writeFileSync(join(folder, `${received++}.eml`), mail);
        callback();
      }, callback);
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
