/** What is bought by the hour, by volume or by piece; `ec2.` and `rds.` are followed by the type. */
export type PriceKey =
  | `ec2.${string}`
  | `rds.db.${string}`
  | 'eks.cluster'
  | 'eks.auto'
  | 'ebs.gp3'
  | 'rds.gp3'
  | 'aurora.acu'
  | 'aurora.storage'
  | 'alb.hour'
  | 'alb.unit'
  | 'nat.hour'
  | 'nat.gb'
  | 'endpoint.hour'
  | 'endpoint.gb'
  | 'internet.gb'
  | 'ipv4.hour'
  | 'kms.key'
  | 'secret'
  | 'logs.gb'
  | 'waf.acl'
  | 'waf.rule'
  | 'waf.million'
  | 'ecr.gb';

export interface Price {
  /** US dollars per hour, GB, GB-month or month, as the key says; `eks.auto` is a share of the instance's price. */
  readonly usd: number;
  /** The public page the price stands on. */
  readonly source: string;
  /** True when the page's figure for another region was scaled by this family's usual ratio, instead of read. */
  readonly scaled: boolean;
}

export interface PriceList {
  readonly region: string;
  /** The month the prices were known for; AWS changes list prices seldom, and mostly downwards. */
  readonly asOf: string;
  readonly prices: Readonly<Partial<Record<PriceKey, Price>>>;
}

/** AWS bills hours; a month is a twelfth of a year of them. */
export const hoursPerMonth = 730;

/** A price nobody wrote down. Nothing is ever counted as free because its price is unknown. */
export class UnknownPriceError extends Error {
  override readonly name = 'UnknownPriceError';

  constructor(key: string, region: string) {
    super(`no price for ${key} in ${region}: add it with its source to tools/plan/pricing/`);
  }
}

/** Writes one source behind many prices. */
export function from(
  source: string,
  prices: { readonly [Key in PriceKey]?: number },
  scaled = false,
): Partial<Record<PriceKey, Price>> {
  const listed = Object.entries(prices) as [PriceKey, number][];
  return Object.fromEntries(listed.map(([key, usd]) => [key, { usd, source, scaled }]));
}
