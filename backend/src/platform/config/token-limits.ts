/** How far the clocks of the signing and the verifying processes may differ, in seconds. */
export const clockToleranceSeconds = 5;
