import { stringify } from 'yaml';

export interface RenderedFile {
  /** Relative to the output folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** First line of every file: where to make a change instead. */
export const notice =
  '# Rendered from stacks/ by `npm run render`. Change the program or the stack, and render again.\n';

/** A YAML file with sorted keys and unfolded lines, so that a changed value changes one line. */
export function yamlFile(path: string, object: object): RenderedFile {
  return {
    path,
    text: notice + stringify(object, { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false }),
  };
}

/** A `kustomization.yaml` that lists the files or folders of its folder. */
export function kustomization(folder: string, resources: readonly string[]): RenderedFile {
  return yamlFile(`${folder}/kustomization.yaml`, {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources,
  });
}
