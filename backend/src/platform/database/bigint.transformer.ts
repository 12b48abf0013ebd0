import type { ValueTransformer } from 'typeorm';

/**
 * The driver gives BIGINT as text to keep values past 2^53 exact. Ids count up from 1 and the API promises integers,
 * so they are numbers here.
 */
export const bigintAsNumber: ValueTransformer = {
  from: (value: string | number | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};
