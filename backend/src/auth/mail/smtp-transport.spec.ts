import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { type MailServer, type MailServerOptions, startMailServer } from '../../../test/mail-server.ts';
import { selfSignedCertificate } from '../../../test/self-signed-certificate.ts';
import { deliveryFailure } from './delivery-failure.ts';
import { composeEmail } from './email-message.ts';
import { SmtpTransport } from './smtp-transport.ts';

const from = 'Taskyard <no-reply@tasks.example.com>';
const verification = composeEmail({
  kind: 'verify_email',
  to: 'ada@example.com',
  subject: 'Verify your address',
  username: 'ada',
  before: 'Fish & chips <b>',
  link: 'http://localhost:3000/verify-email#token=abc',
  linkText: 'Verify',
  after: 'Bye.',
});

let server: MailServer;
afterEach(() => server.stop());
async function start(options?: MailServerOptions): Promise<void> {
  server = await startMailServer(options);
}

function urlOf(host: string): URL {
  return new URL(server.url.replace('127.0.0.1', host));
}

async function failureOf(transport: SmtpTransport) {
  return deliveryFailure(
    await transport.send(verification).then(
      () => 'sent',
      (error: unknown) => error,
    ),
  );
}

it('sends plain text and the same content as HTML, with the right sender and recipient', async () => {
  await start();
  await new SmtpTransport(urlOf('127.0.0.1'), from).send(verification);
  const [{ mail, ...envelope }] = (await server.mailTo('ada@example.com')) as [(typeof server.received)[number]];
  expect(envelope).toMatchObject({ from: 'no-reply@tasks.example.com', to: ['ada@example.com'] });
  expect(mail.from).toEqual({ name: 'Taskyard', address: 'no-reply@tasks.example.com' });
  expect(mail.to).toEqual([{ name: '', address: 'ada@example.com' }]);
  expect(mail.subject).toBe('Verify your address');
  expect(mail.messageId).toMatch(/^<[\w-]+@tasks\.example\.com>$/);
  expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  expect(mail.text?.trimEnd()).toBe(
    'Hello ada,\n\nFish & chips <b>\n\nhttp://localhost:3000/verify-email#token=abc\n\nBye.',
  );
  expect(mail.html).toContain('<p>Fish &amp; chips &lt;b&gt;</p>');
  expect(mail.html).toContain('<p><a href="http://localhost:3000/verify-email#token=abc">Verify</a></p>');
  expect(mail.html).not.toMatch(/<(img|script|link|style)/);
  expect(mail.attachments).toEqual([]);
});

it('does not retry after wrong credentials', async () => {
  await start();
  const url = urlOf('127.0.0.1');
  url.password = 'wrong';
  expect(await failureOf(new SmtpTransport(url, from))).toMatchObject({ reason: 'EAUTH', mayPass: false });
});

describe('TLS', () => {
  // An address of this machine that the transport does not treat as loopback.
  const remote = '0.0.0.0';

  it('sends neither credentials nor email to a remote server that does not offer TLS', async () => {
    await start();
    expect(await failureOf(new SmtpTransport(urlOf(remote), from))).toMatchObject({ reason: 'ETLS' });
    expect(server.offered).toEqual([]);
  });

  it('rejects a certificate that cannot be verified', async () => {
    await start({ certificate: selfSignedCertificate() });
    expect(await failureOf(new SmtpTransport(urlOf(remote), from))).toMatchObject({ reason: 'ESOCKET' });
    expect(server.offered).toEqual([]);
  });

  it('encrypts the email when the certificate can be verified', async () => {
    const certificate = selfSignedCertificate();
    const authorities = getCACertificates();
    setDefaultCACertificates([...authorities, certificate.cert]);
    try {
      await start({ certificate });
      await new SmtpTransport(urlOf('localhost'), from).send(verification);
    } finally {
      setDefaultCACertificates(authorities);
    }
    expect((await server.mailTo('ada@example.com'))[0]?.isEncrypted).toBe(true);
  });
});
