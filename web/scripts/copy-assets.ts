/**
 * Completes the standalone server: Next's tracing copies neither the browser's files nor `public`. This copies them to
 * where `.next/standalone/web/server.js` looks for them.
 */
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const server = `${web}.next/standalone/web`;

cpSync(`${web}.next/static`, `${server}/.next/static`, { recursive: true });
if (existsSync(`${web}public`)) cpSync(`${web}public`, `${server}/public`, { recursive: true });
