import type { Transporter } from 'nodemailer';
import { isLoopback } from '../../platform/config/environment-values.ts';
import type { EmailMessage } from './email-layout.ts';
import { messageOf } from './email-message.ts';
import type { MailTransport } from './mail-transport.ts';

/** Hands letters to a mail server, each over a connection of its own: there are few, and an idle one would go stale. */
export class SmtpTransport implements MailTransport {
  private transporter?: Promise<Transporter>;

  constructor(
    private readonly url: URL,
    private readonly from: string,
  ) {}

  async send(letter: EmailMessage): Promise<void> {
    this.transporter ??= this.connect();
    await (await this.transporter).sendMail(messageOf(letter, this.from));
  }

  private async connect(): Promise<Transporter> {
    // With the first letter: it takes 20 MB, which a process that sends none need not spend.
    const { createTransport } = await import('nodemailer');
    const { protocol, hostname, port, username, password } = this.url;
    return createTransport({
      host: hostname.replace(/^\[|\]$/g, ''),
      ...(port !== '' && { port: Number(port) }),
      secure: protocol === 'smtps:',
      // Credentials and links must not cross a network in clear, also when somebody in between hides that the server has
      // STARTTLS. Certificates are always verified.
      requireTLS: !isLoopback(hostname),
      ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      dnsTimeout: 10_000,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    });
  }
}
