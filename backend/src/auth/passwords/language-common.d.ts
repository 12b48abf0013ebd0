/** Only the ranked list. The package's main entry would also load word lists and keyboards, and only it has types. */
declare module '@zxcvbn-ts/language-common/dist/passwords.json.mjs' {
  /** Lower case, the most common first. */
  const passwords: readonly string[];
  export default passwords;
}
