/**
 * OWASP's parameters for argon2id, which is the library's default algorithm: 19 MiB, 2 passes, 1 lane (Password Storage
 * Cheat Sheet).
 */
export const argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const { memoryCost, timeCost, parallelism } = argon2Parameters;

/** What hashes with these parameters begin with; any other wants replacing. */
export const argon2Prefix = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`;
