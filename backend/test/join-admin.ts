import type { TestApp } from './test-app.ts';

/** Registers a new person, makes them an admin behind the application's back, and logs in. */
export async function joinAdmin({ api, database }: TestApp, username: string) {
  const person = await api.registerUser(username);
  await database.connection.query("UPDATE users SET role = 'admin' WHERE id = ?", [person.id]);
  return person;
}
