/** Where a cluster runs: on a node of its own, or on kind. Its add-ons are ready and it has the images. */
export interface ClusterHost {
  readonly kubeconfig: string;
  /** Path of the program. */
  readonly kubectl: string;
  /** References for the configuration of the stack. */
  readonly images: { readonly backend: string; readonly web: string; readonly mysql: string };
  /**
   * Stores an image of the product under a further tag. It has one small layer more, so its digest differs.
   *
   * @returns the reference for the stack's configuration
   */
  pushImage(name: 'backend' | 'web', tag: string): Promise<string>;
}

/** The Dockerfile of an image that differs from `base` by one small layer. Its context has a file `Dockerfile`. */
export function retaggedDockerfile(base: string, tag: string): string {
  return `FROM ${base}\nCOPY Dockerfile /tag/${tag}\n`;
}
