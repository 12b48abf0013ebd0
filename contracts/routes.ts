export interface ApiRoute {
  /** This path and everything below it. */
  readonly path: string;
  /** The backend module that answers. */
  readonly module: 'auth' | 'tasks';
}

/** Which module answers which paths of the origin. The web answers every other path. */
export const apiRoutes: readonly ApiRoute[] = [
  { path: '/api/auth', module: 'auth' },
  { path: '/api/tasks', module: 'tasks' },
  // The document and its page describe all modules; each module serves the same ones.
  { path: '/api/docs', module: 'tasks' },
  { path: '/api/openapi.json', module: 'tasks' },
];
