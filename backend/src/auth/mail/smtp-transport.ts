import type { Transporter } from 'nodemailer';
import { isLoopback } from '../../platform/config/environment-values.ts';
import type { EmailMessage } from './email-message.ts';
import { type MailTransport, toMailOptions } from './mail-transport.ts';

/**
 * Sends messages to a mail server, each over a new connection: messages are rare, and an idle connection would time
 * out.
 */
export class SmtpTransport implements MailTransport {
  private transporter?: Promise<Transporter>;

  constructor(
    private readonly url: URL,
    private readonly from: string,
  ) {}

  async send(message: EmailMessage): Promise<void> {
    this.transporter ??= this.connect();
    await (await this.transporter).sendMail(toMailOptions(message, this.from));
  }

  private async connect(): Promise<Transporter> {
    // Loaded with the first message: it takes 20 MB, which a process that sends no mail does not need.
    const { createTransport } = await import('nodemailer');
    const { protocol, hostname, port, username, password } = this.url;
    return createTransport({
      host: hostname.replace(/^\[|\]$/g, ''),
      ...(port !== '' && { port: Number(port) }),
      secure: protocol === 'smtps:',
      // Credentials and links must not cross a network unencrypted, even when an attacker in between hides that the
      // server supports STARTTLS. Certificates are always verified.
      requireTLS: !isLoopback(hostname),
      ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      dnsTimeout: 10_000,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    });
  }
}
