import { run } from '../../shared/child-process.ts';
import { binaries } from '../control-plane/binaries.ts';
import { schemaLocation } from './schemas.ts';

interface Report {
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly status: string;
    readonly msg: string;
  }[];
  readonly summary: {
    readonly valid: number;
    readonly invalid: number;
    readonly errors: number;
    readonly skipped: number;
  };
}

/** The errors that kubeconform finds in the objects of a file, and how many objects it checked. */
export async function kubeconform(file: string, schemas: string): Promise<{ checked: number; errors: string[] }> {
  const { kubeconform: program } = await binaries();
  const { stdout, stderr } = await run(program, [
    '-strict',
    '-verbose',
    '-summary',
    '-output=json',
    `-schema-location=${schemaLocation(schemas)}`,
    file,
  ]);
  if (stdout === '') throw new Error(`kubeconform printed nothing: ${stderr}`);
  const { resources, summary } = JSON.parse(stdout) as Report;
  const errors = resources
    .filter(({ status }) => status !== 'statusValid')
    .map(({ kind, name, status, msg }) => `${kind} ${name}: ${status} ${msg}`);
  return { checked: summary.valid + summary.invalid + summary.errors + summary.skipped, errors };
}
