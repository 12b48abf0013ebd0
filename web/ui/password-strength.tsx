'use client';

import clsx from 'clsx';
import { useEffect, useState } from 'react';
import { type PasswordScore, passwordScore } from '@/lib/password-strength';

const labels: Readonly<Record<PasswordScore, string>> = {
  0: 'Very easy to guess',
  1: 'Easy to guess',
  2: 'Could be guessed',
  3: 'Hard to guess',
  4: 'Very hard to guess',
};
const steps = [1, 2, 3, 4];

/** How hard a password is to guess. Advice only: the server decides which passwords it accepts. */
export function PasswordStrength({ password }: { readonly password: string }) {
  const score = usePasswordScore(password);
  if (score === undefined) return null;
  return (
    <div className="flex items-center gap-3">
      <span aria-hidden="true" className="flex flex-1 gap-1">
        {steps.map((step) => (
          <span
            key={step}
            className={clsx(
              'h-1 flex-1 rounded-full',
              step <= score ? (score < 3 ? 'bg-warm' : 'bg-accent') : 'bg-line',
            )}
          />
        ))}
      </span>
      <span role="status" aria-label="Password strength" className="text-muted text-xs">
        {labels[score]}
      </span>
    </div>
  );
}

/** Undefined for an empty password, and while the estimator loads or when it cannot be loaded. */
function usePasswordScore(password: string): PasswordScore | undefined {
  const [rated, setRated] = useState<{ readonly password: string; readonly score: PasswordScore }>();
  useEffect(() => {
    if (password === '') return;
    let outdated = false;
    passwordScore(password).then(
      (score) => {
        if (!outdated) setRated({ password, score });
      },
      () => {},
    );
    return () => {
      outdated = true;
    };
  }, [password]);
  // Between two letters, the last score stays visible.
  return password === '' ? undefined : rated?.score;
}
