import type { ReactNode } from 'react';
import { Logo } from '@/ui/brand/logo';

interface MessagePageProps {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  /** Id to quote to support. */
  readonly reference?: string;
  readonly children: ReactNode;
}

/** A page with one message and one action. */
export function MessagePage({ code, title, text, reference, children }: MessagePageProps) {
  return (
    <main id="main" className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-6 px-6 py-16">
      <Logo />
      <div className="grid gap-2">
        <p className="tabular font-medium text-accent text-sm">{code}</p>
        <h1 className="font-semibold text-2xl tracking-[-0.02em]">{title}</h1>
        <p className="text-muted">{text}</p>
        {reference && <p className="text-muted text-sm">Reference: {reference}</p>}
      </div>
      {children}
    </main>
  );
}
