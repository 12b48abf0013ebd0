import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../shared/free-port.ts';

export interface MailCatcher {
  /** `smtp://…`, on loopback. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A mail server that puts each mail into `folder` as an `.eml` file. Containers have nothing to write to, and their user's
 * files would be closed to the tests.
 */
export async function startMailCatcher(folder: string): Promise<MailCatcher> {
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
