/** The parts of an ECR lifecycle policy that the program uses. */
export interface LifecyclePolicy {
  readonly rules: readonly LifecycleRule[];
}

interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: 'tagged' | 'untagged' | 'any';
    readonly tagPatternList?: readonly string[];
    readonly countType: 'imageCountMoreThan';
    readonly countNumber: number;
  };
}

/** A manifest: an image of one platform, an index of several, or an artifact about another manifest. */
export interface StoredImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Any number that grows with time. */
  readonly pushedAt: number;
  /** Digests that a manifest list names. */
  readonly members: readonly string[];
  /** Digest of the manifest that an artifact is about. */
  readonly subject?: string;
}

/** A point that ECR's guide leaves open. A policy should be right with either answer. */
export interface Reading {
  /** True: rules apply to artifacts with a subject as to any other image. False: they only go with their subject. */
  readonly rulesApplyToArtifacts: boolean;
}

/**
 * What is left after ECR has applied a lifecycle policy once, as "Lifecycle policy evaluation rules" in its guide describes:
 * rules apply by priority; an image that matches a rule's tags is never expired by a later rule, but a later rule counts it;
 * older images expire first; a member of a manifest list stays as long as the list; artifacts go with their subject.
 *
 * @throws when ECR would refuse the policy
 */
export function applyLifecyclePolicy(
  policy: LifecyclePolicy,
  images: readonly StoredImage[],
  reading: Reading,
): StoredImage[] {
  validate(policy);
  const listed = new Set(images.flatMap(({ members }) => members));
  const expired = new Set<string>();
  const claimed = new Set<string>();
  const newestFirst = images
    .filter(({ subject }) => subject === undefined || reading.rulesApplyToArtifacts)
    .toSorted((a, b) => b.pushedAt - a.pushedAt);
  for (const rule of policy.rules.toSorted((a, b) => a.rulePriority - b.rulePriority)) {
    const matching = newestFirst.filter((image) => matches(rule, image));
    for (const { digest } of matching.slice(rule.selection.countNumber)) {
      if (!claimed.has(digest) && !listed.has(digest)) expired.add(digest);
    }
    for (const { digest } of matching) claimed.add(digest);
  }
  const left = new Set(images.map(({ digest }) => digest).filter((digest) => !expired.has(digest)));
  return images.filter(({ digest, subject }) => left.has(digest) && (subject === undefined || left.has(subject)));
}

function matches({ selection }: LifecycleRule, { tags }: StoredImage): boolean {
  if (selection.tagStatus === 'any') return true;
  if (selection.tagStatus === 'untagged') return tags.length === 0;
  // Every pattern must match one of the tags.
  return (selection.tagPatternList ?? []).every((pattern) => tags.some((tag) => toRegExp(pattern).test(tag)));
}

function toRegExp(pattern: string): RegExp {
  // Tags have letters, digits, '_', '.' and '-'. Only the dot has a meaning in an expression.
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
}

function validate({ rules }: LifecyclePolicy): void {
  const priorities = rules.map(({ rulePriority }) => rulePriority);
  if (new Set(priorities).size < priorities.length) throw new Error('two rules have one priority');
  if (rules.filter(({ selection }) => selection.tagStatus === 'untagged').length > 1) {
    throw new Error('only one rule may select untagged images');
  }
  for (const { rulePriority, selection } of rules) {
    const patterns = selection.tagPatternList ?? [];
    if ((selection.tagStatus === 'tagged') !== patterns.length > 0) {
      throw new Error('a rule for tagged images needs tagPatternList, and no other rule may have it');
    }
    if (patterns.some((pattern) => pattern.split('*').length > 5)) throw new Error('a pattern has more than four *');
    if (selection.tagStatus === 'any' && rulePriority < Math.max(...priorities)) {
      throw new Error('a rule for any image must have the highest priority number');
    }
    if (selection.countNumber < 1) throw new Error('countNumber must be at least 1');
  }
}
