/**
 * The parameters that OWASP's Password Storage Cheat Sheet recommends for argon2id, the library's default algorithm:
 * 19 MiB, 2 passes, 1 lane.
 */
export const argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const { memoryCost, timeCost, parallelism } = argon2Parameters;

/** Hashes with these parameters start with this prefix. A hash with any other prefix is outdated. */
export const argon2Prefix = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`;
