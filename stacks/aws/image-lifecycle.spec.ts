import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyLifecyclePolicy, type Reading, type StoredImage } from '../../tools/aws/ecr-simulator.ts';
import { deployedTag, releaseTag } from '../../tools/delivery/image-reference.ts';
import { imageLifecycle, keptReleases } from './image-lifecycle.ts';

interface ReleaseShape {
  readonly platforms: 1 | 2;
  readonly attestations: boolean;
  /** Signatures and provenances as tags of cosign, as untagged artifacts with a subject, or none. */
  readonly signatures: 'tags' | 'artifacts' | 'none';
}

const shape: fc.Arbitrary<ReleaseShape> = fc.record({
  platforms: fc.constantFrom(1, 2),
  attestations: fc.boolean(),
  signatures: fc.constantFrom('tags', 'artifacts', 'none'),
});
const reading = fc.record({ rulesApplyToArtifacts: fc.boolean() });
const largest: ReleaseShape = { platforms: 2, attestations: true, signatures: 'tags' };

const digestOf = (release: number, part: string) =>
  `sha256:${Buffer.from(`${release} ${part}`).toString('hex').padStart(64, '0')}`;
const shortTag = (release: number) => `release-${String(release).padStart(12, '0')}`;

/** All manifests of one release, in the order in which they are pushed. */
function manifests(release: number, { platforms, attestations, signatures }: ReleaseShape): StoredImage[] {
  const parts = Array.from({ length: platforms }, (_, index) => [
    `platform ${index}`,
    ...(attestations ? [`attestation ${index}`] : []),
  ]).flat();
  const members = parts.map((part) => digestOf(release, part));
  const index = digestOf(release, 'index');
  const signed = signatures === 'none' ? [] : [...members, index];
  const pushed: Omit<StoredImage, 'pushedAt'>[] = [
    ...members.map((digest) => ({ digest, tags: [], members: [] })),
    { digest: index, tags: [shortTag(release)], members },
    ...signed.flatMap((subject) =>
      ['sig', 'att'].map((suffix) => ({
        digest: digestOf(release, `${suffix} ${subject}`),
        tags: signatures === 'tags' ? [`${subject.replace(':', '-')}.${suffix}`] : [],
        members: [],
        ...(signatures === 'artifacts' ? { subject } : {}),
      })),
    ),
  ];
  return pushed.map((image, order) => ({ ...image, pushedAt: release * 1000 + order }));
}

/** The same release after it was deployed: its index has a second tag. */
function deployed(release: number, one: ReleaseShape): StoredImage[] {
  return manifests(release, one).map((image) =>
    image.members.length === 0
      ? image
      : { ...image, tags: [...image.tags, shortTag(release).replace('release', 'deployed')] },
  );
}

/** The most manifests that ten releases can have, read in the way that expires the most. */
function elevenLargest(signatures: ReleaseShape['signatures']): [ReleaseShape[], Reading][] {
  const shapes = Array.from({ length: keptReleases + 1 }, () => ({ ...largest, signatures }));
  return [[shapes, { rulesApplyToArtifacts: true }]];
}

