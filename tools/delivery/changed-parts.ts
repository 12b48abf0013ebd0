/** The parts that the jobs of the `ci` workflow check. */
export const ciParts = ['backend', 'web', 'stacks', 'tools', 'images', 'cluster', 'workflows'] as const;
export type Part = (typeof ciParts)[number];

/** Every part depends on these. */
const shared =
  /^(package(-lock)?\.json$|tsconfig\.base\.json$|contracts\/|tools\/shared\/|\.ci\/|\.github\/workflows\/ci\.yml$)/;

const owners: Readonly<Record<Part, RegExp>> = {
  // The backend's tests run on a database that tools/dev starts, and check the grants of the database's users.
  backend: /^(backend\/|tools\/(dev|smoke)\/|stacks\/app\/database-grants\.ts$)/,
  // The browser suite runs against the whole stack that tools/dev starts.
  web: /^(web|backend|tools\/dev)\//,
  // Unit tests of the program read its recorded graph.
  stacks: /^(stacks\/|Pulumi\.|tools\/(recorder|plan|cluster|engine|mutations|bootstrap|aws|render|checkov)\/)/,
  tools: /^(tools\/|docs\/first-deploy\.md$|stacks\/|Pulumi\.|\.github\/workflows\/|backend\/src\/auth\/keys\/)/,
  images: /^(\.dockerignore$|backend\/|web\/(?!e2e\/)|compose|tools\/images\/)/,
  // What runs on the cluster, and what starts and tests one.
  cluster:
    /^(stacks\/|Pulumi\.|backend\/|\.dockerignore$|web\/Dockerfile$|tools\/(local-cluster|deploy-test|cluster|engine|images|recorder|render)\/|\.github\/workflows\/cluster\.yml$)/,
  workflows: /^(\.github|tools\/(lint-workflows|checkov))\//,
};

/** The one page that a test compares with a program and runs line by line. */
const testedPage = 'docs/first-deploy.md';

/** The parts that files with these paths belong to. Other documentation belongs to none. */
export function changedParts(paths: readonly string[]): ReadonlySet<Part> {
  const code = paths.filter((path) => path === testedPage || !/^docs\/|\.md$|^LICENSE$/.test(path));
  if (code.some((path) => shared.test(path))) return new Set(ciParts);
  return new Set(ciParts.filter((part) => code.some((path) => owners[part].test(path))));
}
