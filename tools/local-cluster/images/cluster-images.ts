import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backendBuild, webBuild } from '../../dev/build/ensure-built.ts';
import { sourceHash } from '../../dev/build/source-hash.ts';
import { CliError } from '../../shared/cli-error.ts';
import { readEnvironment, repositoryRoot } from '../../shared/environment.ts';
import { findProgram, type Machine } from '../../shared/machine.ts';
import { type AddonName, addonNames } from '../addons/start-addons.ts';
import { pauseImage } from '../node/container-runtime.ts';
import type { DebianSystems } from '../node/debian-systems.ts';
import type { ImageBuild } from './buildah.ts';

export interface ImageSources {
  readonly systems: DebianSystems;
  /** Folders with the program of each add-on. */
  readonly programs: Readonly<Record<AddonName, string>>;
  /** For copies of files. */
  readonly folder: string;
  readonly machine: Machine;
}

/** The base that both product Dockerfiles name. Only builds use it, so it is not in the registry. */
const nodeBase = 'library/node:24.21.0-bookworm-slim';
const ignored = /^(node_modules|dist|e2e|test-results|coverage)$|\.(spec|test)\.tsx?$|\.tsbuildinfo$/;

export function productTag(name: 'backend' | 'web'): string {
  const { sources } = { backend: backendBuild, web: webBuild }[name];
  const image = [`${name}/Dockerfile`, '.dockerignore', 'package.json', 'tools/images/runtime-root.sh'];
  return sourceHash(repositoryRoot, [...sources, ...image], ignored).slice(0, 12);
}

/**
 * What is built: `base` first, then `pulled`, which the cluster pulls. The tags of images that change with this checkout are hashes
 * of what they are made from.
 */
export function imageBuilds({ systems, programs, folder, machine }: ImageSources) {
  const ofImage = (name: string) => join(import.meta.dirname, name);
  const own = (name: string, image: string, folders: Record<string, string>): ImageBuild => ({
    image,
    dockerfile: join(ofImage(name), 'Dockerfile'),
    context: ofImage(name),
    folders,
  });
  const product = (name: 'backend' | 'web'): ImageBuild => ({
    image: `taskyard/${name}:${productTag(name)}`,
    dockerfile: join(repositoryRoot, name, 'Dockerfile'),
    context: repositoryRoot,
  });
  const addons = addonNames.map((name): [AddonName, ImageBuild] => {
    // The folder of a build is named after the fingerprint of its Go module.
    const fingerprint = createHash('sha256').update(basename(programs[name])).digest('hex').slice(0, 12);
    return [name, own(name, `taskyard-local/${name}:${fingerprint}`, { programs: programs[name] })];
  });
  const mysql = own('mysql', `taskyard-local/mysql:${sourceHash(ofImage('mysql'), ['.'], /^$/).slice(0, 12)}`, {
    system: systems.mysql,
  });
  const base = () =>
    own('debian-node', nodeBase, {
      debian: systems.images,
      node: join(repositoryRoot, 'node_modules', 'node'),
      ...baseInputs(folder, machine),
    });
  const [backend, web] = [product('backend'), product('web')];
  const images = { backend: backend.image, web: web.image, mysql: mysql.image };
  const addonImages = Object.fromEntries(addons.map(([name, { image }]) => [name, image])) as Record<AddonName, string>;
  const pause = own('pause', pauseImage.replace('docker.io/', ''), {});
  return { base, pulled: [pause, ...addons.map(([, build]) => build), mysql, backend, web], images, addonImages };
}

/** Copies, because builds see only some folders of this machine: npm, and the machine's additional certificate authorities. */
function baseInputs(parent: string, machine: Machine): { npm: string; authorities: string } {
  const program = findProgram(machine, 'npm');
  if (program === undefined) throw new CliError('npm was not found on PATH.');
  const [npm, authorities] = [join(parent, 'inputs', 'npm'), join(parent, 'inputs', 'authorities')];
  rmSync(join(parent, 'inputs'), { recursive: true, force: true });
  mkdirSync(authorities, { recursive: true });
  // The link on PATH leads to npm/bin/npm-cli.js.
  cpSync(dirname(dirname(realpathSync(program))), npm, { recursive: true, preserveTimestamps: true });
  const given = readEnvironment().extraAuthorities;
  // Without any, an empty file: the image names it.
  const text = given !== undefined && existsSync(given) ? readFileSync(given) : '';
  const file = join(authorities, 'ca.crt');
  writeFileSync(file, text);
  // Layers are reused only for files with the same times.
  utimesSync(file, 0, 0);
  return { npm, authorities };
}
