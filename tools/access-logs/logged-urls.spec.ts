import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import openApi from '@taskyard/contracts/openapi.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';

// Load balancers log the path and the query of every request. So neither may hold what must stay secret.
const secretName = /token|code|password|secret|otp|otpauth|challenge|assertion/i;

interface Parameter {
  readonly in: string;
  readonly name: string;
}

describe('the logged part of a URL', () => {
  it('has no secret among the parameters of the API', () => {
    const parameters = Object.entries(openApi.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, operation]) =>
        ((operation as { parameters?: Parameter[] }).parameters ?? [])
          .filter((parameter) => parameter.in === 'query' || parameter.in === 'path')
          .map(({ name }) => ({ name, at: `${method} ${path}` })),
      ),
    );
    expect(parameters.length).toBeGreaterThan(10);
    expect(parameters.filter(({ name }) => secretName.test(name))).toEqual([]);
  });

  it('has no secret in the links and addresses that the programs write', () => {
    const inQuery = /[?&]\w*(token|code|password|secret|otp)\w*=|URLSearchParams\(\{[^}]*(token|code|password|secret)/i;
    const found = sources(['backend/src', 'web/app', 'web/features', 'web/lib', 'web/ui'], /(?<!\.spec)\.tsx?$/).filter(
      ({ text }) => inQuery.test(text),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('has no secret in the paths of pages', () => {
    const pages = sources(['web/app'], /\/(page|route)\.tsx?$/).map(({ path }) => path);
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.flatMap((path) => path.match(/\[[^\]]+\]/g) ?? []).filter((name) => secretName.test(name))).toEqual(
      [],
    );
  });

  it('never gets the fields of a form with secrets, also before the page’s scripts have started', () => {
    const forms = sources(['web/features/account', 'web/features/settings', 'web/features/admin'], /\.tsx$/).flatMap(
      ({ path, text }) => (text.match(/<form\b[^>]*/g) ?? []).map((form) => ({ path, form })),
    );
    expect(forms.length).toBeGreaterThan(10);
    expect(forms.filter(({ form }) => !form.includes('method="post"')).map(({ path }) => path)).toEqual([]);
  });
});

function sources(folders: readonly string[], name: RegExp): { path: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => join(parentPath, file))
      .filter((path) => name.test(path))
      .map((path) => ({ path: relative(repositoryRoot, path), text: readFileSync(path, 'utf8') })),
  );
}
