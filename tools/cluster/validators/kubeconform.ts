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

/** What kubeconform has against the objects of a file, and how many it looked at. */
export async function kubeconform(file: string, schemas: string): Promise<{ looked: number; complaints: string[] }> {
  const { kubeconform: program } = await binaries();
  const { stdout, stderr } = await run(program, [
    '-strict',
    '-verbose',
    '-summary',
    '-output=json',
    `-schema-location=${schemaLocation(schemas)}`,
    file,
  ]);
  if (stdout === '') throw new Error(`kubeconform said nothing: ${stderr}`);
  const { resources, summary } = JSON.parse(stdout) as Report;
  const complaints = resources
    .filter(({ status }) => status !== 'statusValid')
    .map(({ kind, name, status, msg }) => `${kind} ${name}: ${status} ${msg}`);
  return { looked: summary.valid + summary.invalid + summary.errors + summary.skipped, complaints };
}
