import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOpenApiDocument } from '../src/platform/http/openapi.ts';
import { startTestApp, type TestApp } from './test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

it('generates the OpenAPI document that is checked in (npm run openapi -w backend updates it)', async () => {
  const document = createOpenApiDocument(running.app);
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../contracts/openapi.json');
});
