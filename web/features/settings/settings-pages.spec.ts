import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { adminPages, settingsPages } from './settings-pages';

/** These only redirect to the first page of their section. */
const redirects = ['/settings', '/admin'];

it('link every page of the settings, so that the browser tests check it', () => {
  const group = join(import.meta.dirname, '../../app/(private)/(settings)');
  const routes = globSync('**/page.tsx', { cwd: group }).map((file) => `/${dirname(file)}`);
  const linked = [...settingsPages, ...adminPages].map(({ href }) => href);
  expect([...linked, ...redirects].toSorted()).toEqual(routes.toSorted());
});
