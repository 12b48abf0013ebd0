import type { ReactNode } from 'react';
import { BrandPanel } from '@/ui/brand/brand-panel';
import { Logo } from '@/ui/brand/logo';

export default function AccountLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(30rem,5fr)_6fr]">
      <div className="flex flex-col px-6 py-6 sm:px-10">
        <header>
          <Logo />
        </header>
        <main id="main" className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center gap-7 py-10">
          {children}
        </main>
      </div>
      <BrandPanel />
    </div>
  );
}
