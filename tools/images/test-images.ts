import { execa } from 'execa';
import { takeOverAdmin } from '../../web/e2e/take-over-admin.ts';
import { requireNode } from '../dev/stack/require-node.ts';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { readEnvironment, repositoryRoot } from '../shared/environment.ts';
import { runNpm } from '../shared/run-npm.ts';
import { onStopSignal } from '../shared/stop-signal.ts';
import type { Container } from './container.ts';
import { Docker } from './docker.ts';
import { type ImageStack, startImageStack } from './image-stack.ts';

/**
 * `npm run test:images`: builds both images, runs the smoke journey and the browser suite against them, as one backend and
 * as two, and checks how they stop. Without Docker it says so and succeeds.
 */
const imageTags = { backend: 'taskyard/backend:test', web: 'taskyard/web:test' };
/** The shortest `terminationGracePeriodSeconds` of the Deployments. */
const graceSeconds = 15;
/** The backend exits with 0, Next with 128 + SIGTERM after it closed its server. A killed container exits with 137. */
const cleanExitCodes = [0, 143];

const report = (line: string) => console.log(line);

await runCommand({ name: 'test:images' }, async () => {
  requireNode(process.version);
  const docker = await Docker.find(readEnvironment().machine);
  if (typeof docker === 'string') {
    report(`The images were not built or tested: ${docker}.`);
    return 0;
  }
  await build(docker);
  await check(docker, 'joined', ['auth,tasks']);
  await check(docker, 'split', ['auth', 'tasks']);
  report('Both images passed, joined and split.');
  return 0;
});

async function build(docker: Docker): Promise<void> {
  for (const [workspace, tag] of Object.entries(imageTags)) {
    report(`Building ${tag} …`);
    await docker.run(['build', '--network=host', `--file=${workspace}/Dockerfile`, `--tag=${tag}`, repositoryRoot]);
    const bytes = Number(await docker.run(['image', 'inspect', '--format={{.Size}}', tag]));
    report(`${tag}: ${Math.round(bytes / 1e6)} MB`);
  }
}

async function check(docker: Docker, name: string, modules: readonly string[]): Promise<void> {
  report(`\n== ${name}: ${modules.map((list) => `MODULES=${list}`).join(' beside ')}`);
  const stack = await startImageStack(docker, { modules, images: imageTags, report });
  // Containers keep running when this program ends.
  const ignoreSignals = onStopSignal(() => void stack.stop().finally(() => process.exit(1)));
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
    ignoreSignals();
    await stack.stop();
  }
}

/** What the browser suite needs to know about a site that it did not start. */
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
    report(`uid ${uid}, capabilities ${capabilities}, read-only ${readOnly}, ${residentMegabytes} MB resident`);
    if (uid !== '10001' || !/^0+$/.test(capabilities) || !readOnly)
      throw new CliError('The container is not confined.');
  }
}

async function checkEnding(containers: readonly Container[]): Promise<void> {
  for (const container of containers) {
    const { exitCode, seconds } = await container.terminate(graceSeconds);
    report(`SIGTERM: exit code ${exitCode} after ${seconds.toFixed(1)} s (${graceSeconds} s allowed)`);
    if (!cleanExitCodes.includes(exitCode) || seconds >= graceSeconds)
      throw new CliError('The container did not stop cleanly.');
  }
}

/** Without the backends, the smoke test must fail and give the reason. */
async function checkSmokeFails({ origin }: ImageStack): Promise<void> {
  const { exitCode, stdout } = await execa('npm', ['run', '--silent', 'smoke', '--', origin], {
    cwd: repositoryRoot,
    reject: false,
    stdin: 'ignore',
  });
  report(stdout);
  if (exitCode !== 1) throw new CliError(`With the backend stopped, smoke ended with ${exitCode} instead of 1.`);
}

async function npm(args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const exitCode = await runNpm(args, env);
  if (exitCode !== 0) throw new CliError(`npm ${args.join(' ')} ended with ${exitCode}.`);
}
