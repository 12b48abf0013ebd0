import { run } from '../../shared/child-process.ts';
import { binaries } from '../control-plane/binaries.ts';

interface ScoredObject {
  readonly object_name: string;
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly namespace?: string; readonly name: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments:
      | readonly { readonly path: string; readonly summary: string; readonly description: string }[]
      | null;
  }[];
}

/** A recommendation of kube-score. */
export interface Finding {
  readonly check: string;
  /** `Kind namespace/name`. */
  readonly object: string;
  readonly message: string;
}

/** The grade of a check without a finding; 1 is critical, 5 a warning, 7 almost ok. */
const perfectGrade = 10;

/** All findings of kube-score for the objects of a file, of any grade. */
export async function kubeScore(file: string): Promise<Finding[]> {
  const { kubeScore: program } = await binaries();
  const { stdout, stderr } = await run(program, ['score', '--output-format=json', '--kubernetes-version=v1.36', file]);
  if (!stdout.startsWith('[')) throw new Error(`kube-score failed: ${stderr}${stdout}`);
  return (JSON.parse(stdout) as ScoredObject[]).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < perfectGrade)
      .map(({ check, comments }) => ({
        check: check.id,
        object: `${type_meta.kind} ${object_meta.namespace ?? ''}/${object_meta.name}`,
        message: (comments ?? []).map(({ path, summary }) => `${path} ${summary}`.trim()).join('; '),
      })),
  );
}
