import Bowser from 'bowser';

const maxDeviceNameLength = 100;
/** Real `User-Agent` headers are shorter. Longer ones are cut, because parsing takes time. */
const maxUserAgentLength = 500;

/** Browser and operating system of a `User-Agent` header, such as `Firefox on Linux`. */
export function deviceName(userAgent: string): string {
  const text = userAgent.slice(0, maxUserAgentLength);
  if (text.trim() === '') return 'Unknown device';
  const { browser, os } = Bowser.parse(text);
  const parts = [browser.name, os.name].filter((part) => part !== undefined && part !== '');
  // Scripts start with their own name: `curl/8.5.0`.
  const name = parts.length > 0 ? parts.join(' on ') : (text.split(/[/\s]/, 1)[0] ?? '');
  return name.toWellFormed().slice(0, maxDeviceNameLength) || 'Unknown device';
}
