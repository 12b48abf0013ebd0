import type { TestProject } from 'vitest/node';
import { startTestDatabase } from './test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the run's private server. Its account may make databases. */
    databaseUrl: string;
  }
}

/** Starts one private database server for the whole run. */
export default async function setup(project: TestProject) {
  const database = await startTestDatabase();
  project.provide('databaseUrl', database.url);
  return () => database.stop();
}
