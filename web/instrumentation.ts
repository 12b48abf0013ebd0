import { environment } from '@/lib/environment';

/** Runs once when the server starts: a wrong environment stops it there rather than at the first visitor. */
export function register(): void {
  environment();
}
