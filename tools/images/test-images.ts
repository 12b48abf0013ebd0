import { execa } from 'execa';
import { takeOverAdmin } from '../../web/e2e/take-over-admin.ts';
import { requireNode } from '../dev/stack/require-node.ts';
import { CliError } from '../shared/cli-error.ts';
import { childEnvironment, readEnvironment, repositoryRoot } from '../shared/environment.ts';
import type { Container } from './container.ts';
import { Docker } from './docker.ts';
import { type ImageStack, startImageStack } from './image-stack.ts';

/**
 * Builds both images and runs the smoke journey and the browser suite against them, as one backend and as two; then
 * stops them and looks at how they end. Where no Docker is, it says so and counts as passed.
 */
const IMAGES = { backend: 'taskyard/backend:test', web: 'taskyard/web:test' };
/** What every Deployment leaves at least between SIGTERM and SIGKILL: see `terminationGracePeriodSeconds` of the workloads. */
const GRACE_SECONDS = 15;
/** The backend says 0; Next says 128 + SIGTERM once it has closed its server. Killed would be 137. */
const ORDERLY = [0, 143];

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const say = (line: string) => console.log(line);

try {
  requireNode(process.version);
  const docker = await Docker.find(readEnvironment().machine);
  if (typeof docker === 'string') {
    say(`The images were not built or tested: ${docker}.`);
  } else {
    await build(docker);
    await check(docker, 'joined', ['auth,tasks']);
    await check(docker, 'split', ['auth', 'tasks']);
    say('Both images hold, joined and split.');
  }
} catch (error) {
  console.error(error instanceof CliError ? `npm run test:images: ${error.message}` : error);
  process.exitCode = 1;
}

async function build(docker: Docker): Promise<void> {
  for (const [workspace, tag] of Object.entries(IMAGES)) {
    say(`Building ${tag} …`);
    await docker.run(['build', '--network=host', `--file=${workspace}/Dockerfile`, `--tag=${tag}`, repositoryRoot]);
    const bytes = Number(await docker.run(['image', 'inspect', '--format={{.Size}}', tag]));
    say(`${tag}: ${Math.round(bytes / 1e6)} MB`);
  }
}

async function check(docker: Docker, name: string, modules: readonly string[]): Promise<void> {
  say(`\n== ${name}: ${modules.map((list) => `MODULES=${list}`).join(' beside ')}`);
  const stack = await startImageStack(docker, { modules, images: IMAGES, report: say });
  // Containers outlive the program that started them.
  const leave = () => void stack.stop().finally(() => process.exit(1));
  for (const signal of SIGNALS) process.once(signal, leave);
  try {
    await checkConfinement(stack);
    await npm(['run', 'smoke', '--', stack.origin]);
    await npm(['run', 'test:e2e', '--workspace', 'web'], await suiteEnvironment(stack));
    const backends = stack.containers.slice(0, -1);
    const web = stack.containers.slice(-1);
    await checkEnding(backends);
    await checkSmokeFails(stack);
    await checkEnding(web);
  } finally {
    for (const signal of SIGNALS) process.off(signal, leave);
    await stack.stop();
  }
}

/** What the browser suite has to know of a site that it did not start itself. */
async function suiteEnvironment(stack: ImageStack): Promise<Record<string, string>> {
  const { username, password } = await takeOverAdmin(stack);
  return {
    E2E_BASE_URL: stack.origin,
    E2E_MAIL: stack.mail,
    E2E_DATABASE: stack.databaseUrl,
    E2E_ADMIN_USERNAME: username,
    E2E_ADMIN_PASSWORD: password,
  };
}

async function checkConfinement({ containers }: ImageStack): Promise<void> {
  for (const container of containers) {
    const { uid, capabilities, readOnly, residentMegabytes } = await container.facts();
    say(`uid ${uid}, capabilities ${capabilities}, read-only ${readOnly}, ${residentMegabytes} MB resident`);
    if (uid !== '10001' || !/^0+$/.test(capabilities) || !readOnly) throw new CliError('That is not confined.');
  }
}

async function checkEnding(containers: readonly Container[]): Promise<void> {
  for (const container of containers) {
    const { exitCode, seconds } = await container.terminate(GRACE_SECONDS);
    say(`SIGTERM: exit code ${exitCode} after ${seconds.toFixed(1)} s (${GRACE_SECONDS} s allowed)`);
    if (!ORDERLY.includes(exitCode) || seconds >= GRACE_SECONDS) throw new CliError('That is no orderly end.');
  }
}

/** With the backends gone, the gate of a deployment has to close and say why. */
async function checkSmokeFails({ origin }: ImageStack): Promise<void> {
  const { exitCode, stdout } = await execa('npm', ['run', '--silent', 'smoke', '--', origin], {
    cwd: repositoryRoot,
    reject: false,
    stdin: 'ignore',
  });
  say(stdout);
  if (exitCode !== 1) throw new CliError(`With the backend stopped, smoke ended with ${exitCode} instead of 1.`);
}

async function npm(args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const { failed, exitCode } = await execa('npm', args, {
    cwd: repositoryRoot,
    env: childEnvironment(env),
    reject: false,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
  });
  if (failed) throw new CliError(`npm ${args.join(' ')} ended with ${exitCode}.`);
}
