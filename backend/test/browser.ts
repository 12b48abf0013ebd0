import { parseCookie } from 'cookie';
import type { Answer, ApiClient } from './api-client.ts';

/** Somebody at a browser: keeps the cookies it is given, and sends them along. */
export class Browser {
  private readonly api: ApiClient;
  private readonly jar = new Map<string, string>();

  constructor(api: ApiClient) {
    this.api = api;
  }

  get cookies(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.jar);
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const Cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.api.call(method, path, body, { headers: { Cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [[name, value = ''] = ['']] = Object.entries(parseCookie(line.split(';', 1)[0] ?? ''));
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return answer;
  }

  signIn(username: string, password: string): Promise<Answer> {
    return this.call('POST', '/api/auth/session', { username, password });
  }
}
