import Bowser from 'bowser';

/** Real ones are shorter; a longer one is only worth so much reading. */
const longestRead = 500;
const longestName = 100;

/** What a person would call the device behind a `User-Agent`, such as `Firefox on Linux`. */
export function deviceName(userAgent: string): string {
  const text = userAgent.slice(0, longestRead);
  if (text.trim() === '') return 'Unknown device';
  const { browser, os } = Bowser.parse(text);
  const parts = [browser.name, os.name].filter((part) => part !== undefined && part !== '');
  // Scripts name themselves first: `curl/8.5.0`.
  const name = parts.length > 0 ? parts.join(' on ') : (text.split(/[/\s]/, 1)[0] ?? '');
  return name.toWellFormed().slice(0, longestName) || 'Unknown device';
}
