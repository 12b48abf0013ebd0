/**
 * Fails when the committed API client differs from what the OpenAPI document generates. It generates into a
 * separate folder, so that two runs at once never overwrite each other or the real client.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import config from '../openapi-ts.config.ts';

function contentOf(folder: string): Map<string, string> {
  const files = globSync('**/*.ts', { cwd: folder });
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

const fresh = mkdtempSync(join(tmpdir(), 'taskyard-client-'));
try {
  await createClient({
    ...config,
    plugins: [...config.plugins],
    output: { ...config.output, path: fresh },
    logs: { level: 'silent' },
  });
  const before = contentOf(config.output.path);
  const after = contentOf(fresh);
  const names = new Set([...before.keys(), ...after.keys()]);
  const stale = [...names].filter((name) => before.get(name) !== after.get(name));
  if (stale.length > 0) {
    process.stderr.write(`The API client is stale (${stale.join(', ')}). Run: npm run generate -w web\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
