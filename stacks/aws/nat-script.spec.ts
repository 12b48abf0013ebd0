import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, 'scripts', 'nat-instance.sh');
const rule = 'POSTROUTING --source 10.10.0.0/16 ! --destination 10.10.0.0/16 --jump MASQUERADE';

/** Fakes of the commands, by name. Each also writes its call to the file `calls`. $STATE is an empty folder. */
const commands: Readonly<Record<string, string>> = {
  dd: '',
  chmod: '',
  mkswap: '',
  swapon: '',
  sleep: '',
  systemctl: '',
  tee: 'while read -r line; do echo "$line"; done',
  dnf: '',
  sysctl: 'if [[ $1 == -n ]]; then echo 1; fi',
  'iptables-save': '',
  iptables: `case "$*" in
    '--table nat --append '*) echo "\${*:4}" >>"$STATE/nat" ;;
    '--table nat --check '*) while read -r line; do [[ $line == "\${*:4}" ]] && exit 0; done <"$STATE/nat"; exit 1 ;;
    '--flush FORWARD') : >"$STATE/forward" ;;
    '--list-rules FORWARD') echo '-P FORWARD ACCEPT'; if [[ -s $STATE/forward ]]; then echo "$(<"$STATE/forward")"; fi ;;
  esac`,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-nat-'));
  // What the package brings along.
  writeFileSync(join(folder, 'forward'), '-A FORWARD -j REJECT\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script where it finds nothing but fakes. */
function run(replaced: Readonly<Record<string, string>> = {}) {
  for (const [name, body] of Object.entries({ ...commands, ...replaced })) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/bash\necho "${name} $*" >>"$STATE/calls"\n${body}\n`);
    chmodSync(file, 0o755);
  }
  const env = { PATH: folder, STATE: folder, VPC_CIDR: '10.10.0.0/16' };
  const { status, stderr, stdout } = spawnSync('/bin/bash', [script], { env, encoding: 'utf8' });
  const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').split('\n') : [];
  return { status, output: `${stdout}${stderr}`, calls };
}

describe('the set-up of a NAT instance', () => {
  it('is valid Bash', () => {
    expect(execFileSync('/bin/bash', ['-n', script], { encoding: 'utf8' })).toBe('');
  });

  it('replaces the addresses of the VPC, and lets everything through', () => {
    const { status, output, calls } = run();
    expect(output).toContain('The NAT instance is ready.');
    expect(status).toBe(0);
    expect(calls).toContain(`iptables --table nat --append ${rule}`);
    expect(calls).toContain('tee /etc/sysctl.d/90-nat.conf');
    expect(calls.indexOf('iptables-save --file /etc/sysconfig/iptables')).toBeGreaterThan(
      calls.indexOf('iptables --flush FORWARD'),
    );
  });

  it('has swap before it installs anything', () => {
    const { calls } = run();
    expect(calls.indexOf('swapon /swapfile')).toBeGreaterThanOrEqual(0);
    expect(calls.findIndex((call) => call.startsWith('dnf'))).toBeGreaterThan(calls.indexOf('swapon /swapfile'));
  });

  it('tries again until packages can be installed', () => {
    const { status, calls } = run({
      dnf: 'echo -n x >>"$STATE/tries"; [[ $(<"$STATE/tries") == xxxx ]]',
    });
    expect(status).toBe(0);
    expect(calls.filter((call) => call.startsWith('dnf install'))).toHaveLength(4);
    expect(calls.filter((call) => call === 'sleep 5')).toHaveLength(3);
  });

  it.each([
    ['packages cannot be installed', { dnf: 'exit 1' }, 'the package iptables-services could not be installed'],
    ['the kernel does not forward', { sysctl: 'if [[ $1 == -n ]]; then echo 0; fi' }, 'the kernel does not forward'],
    [
      'a rule was not taken',
      { iptables: 'echo "-P FORWARD ACCEPT"; [[ $* != *--check* ]]' },
      'the address of the VPC is not replaced',
    ],
    ['a rule rejects', { iptables: 'echo "-P FORWARD DROP"' }, 'a rule rejects what is forwarded'],
    ['the service is off', { systemctl: '[[ $1 != is-enabled ]]' }, 'the rules would be lost at the next start'],
  ])('fails when %s', (_, replaced: Readonly<Record<string, string>>, message) => {
    const { status, output } = run(replaced);
    expect(status).toBe(1);
    expect(output).toContain(`The NAT instance is not ready: ${message}`);
    expect(output).not.toContain('is ready.');
  });

  it('stops at the first command that fails', () => {
    const { status, calls } = run({ swapon: 'exit 1' });
    expect(status).not.toBe(0);
    expect(calls.filter((call) => /^(dnf|iptables)/.test(call))).toEqual([]);
  });
});
