'use client';

import { useEffect, useState } from 'react';

interface LinkToken {
  /** False until the fragment was read: the server does not know it. */
  readonly ready: boolean;
  /** The token; undefined when the link was cut, or the page was loaded again. */
  readonly token: string | undefined;
}

/**
 * Reads the secret token of an email's link from the URL's fragment, which browsers send to no server, and removes it from
 * the URL and the history. Opening another link in the same tab changes only the fragment and loads no page.
 */
export function useLinkToken(): LinkToken {
  const [link, setLink] = useState<LinkToken>({ ready: false, token: undefined });
  useEffect(() => {
    const read = () => {
      const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? undefined;
      // React runs effects twice in development. The second time, the fragment is gone.
      setLink((known) => ({ ready: true, token: token ?? known.token }));
      window.history.replaceState(null, '', window.location.pathname);
    };
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return link;
}
