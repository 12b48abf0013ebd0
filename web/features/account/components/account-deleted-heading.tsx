'use client';

import { useCleanAddress } from '../hooks/use-clean-url';
import { FormHeading } from './form-heading';

/** Heads the sign-in page for whoever has just deleted their account, until the page is loaded again. */
export function Goodbye() {
  useCleanAddress();
  return (
    <FormHeading title="Your account is deleted" text="Everything in it is gone. You can sign in with another one." />
  );
}
