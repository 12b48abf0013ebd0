import { type GitHub, isNotFound } from './github.ts';

/** The protection rules of a GitHub environment. */
export interface DeploymentEnvironment {
  /** Minutes that a job waits. */
  readonly waitTimer: number;
  /** Whether somebody may not approve a job that they started. */
  readonly preventSelfReview: boolean;
  /** Who may approve a job. Empty: a job needs no approval. */
  readonly reviewers: readonly EnvironmentReviewer[];
}

/** A user or a team by its number. */
export interface EnvironmentReviewer {
  readonly type: 'User' | 'Team';
  readonly id: number;
}

/** The environment of the repository; undefined when GitHub has none of this name. */
export async function findEnvironment(
  { octokit, repository }: GitHub,
  name: string,
): Promise<DeploymentEnvironment | undefined> {
  try {
    const target = { ...repository, environment_name: name };
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/environments/{environment_name}', target);
    const rules = data.protection_rules ?? [];
    return {
      waitTimer: rules.map((rule) => ('wait_timer' in rule ? (rule.wait_timer ?? 0) : 0)).find((time) => time > 0) ?? 0,
      preventSelfReview: rules.some((rule) => 'prevent_self_review' in rule && rule.prevent_self_review === true),
      reviewers: rules
        .flatMap((rule) => ('reviewers' in rule ? (rule.reviewers ?? []) : []))
        .flatMap(({ type, reviewer }) => (type && reviewer ? [{ type, id: Number(reviewer.id) }] : [])),
    };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
