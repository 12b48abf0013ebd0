import type { ValueTransformer } from 'typeorm';

/**
 * The driver returns BIGINT as text, because values above 2^53 are not exact as numbers. Ids count up from 1 and are
 * integers in the API, so they are numbers here.
 */
export const bigintAsNumber: ValueTransformer = {
  from: (value: string | number | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};
