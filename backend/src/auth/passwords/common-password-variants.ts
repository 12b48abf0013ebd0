/** Digits and signs that attackers and users put in place of letters. */
const substitutes: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** Longer additions make a password hard to guess, unless they are a row of digits. */
const longestAddition = 4;
const digitRows = '01234567890 9876543210';
/** A shorter word with an addition is not worth a rule: few guesses cover it anyway. */
const shortestWord = 4;

/** Whether the whole password is one piece of up to four characters, again and again: `aaaaaaaa`, `abc1abc1`. */
export function isRepetition(password: string): boolean {
  return /^(.{1,4})\1+$/su.test(password);
}

/**
 * The passwords that `password` may have been made from by what attackers try first: a few digits or signs before or
 * after, other characters for some letters, or the whole written twice. There is no rule about kinds of characters.
 *
 * @param password in lower case
 */
export function originalsOf(password: string): string[] {
  const twice = /^(.+)\1+$/su.exec(password)?.[1];
  const cores = [password, ...(twice === undefined ? [] : [twice])].flatMap((text) => [
    text,
    ...withoutAdditions(text),
  ]);
  return [...new Set(cores.flatMap((core) => [core, withLetters(core)]))].filter(
    ({ length }) => length >= shortestWord,
  );
}

function withoutAdditions(text: string): string[] {
  const parts = /^([^\p{L}]*)(.*?)([^\p{L}]*)$/su.exec(text);
  const [, before = '', word = '', after = ''] = parts ?? [];
  return word !== '' && isAddition(before) && isAddition(after) ? [word, word + after, before + word] : [];
}

function isAddition(text: string): boolean {
  return text.length <= longestAddition || digitRows.includes(text) || isRepetition(text);
}

function withLetters(text: string): string {
  return [...text].map((character) => substitutes[character] ?? character).join('');
}
