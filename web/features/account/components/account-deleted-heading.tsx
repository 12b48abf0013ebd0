'use client';

import { useCleanUrl } from '../hooks/use-clean-url';
import { FormHeading } from './form-heading';

/** Heads the sign-in page after the account was deleted, until the page is loaded again. */
export function AccountDeletedHeading() {
  useCleanUrl();
  return <FormHeading title="Account deleted" text="All your data is deleted. You can sign in with another account." />;
}
