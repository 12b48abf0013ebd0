/** The ranked list alone; the package's entry would load word lists and keyboards besides, and has types for that alone. */
declare module '@zxcvbn-ts/language-common/dist/passwords.json.mjs' {
  /** Lower case, the most common first. */
  const passwords: readonly string[];
  export default passwords;
}
