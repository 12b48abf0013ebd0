/** How many releases a repository keeps, and how many of those that were deployed. */
export const keptReleases = 10;

/** Starts the tag of every release. Tags of signatures start with `sha256-`, so no pattern matches both. */
export const releaseTagPrefix = 'release-';
/** Starts a second tag, which a release gets when it was deployed and works. */
export const deployedTagPrefix = 'deployed-';

/**
 * Most manifests of one release besides its index: two platforms, an attestation for each, and for each of these five
 * manifests a signature and a provenance. The rest is spare, for pushes that ended half way.
 */
const manifestsPerRelease = 14 + 2;

/**
 * The lifecycle policy of an ECR repository. It counts releases by their tag, because a rule for any image counts every
 * manifest: a release of two platforms with signatures has up to fifteen. Releases that were deployed are counted by their
 * own tag, first. So the image that runs stays, also when more than ten releases after it were copied and failed.
 *
 * The platforms of a release stay as long as its index. Signatures are tags of the form `sha256-<digest>.sig` or, in cosign's
 * newer format, untagged manifests that name their subject. ECR's guide does not say whether a rule for untagged images spares
 * those. So untagged images are limited by number, newest first, never by age: the signatures of the last ten releases are
 * always among the newest. Other tags are made by hand, and no rule matches them.
 *
 * Source: Amazon ECR user guide, "Lifecycle policy evaluation rules".
 */
export const imageLifecycle = {
  rules: [
    keepNewest(1, `Keep the last ${keptReleases} deployed releases`, keptReleases, {
      tagStatus: 'tagged',
      tagPatternList: [`${deployedTagPrefix}*`],
    }),
    keepNewest(2, `Keep the last ${keptReleases} releases`, keptReleases, {
      tagStatus: 'tagged',
      tagPatternList: [`${releaseTagPrefix}*`],
    }),
    keepNewest(3, 'Keep the tagged signatures of these releases', keptReleases * manifestsPerRelease, {
      tagStatus: 'tagged',
      tagPatternList: ['sha256-*'],
    }),
    keepNewest(4, 'Keep the untagged manifests of these releases', keptReleases * manifestsPerRelease, {
      tagStatus: 'untagged',
    }),
  ],
};

function keepNewest(
  rulePriority: number,
  description: string,
  countNumber: number,
  tags: { readonly tagStatus: 'tagged' | 'untagged'; readonly tagPatternList?: readonly string[] },
) {
  const selection = { ...tags, countType: 'imageCountMoreThan', countNumber } as const;
  return { rulePriority, description, selection, action: { type: 'expire' } } as const;
}
