import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOpenApiDocument } from '../src/platform/http/openapi.ts';
import { startTestApp, type TestApp } from './test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

it('the checked-in OpenAPI document is the one the code makes (npm run openapi -w backend renews it)', async () => {
  const document = createOpenApiDocument(running.app);
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../contracts/openapi.json');
});
