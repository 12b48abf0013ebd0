import { sessionState } from '@/lib/session/session-state';

/** One at a time in all tabs: they share the cookies, so one renewal serves them all. */
const lockName = 'taskyard-session';

/**
 * `fetch` for API calls of a page that stays open longer than an access token lives: a call that is refused for want of
 * one is sent again once the session has been renewed. A 401 means that nothing was done, so this is safe for writes.
 * The prompt to sign in opens only when the API says that the session is over; an API that is away makes the call fail
 * like any other.
 */
export async function sessionFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const { signal } = request;
  const send = () => fetch(request.clone());

  const first = await send();
  if (!(await lacksSession(first))) return first;
  const last = await navigator.locks.request(lockName, { signal }, async () => {
    // Others may have renewed it while this one was under way or waited, and scripts cannot look into the cookies.
    const second = await send();
    return (await lacksSession(second)) ? renew(request.url) : second;
  });
  const answer = last ?? (await send());
  if (await lacksSession(answer)) sessionState.set(true);
  return answer;
}

/** @returns the API's answer when it did not renew the session */
async function renew(base: string): Promise<Response | undefined> {
  const answer = await fetch(new URL('/api/auth/session/refresh', base), {
    method: 'POST',
    // Nobody else gets to try before this is over.
    signal: AbortSignal.timeout(10_000),
  });
  return answer.ok ? undefined : answer;
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
