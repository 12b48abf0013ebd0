export type EmailKind =
  | 'verify_email'
  | 'reset_password'
  | 'account_emptied'
  | 'unlock_sign_in'
  | 'email_changed'
  | 'new_device'
  | 'many_failures'
  | 'password_changed'
  | 'second_factor_enabled'
  | 'second_factor_disabled'
  | 'second_factor_reset'
  | 'second_factor_locked'
  | 'recovery_codes_renewed'
  | 'recovery_code_used'
  | 'passkey_added'
  | 'passkey_removed'
  | 'token_created';

/** An email to one user, before it is turned into MIME. */
export interface EmailMessage {
  /** The reason for the message. The only part of it that logs may contain. */
  readonly kind: EmailKind;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The URL to open. It is a secret until it is used. */
  readonly link?: string;
}

interface EmailContent extends Pick<EmailMessage, 'kind' | 'to' | 'subject' | 'link'> {
  readonly username: string;
  /** The paragraph before the link. */
  readonly before: string;
  /** What the link does, as the text to click. */
  readonly linkText?: string;
  /** The paragraph after the link. */
  readonly after: string;
}

/**
 * Lays a message out as plain text and as the same HTML, without images, external styles or anything that tracks
 * reading.
 */
export function composeEmail(content: EmailContent): EmailMessage {
  const { kind, to, subject, link, username, before, linkText = '', after } = content;
  const greeting = isLinkLike(username) ? 'Hello,' : `Hello ${username},`;
  const urls = link === undefined ? [] : [link];
  const anchors = urls.map((url) => `<a href="${escaped(url)}">${escaped(linkText)}</a>`);
  const paragraphs = [escaped(greeting), escaped(before), ...anchors, escaped(after)];
  return {
    kind,
    to,
    subject,
    ...(link !== undefined && { link }),
    text: `${[greeting, before, ...urls, after].join('\n\n')}\n`,
    html: [
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
      '<body style="font:16px/1.5 sans-serif;max-width:36em">',
      ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
      '</body></html>',
    ].join('\n'),
  };
}

/**
 * Whether mail programs may show a username as a link. A stranger chooses the name and the address that the mail goes to:
 * with a domain as the name, the mail would advertise the stranger's site. Usernames have no slash, so a URL is a domain
 * or starts with its scheme or `www`.
 */
function isLinkLike(username: string): boolean {
  return /\.[a-z]{2,}(?!\w)|\.xn--|^(https?|www)\b/i.test(username) || /^\d{1,3}(\.\d{1,3}){3}$/.test(username);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