describe('the images of an ECR repository', () => {
  it('of the last ten releases stay complete, and the eleventh release is gone, after every release', () => {
    fc.assert(
      fc.property(fc.array(shape, { minLength: 11, maxLength: 30 }), reading, (shapes, how) => {
        let stored: StoredImage[] = [];
        for (const [release, one] of shapes.entries()) {
          stored = applyLifecyclePolicy(imageLifecycle, [...stored, ...manifests(release, one)], how);
          const digests = new Set(stored.map(({ digest }) => digest));
          for (let kept = Math.max(0, release - keptReleases + 1); kept <= release; kept++) {
            const missing = manifests(kept, shapes[kept] ?? largest).filter(({ digest }) => !digests.has(digest));
            expect(missing.map(({ digest }) => `release ${kept}: ${digest}`)).toEqual([]);
          }
          expect(digests.has(digestOf(release - keptReleases, 'index'))).toBe(false);
        }
      }),
      { numRuns: 50, examples: [...elevenLargest('tags'), ...elevenLargest('artifacts')] },
    );
  });

  it('that run stay, with all their platforms, however many releases are copied and fail after them', () => {
    fc.assert(
      fc.property(shape, fc.array(shape, { minLength: 11, maxLength: 30 }), reading, (running, failed, how) => {
        let stored = deployed(0, running);
        for (const [index, one] of failed.entries()) {
          stored = applyLifecyclePolicy(imageLifecycle, [...stored, ...manifests(index + 1, one)], how);
        }
        const digests = stored.map(({ digest }) => digest);
        const index = deployed(0, running).find(({ members }) => members.length > 0);
        expect(digests).toEqual(expect.arrayContaining([index?.digest, ...(index?.members ?? [])]));
        expect(stored.flatMap(({ tags }) => tags).filter((tag) => tag.startsWith('release-'))).toHaveLength(
          keptReleases + 1,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('that were deployed go when ten newer ones were deployed', () => {
    let stored: StoredImage[] = [];
    for (let release = 0; release <= keptReleases; release++) {
      expect(stored.some(({ digest }) => digest === digestOf(0, 'index'))).toBe(release > 0);
      const pushed = [...stored, ...deployed(release, largest)];
      stored = applyLifecyclePolicy(imageLifecycle, pushed, { rulesApplyToArtifacts: true });
    }
    expect(stored.some(({ digest }) => digest === digestOf(0, 'index'))).toBe(false);
  });

  it('stop growing', () => {
    fc.assert(
      fc.property(fc.constantFrom<ReleaseShape['signatures']>('tags', 'artifacts'), reading, (signatures, how) => {
        let stored: StoredImage[] = [];
        const sizes = Array.from({ length: 100 }, (_, release) => {
          const pushed = manifests(release, { ...largest, signatures });
          stored = applyLifecyclePolicy(imageLifecycle, [...stored, ...pushed], how);
          return stored.length;
        });
        expect(sizes.at(-1)).toBe(sizes.at(60));
      }),
      { numRuns: 8 },
    );
  });

  it('that somebody tagged by hand never expire', () => {
    const byHand = { digest: digestOf(0, 'by hand'), tags: ['v1'], pushedAt: 0, members: [] };
    const releases = Array.from({ length: 30 }, (_, release) => manifests(release + 1, largest)).flat();
    const how = { rulesApplyToArtifacts: true };
    expect(applyLifecyclePolicy(imageLifecycle, [byHand, ...releases], how)).toContainEqual(byHand);
  });

  it('are tagged by delivery with 12 digits of their digest', () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    expect([releaseTag(digest), deployedTag(digest)]).toEqual(['release-abababababab', 'deployed-abababababab']);
  });
});

describe('the simulator of ECR', () => {
  const rule = (rulePriority: number, tagStatus: 'tagged' | 'untagged' | 'any', tagPatternList?: string[]) => ({
    rulePriority,
    selection: {
      tagStatus,
      ...(tagPatternList === undefined ? {} : { tagPatternList }),
      countType: 'imageCountMoreThan' as const,
      countNumber: 1,
    },
  });
  const how = { rulesApplyToArtifacts: true };
  const image = (digest: string, pushedAt: number, ...tags: string[]) => ({ digest, tags, pushedAt, members: [] });
  const apply = (rules: ReturnType<typeof rule>[], images: StoredImage[]) =>
    applyLifecyclePolicy({ rules }, images, how).map(({ digest }) => digest);

  // Examples A and B of "Filtering on multiple rules" in the guide.
  const images = [image('A', 1, 'beta-1', 'prod-1'), image('B', 2, 'beta-2', 'prod-2'), image('C', 3, 'beta-3')];

  it('lets the first rule that matches decide about an image', () => {
    expect(apply([rule(1, 'tagged', ['prod*']), rule(2, 'tagged', ['beta*'])], images)).toEqual(['B', 'C']);
    expect(apply([rule(1, 'tagged', ['beta*']), rule(2, 'tagged', ['prod*'])], images)).toEqual(['C']);
  });

  it('selects images that have all the patterns', () => {
    expect(apply([rule(1, 'tagged', ['prod*', 'beta*'])], images)).toEqual(['B', 'C']);
  });

  it('keeps the members of a list, and drops artifacts with their subject', () => {
    const list = { ...image('list', 1, 'v1'), members: ['member'] };
    const artifact = { ...image('artifact', 5), subject: 'gone' };
    const stored = [image('member', 0), list, image('gone', 2), image('newest', 4), artifact];
    expect(apply([rule(1, 'untagged')], stored)).toEqual(['member', 'list']);
  });

  it('refuses what ECR refuses', () => {
    expect(() => apply([rule(1, 'any'), rule(2, 'untagged')], [])).toThrow('highest priority number');
    expect(() => apply([rule(1, 'untagged'), rule(1, 'any')], [])).toThrow('one priority');
    expect(() => apply([rule(1, 'untagged'), rule(2, 'untagged')], [])).toThrow('only one rule');
    expect(() => apply([rule(1, 'tagged')], [])).toThrow('needs tagPatternList');
    expect(() => apply([rule(1, 'tagged', ['*a*b*c*d*e'])], [])).toThrow('more than four');
  });
});
