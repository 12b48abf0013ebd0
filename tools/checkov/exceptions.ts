import { stackNames } from '../recorder/recorder.ts';
import type { Finding } from './checkov.ts';

/** What is checked: the rendered manifests of a stack, or the workflows. */
export type Subject = (typeof stackNames)[number] | 'workflows';

/** A finding of checkov that is accepted. The tests fail if an exception matches no finding. */
interface Exception {
  readonly check: string;
  /** Matched against the finding's object, `Kind.namespace.name`. */
  readonly object: RegExp;
  readonly subjects: readonly Subject[];
  readonly reason: string;
}

/** Images by digest. */
const digest = 'CKV_K8S_43';
/** Secrets as files, not as environment variables. */
const secretFiles = 'CKV_K8S_35';

const exceptions: readonly Exception[] = [
  {
    check: digest,
    object: /^(Deployment\.taskyard\.(auth|tasks|web)|Job\.taskyard\.migrate-\w+)$/,
    subjects: stackNames,
    reason:
      'The tags of the stack file only say where to start. `npm run deploy` replaces them with the digests of signed images, and the registry refuses to move a tag.',
  },
  {
    check: digest,
    object: /^CronJob\.taskyard\.rotate-keys$/,
    subjects: ['dev', 'staging', 'prod'],
    reason: 'It runs the image of the backend, which `npm run deploy` replaces with a digest.',
  },
  {
    check: digest,
    object: /^Job\.taskyard-data\.database-(users|grants)-\w+$/,
    subjects: stackNames,
    reason:
      "MySQL's official image is rebuilt under the tag of its exact version when its base system has fixes. The Job that runs next gets them; a digest would not.",
  },
  {
    check: digest,
    object: /^(StatefulSet\.taskyard-data\.database|CronJob\.taskyard-data\.backup)$/,
    subjects: ['local'],
    reason: 'It is the same image of MySQL as in the Jobs above.',
  },
  {
    check: digest,
    object: /^CronJob\.office-hours\.scale-(up|down)$/,
    subjects: ['dev'],
    reason: 'The promotion process of registry.k8s.io refuses to move a tag, and the tag shows the version of kubectl.',
  },
  {
    check: secretFiles,
    object: /^Deployment\.taskyard\.(auth|tasks)$|^Job\.taskyard\.migrate-\w+$/,
    subjects: stackNames,
    reason:
      'The backend reads its settings from the environment. Only its own process could read either: the image has no shell, and no second process runs in the container. Signing keys, which change while it runs, are files.',
  },
  {
    check: secretFiles,
    object: /^(StatefulSet\.taskyard-data\.database|CronJob\.taskyard-data\.backup)$/,
    subjects: ['local'],
    reason: "MySQL's image takes its first passwords from the environment.",
  },
  {
    check: 'CKV_K8S_38',
    object: /^CronJob\.office-hours\.scale-(up|down)$/,
    subjects: ['dev'],
    reason: 'It scales Deployments through the API server, so it needs a token; its Role allows nothing else.',
  },
];

export function isExcepted(finding: Finding, subject: Subject): boolean {
  return exceptions.some((exception) => matches(exception, finding, subject));
}

/** Exceptions that match no finding, one line for each subject. */
export function unusedExceptions(findings: ReadonlyMap<Subject, readonly Finding[]>): string[] {
  return exceptions.flatMap((exception) =>
    exception.subjects
      .filter((subject) => !(findings.get(subject) ?? []).some((finding) => matches(exception, finding, subject)))
      .map((subject) => `${exception.check} ${exception.object} in ${subject}`),
  );
}

function matches({ check, object, subjects }: Exception, finding: Finding, subject: Subject): boolean {
  return check === finding.check && subjects.includes(subject) && object.test(finding.object);
}
