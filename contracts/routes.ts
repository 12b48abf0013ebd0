interface ApiRoute {
  /** This path and everything below it. */
  readonly path: string;
  /** The backend module that serves the path. */
  readonly module: 'auth' | 'tasks';
}

/** The paths of the origin that a backend module serves. The web serves all others. */
export const apiRoutes: readonly ApiRoute[] = [
  { path: '/api/auth', module: 'auth' },
  { path: '/api/tasks', module: 'tasks' },
  // The OpenAPI document and its page describe all modules. Every module could serve them.
  { path: '/api/docs', module: 'tasks' },
  { path: '/api/openapi.json', module: 'tasks' },
];
