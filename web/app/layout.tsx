import './globals.css';

import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { environment } from '@/lib/environment';
import { parseTheme, themeCookie } from '@/lib/theme';

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(environment().PUBLIC_ORIGIN),
    title: { default: 'Taskyard', template: '%s · Taskyard' },
    description: 'A simple, private task list.',
    robots: { index: false },
  };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f8f5' },
    { media: '(prefers-color-scheme: dark)', color: '#0b110f' },
  ],
};

/** Reads the theme on every request. That also makes all pages dynamic, which the nonce of each answer needs. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <a
          href="#main"
          className="sr-only z-50 rounded-lg bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
        >
          Skip to content
        </a>
        {children}
      </body>
    </html>
  );
}
