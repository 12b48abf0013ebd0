import { sessionState } from '@/lib/session/session-state';

/** One at a time in all tabs: they share the cookies, so one renewal serves them all. */
const lockName = 'taskyard-session';

/** Changes with every renewal, for other tabs to see; the cookies themselves cannot be read by scripts. */
const renewalKey = 'taskyard-session-renewed';

/**
 * `fetch` for API calls of a page that stays open longer than an access token lives: a call that is refused for want of
 * one is sent again once the session has been renewed. A 401 means that nothing was done, so this is safe for writes.
 * The prompt to sign in opens only when the API says that the session is over; an API that is away makes the call fail
 * like any other.
 */
export async function sessionFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const again = request.clone();
  const before = localStorage.getItem(renewalKey);
  const answer = await fetch(request);
  if (!(await lacksSession(answer))) return answer;

  const refusal = await navigator.locks.request(lockName, { signal: request.signal }, () =>
    // Another tab, or another call of this page, was first.
    localStorage.getItem(renewalKey) === before ? renew(request.url) : undefined,
  );
  const last = refusal ?? (await fetch(again));
  if (await lacksSession(last)) sessionState.set(true);
  return last;
}

/** @returns the API's answer when it did not renew the session */
async function renew(base: string): Promise<Response | undefined> {
  const answer = await fetch(new URL('/api/auth/session/refresh', base), {
    method: 'POST',
    // Nobody else gets to try before this is over.
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) return answer;
  localStorage.setItem(renewalKey, crypto.randomUUID());
  return undefined;
}

/** Not so a 401 about what was typed, such as a wrong password. */
async function lacksSession(answer: Response): Promise<boolean> {
  if (answer.status !== 401) return false;
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined);
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'unauthenticated';
}
