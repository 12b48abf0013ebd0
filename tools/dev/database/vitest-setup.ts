import type { TestProject } from 'vitest/node';
import { startTestDatabase } from './test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** An account on the run's private server that may make databases of its own. */
    databaseUrl: string;
  }
}

/** One private database server for the whole run. */
export default async function setup(project: TestProject) {
  const database = await startTestDatabase();
  project.provide('databaseUrl', database.url);
  return () => database.stop();
}
