/** What a change can touch, as the jobs of the `ci` workflow are cut. */
export const PARTS = ['backend', 'web', 'stacks', 'images', 'workflows'] as const;
export type Part = (typeof PARTS)[number];

/** What every workspace is built from: a change here is a change of everything. */
const shared = /^(package(-lock)?\.json|tsconfig\.base\.json|\.ci\/.*|\.github\/workflows\/ci\.yml)$/;

const owners: Readonly<Record<Part, RegExp>> = {
  // The privileges of the modules' users are proven against the backend's own schema.
  backend: /^(backend\/(?!openapi\.json$)|stacks\/app\/database-grants\.ts$)/,
  // The browser suite drives the backend through the harness, and the client is generated from the document.
  web: /^(web|backend)\//,
  stacks: /^(stacks\/|Pulumi\.)/,
  images: /^(\.dockerignore$|backend\/|web\/(?!e2e\/)|compose)/,
  workflows: /^\.github\//,
};

/** The parts that files with these paths belong to; documentation belongs to none. */
export function changedParts(paths: readonly string[]): ReadonlySet<Part> {
  const code = paths.filter((path) => !/^docs\/|\.md$|^LICENSE$/.test(path));
  if (code.some((path) => shared.test(path))) return new Set(PARTS);
  return new Set(PARTS.filter((part) => code.some((path) => owners[part].test(path))));
}
