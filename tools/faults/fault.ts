/** What an attack needs to know. */
export interface AttackTarget {
  readonly origin: string;
  readonly webUrl: string;
  /** The attacker's access token. */
  readonly token: string;
}

export type AttackName = 'searches' | 'exports' | 'bodies' | 'slow bodies';

export interface Fault {
  readonly attack: AttackName;
  readonly description: string;
  /** What another user reads meanwhile. */
  readonly path: string;
}

export const faults: readonly Fault[] = [
  { attack: 'searches', description: '60 searches that compare for seconds', path: '/api/tasks' },
  { attack: 'exports', description: '30 exports that nobody reads', path: '/api/tasks' },
  { attack: 'bodies', description: '40 bodies of 10 MB for pages', path: '/login' },
  { attack: 'slow bodies', description: '200 bodies that are half sent', path: '/api/tasks' },
];
