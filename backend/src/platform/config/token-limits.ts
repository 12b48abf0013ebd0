/** Longest life an access token may be given, seconds. A retired key must be kept at least that long. */
export const longestAccessTokenSeconds = 900;

/** How far the clocks of those who sign and those who verify may differ, seconds. */
export const clockToleranceSeconds = 5;
