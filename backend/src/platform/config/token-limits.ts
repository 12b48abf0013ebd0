/** How far the clocks of those who sign and those who verify may differ, seconds. */
export const clockToleranceSeconds = 5;
