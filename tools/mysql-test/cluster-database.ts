import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { type ConnectionOptions, createConnection, type RowDataPacket } from 'mysql2/promise';
import { bashCommand } from '../../stacks/app/database-scripts.ts';
import { findServerPrograms } from '../dev/database/server-program.ts';
import { CertificateAuthority } from '../shared/certificates.ts';
import { run, Service } from '../shared/child-process.ts';
import { pathStartingWith, readEnvironment } from '../shared/environment.ts';
import { freePort } from '../shared/free-port.ts';

/** Environment variables of a script. */
export type Environment = Readonly<Record<string, string>>;

/** What the server's certificate names. Scripts connect to the address, and refuse a server whose certificate does not name it. */
export const serverNames = { dnsNames: ['database.taskyard-data'], addresses: ['127.0.0.1'] } as const;

/**
 * A MySQL server as the stack runs it: only TLS, and `root` from everywhere, with the password that it gets at the first start.
 * It is stopped at first, and can be started and stopped any number of times.
 */
export class ClusterDatabase {
  readonly #program: string;
  readonly #folder: string;
  readonly #port: number;
  #service: Service | undefined;

  private constructor(program: string, folder: string, port: number) {
    this.#program = program;
    this.#folder = folder;
    this.#port = port;
  }

  static async make(rootPassword: string): Promise<ClusterDatabase> {
    const program = findServerPrograms(readEnvironment().machine).find(({ flavour }) => flavour === 'mysql');
    if (program === undefined) throw new Error('There is no MySQL: use npm run test:mysql.');
    const folder = mkdtempSync(join(tmpdir(), 'taskyard-mysql-'));
    const database = new ClusterDatabase(program.path, folder, await freePort());
    const initialised = await run(program.path, [...database.#arguments(), '--initialize-insecure']);
    if (initialised.exitCode !== 0) throw new Error(initialised.stderr);
    await database.#replaceCertificate();
    // As the image's entrypoint does.
    const statements = [
      `ALTER USER 'root'@'localhost' IDENTIFIED BY '${rootPassword}';`,
      `CREATE USER 'root'@'%' IDENTIFIED BY '${rootPassword}';`,
      "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;",
    ];
    writeFileSync(join(folder, 'init.sql'), statements.join('\n'));
    await database.start([`--init-file=${join(folder, 'init.sql')}`]);
    return database;
  }

  /** The variables that every script gets. */
  get environment(): Environment {
    return {
      DATABASE_HOST: '127.0.0.1',
      DATABASE_NAME: 'taskyard',
      DATABASE_CA_FILE: this.authorities,
      MYSQL_TCP_PORT: String(this.#port),
    };
  }

  get authorities(): string {
    return join(this.#folder, 'data/ca.pem');
  }

  async start(options: readonly string[] = []): Promise<void> {
    this.#service = await Service.start({
      program: this.#program,
      arguments: [...this.#arguments(), ...options],
      logFile: join(this.#folder, 'log'),
      // A refused password shows that it answers.
      isReady: () => this.query('nobody', '', 'DO 0').then(() => true, isAccessDenied),
      readyWithinSeconds: 60,
    });
  }

  async stop(): Promise<void> {
    await this.#service?.stop();
    this.#service = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  url(user: string, password: string): string {
    return `mysql://${user}:${password}@127.0.0.1:${this.#port}/taskyard`;
  }

  async query(user: string, password: string, sql: string, database?: string): Promise<RowDataPacket[]> {
    const options: ConnectionOptions = { host: '127.0.0.1', port: this.#port, user, password };
    const connection = await createConnection({
      ...options,
      ...(database !== undefined && { database }),
      // Tests look at certificates with clients of their own.
      ssl: { rejectUnauthorized: false },
    });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    } finally {
      await connection.end();
    }
  }

  async accepts(user: string, password: string): Promise<boolean> {
    return this.query(user, password, 'DO 0').then(
      () => true,
      (error: unknown) => {
        if (isAccessDenied(error)) return false;
        throw error;
      },
    );
  }

  /** Runs a script as its container does. The result has the exit code and everything that it printed. */
  async runScript(script: string, environment: Environment, folderOfPrograms?: string): Promise<ScriptResult> {
    const [program = '', ...args] = bashCommand(script);
    const path = folderOfPrograms === undefined ? {} : { PATH: pathStartingWith(folderOfPrograms) };
    const { exitCode = 1, all } = await execa(program, args, {
      all: true,
      reject: false,
      stdin: 'ignore',
      env: { ...this.environment, ...environment, ...path },
    });
    return { exitCode, output: all };
  }

  /** Runs a script of an administrator's Job. Its credentials are files, as the kubelet mounts them. */
  async runAdministratorJob(script: string, credentials: Environment, options: JobOptions = {}): Promise<ScriptResult> {
    const folder = mkdtempSync(join(tmpdir(), 'taskyard-credentials-'));
    const write = (files: Environment) => {
      for (const [name, value] of Object.entries(files)) writeFileSync(join(folder, name), value);
    };
    try {
      write(credentials);
      const run = this.runScript(
        script,
        { CREDENTIALS_FOLDER: folder, ...options.environment },
        options.folderOfPrograms,
      );
      await options.whileItRuns?.(write);
      return await run;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** MySQL makes a certificate for itself at its first start, which names no host. */
  async #replaceCertificate(): Promise<void> {
    const authority = await CertificateAuthority.create('CN=first start');
    const issued = await authority.issue({ subject: 'CN=database', use: 'server', ...serverNames });
    const folder = dirname(this.authorities);
    writeFileSync(this.authorities, authority.certificate);
    writeFileSync(join(folder, 'server-cert.pem'), issued.certificate);
    writeFileSync(join(folder, 'server-key.pem'), issued.privateKey);
  }

  #arguments(): string[] {
    return [
      '--no-defaults',
      `--datadir=${join(this.#folder, 'data')}`,
      `--port=${this.#port}`,
      '--bind-address=127.0.0.1',
      '--socket=server.sock',
      '--pid-file=server.pid',
      '--loose-mysqlx=OFF',
      '--skip-name-resolve',
      '--require-secure-transport=ON',
      '--performance-schema=OFF',
      '--innodb-buffer-pool-size=64M',
      '--innodb-redo-log-capacity=16M',
      '--innodb-flush-log-at-trx-commit=0',
      ...(readEnvironment().machine.isRoot ? ['--user=root'] : []),
    ];
  }
}

export interface JobOptions {
  readonly environment?: Environment;
  readonly folderOfPrograms?: string;
  /** `renew` replaces files of the credentials, as the kubelet does. */
  readonly whileItRuns?: (renew: (files: Environment) => void) => Promise<void>;
}

export interface ScriptResult {
  readonly exitCode: number;
  readonly output: string;
}

function isAccessDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ER_ACCESS_DENIED_ERROR';
}
