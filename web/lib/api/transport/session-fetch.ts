import { sessionState } from './session-state';

/** One renewal at a time in all tabs: they share the cookies, so one renewal is enough for all. */
const lockName = 'taskyard-session';

/**
 * `fetch` for API calls of a page that stays open longer than an access token lives. A call that is refused without a
 * valid access token is sent again after the session has been renewed. A 401 means that nothing was done, so this is safe
 * for writes. The sign-in dialog opens only when the API says that the session is over. When the API is down, the call
 * fails like any other.
 */
export async function sessionFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const called = new Request(input, init);
  // A change is sent to the end also when the page is left or loaded again. Browsers allow 64 KB at a time for this; the
  // longest task has half of that.
  const request = called.method === 'GET' ? called : new Request(called, { keepalive: true });
  const { signal } = request;
  const signIns = sessionState.signIns();
  const send = () => fetch(request.clone());

  const first = await send();
  if (!(await lacksSession(first))) return first;
  const last = await navigator.locks.request(lockName, { signal }, async () => {
    // Another call may have renewed the session meanwhile. Scripts cannot read the cookies, so this sends the call again.
    const second = await send();
    return (await lacksSession(second)) ? renew(request.url) : second;
  });
  const answer = last ?? (await send());
  if (!(await lacksSession(answer))) return answer;
  // The user signed in while this call was under way. The answer is about the session before.
  if (sessionState.signIns() !== signIns) return sessionFetch(request);
  sessionState.set(true);
  return answer;
}

/** @returns the API's answer when it did not renew the session */
async function renew(base: string): Promise<Response | undefined> {
  const answer = await fetch(new URL('/api/auth/session/refresh', base), {
    method: 'POST',
    // The lock is held until this ends.
    signal: AbortSignal.timeout(10_000),
  });
  return answer.ok ? undefined : answer;
}

/** False for a 401 about the input, such as a wrong password. */
async function lacksSession(answer: Response): Promise<boolean> {
  if (answer.status !== 401) return false;
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined);
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'unauthenticated';
}
