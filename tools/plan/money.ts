/** `$12.30`; nothing for what rounds to nothing. */
export function usd(amount: number): string {
  return Math.abs(amount) < 0.005 ? '' : `$${amount.toFixed(2)}`;
}

/** `+$12.30`, `-$4.00` or `±$0.00`. */
export function usdChange(amount: number): string {
  if (Math.abs(amount) < 0.005) return '±$0.00';
  return `${amount > 0 ? '+' : '-'}$${Math.abs(amount).toFixed(2)}`;
}
