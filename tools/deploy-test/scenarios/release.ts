import type { ConfigChange } from '../cluster/stack-changes.ts';
import type { ScenarioContext } from '../scenario.ts';

/** Images of a release that has never run, and their tag. */
export interface Release {
  readonly tag: string;
  readonly images: ConfigChange;
}

/** Stores the images of backend and web under a new tag. */
export async function newRelease({ cluster }: Pick<ScenarioContext, 'cluster'>): Promise<Release> {
  const tag = `test-${Date.now()}`;
  const images = {
    'images.backend': await cluster.pushImage('backend', tag),
    'images.web': await cluster.pushImage('web', tag),
  };
  return { tag, images };
}
