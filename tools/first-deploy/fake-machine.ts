import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { readEnvironment, repositoryRoot } from '../shared/environment.ts';

/**
 * A machine whose `pulumi`, `aws`, `docker`, `npm`, `jq` and `kubectl` are fakes with a little state: they refuse a command before the one
 * that it needs, and every command they do not know.
 */
export class FakeMachine {
  readonly #folder: string;

  /** @param images what the push prints, by workspace */
  constructor(folder: string, images: { readonly backend: string; readonly web: string }) {
    this.#folder = folder;
    mkdirSync(join(folder, 'bin'));
    const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
    writeFileSync(join(folder, 'scripts'), Object.keys(scripts).join('\n'));
    this.#install('npm', npm(images));
    this.#install('pulumi', pulumi);
    this.#install('aws', aws);
    this.#install('jq', 'echo "{}"');
    for (const program of ['docker', 'kubectl']) this.#install(program, 'fail "the page does not use it"');
  }

  /** Runs commands in one shell, which stops at the first that fails. @returns its exit code and output */
  async run(commands: readonly string[]) {
    const { exitCode, all } = await execa('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], {
      cwd: this.#folder,
      // The page puts the repository's own programs first on the PATH; here there are none.
      env: { PATH: [join(this.#folder, 'bin'), ...readEnvironment().machine.searchPath].join(':'), HOME: this.#folder },
      all: true,
      reject: false,
    });
    return { exitCode, all };
  }

  #install(name: string, script: string): void {
    const path = join(this.#folder, 'bin', name);
    const prelude = [
      '#!/bin/bash',
      `state=${this.#folder}`,
      `fail() { echo "${name}: $*" >&2; exit 1; }`,
      `after() { [ -e "$state/$1" ] || fail "$2 before $1"; }`,
      'done_() { touch "$state/$1"; }',
    ];
    writeFileSync(path, [...prelude, script, ''].join('\n'));
    chmodSync(path, 0o755);
  }
}

const npm = (images: { readonly backend: string; readonly web: string }) => `
if [ "$*" = ci ]; then done_ installed; exit; fi
[ "$1" = run ] || fail "unknown: $*"
after installed "npm $*"
grep -qx -- "$2" "$state/scripts" || fail "there is no script $2"
case "$2" in
  plan) ;;
  bootstrap) after signed-in "$2"; done_ bootstrapped ;;
  images) after stack "$2"; done_ images ;;
  deploy)
    after images "$2"
    [ "$6 $8" = "${images.backend} ${images.web}" ] || fail "other images: $*"
    if [ "$4" = prod ] && [ "\${HTTPS_PROXY-}" != "$(cat "$state/tunnel")" ]; then fail "the API server is private"; fi
    done_ deployed ;;
  preview) after deployed "$2" ;;
  *) fail "unknown script $2" ;;
esac`;

const pulumi = `
case "$*" in
  "login s3://taskyard-state-"*) after bootstrapped "$*"; done_ backend ;;
  "login file://"*) done_ backend ;;
  "stack select "*" --create"*) after backend "$*"; done_ stack ;;
  "up --stack "*"--target **aws:AccessHost**") after stack "$*"; done_ host ;;
  "up --stack "*) after stack "$*"; done_ up ;;
  *) fail "unknown: $*" ;;
esac`;

const aws = `
[ "$*" = "sso login" ] && { done_ signed-in; exit; }
after signed-in "aws $*"
[ -n "\${AWS_PROFILE-}" ] || fail "no profile"
case "$*" in
  "sts get-caller-identity"*) ;;
  "ec2 describe-instances --region "*) after host "$*"; echo i-0123456789abcdef0 ;;
  "ec2 describe-vpc-peering-connections --region "*) ;;
  "ssm start-session --region "*" --target i-0123456789abcdef0 "*'{"portNumber":["3128"],"localPortNumber":["3128"]}')
    echo http://127.0.0.1:3128 >"$state/tunnel" ;;
  "secretsmanager get-secret-value "*)
    after deployed "$*"
    [ -z "\${HTTPS_PROXY-}" ] || fail "the tunnel is still in use" ;;
  "secretsmanager create-secret "*) [ -e "$state/smtp.json" ] || fail "no smtp.json" ;;
  *) fail "unknown: $*" ;;
esac`;
