/** A mail to one person, before it is put into MIME. */
export interface EmailMessage {
  /** What it is for, which logs may say. */
  readonly kind: 'verify_email' | 'reset_password' | 'address_changed';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The address to open; a secret until it is used. */
  readonly link?: string;
}

export interface LetterContent extends Pick<EmailMessage, 'kind' | 'to' | 'subject' | 'link'> {
  readonly username: string;
  readonly before: string;
  /** What the link does, as its words. */
  readonly linkText?: string;
  readonly after: string;
}

/** Plain text, and the same as HTML without pictures, styles from elsewhere or anything that tells it was read. */
export function letter({
  kind,
  to,
  subject,
  link,
  username,
  before,
  linkText = '',
  after,
}: LetterContent): EmailMessage {
  const greeting = `Hello ${username},`;
  const address = link === undefined ? [] : [link];
  const anchor = address.map((url) => `<a href="${escaped(url)}">${escaped(linkText)}</a>`);
  const paragraphs = [escaped(greeting), escaped(before), ...anchor, escaped(after)];
  return {
    kind,
    to,
    subject,
    ...(link !== undefined && { link }),
    text: `${[greeting, before, ...address, after].join('\n\n')}\n`,
    html: [
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
      '<body style="font:16px/1.5 sans-serif;max-width:36em">',
      ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
      '</body></html>',
    ].join('\n'),
  };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
