/** Longest life an access token may be given, seconds. A retired key must be kept at least that long. */
export const longestAccessTokenSeconds = 900;
