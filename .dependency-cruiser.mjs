// Which folder may import which. `npm run lint` checks it; ADR 10 has the reasons.

/** Tests may import anything, so they are left out. */
const tests =
  '\\.(spec|aws-spec|checkov-spec|cluster-spec|engine-spec|mysql-spec)\\.tsx?$|^backend/test/|^web/e2e/|vitest-setup\\.ts$';
const product = '^(backend/src|web/(app|features|ui|lib)|stacks|contracts)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-file-cycle',
      comment: 'Files that import each other cannot be read or changed one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-folder-cycle',
      comment: 'Folders that import each other are one folder in two places.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'product-imports-no-tools',
      comment: 'tools/ holds commands for developers and operators. No product code imports them.',
      severity: 'error',
      from: { path: product },
      to: { path: '^tools/' },
    },
    {
      name: 'contracts-imports-nothing',
      comment: 'contracts/ holds values and types. It depends on nothing but zod and Node.',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { pathNot: ['^contracts/', '^node_modules/zod/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'workspaces-share-only-contracts',
      comment: 'backend, web and stacks agree through contracts/ and import nothing of each other.',
      severity: 'error',
      from: { path: '^(backend|web|stacks)/' },
      to: { path: '^(backend|web|stacks)/', pathNot: '^$1/' },
    },
    {
      name: 'auth-and-tasks-apart',
      comment: 'The two features run in separate processes. What tasks needs of auth is a verified token.',
      severity: 'error',
      from: { path: '^backend/src/(auth|tasks)/' },
      to: { path: '^backend/src/(auth|tasks)/', pathNot: '^backend/src/$1/' },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'platform/ is shared by all features, so it imports none.',
      severity: 'error',
      from: { path: '^backend/src/platform/' },
      to: { path: '^backend/src/(auth|tasks)/' },
    },
    {
      name: 'web-imports-downwards',
      comment: 'Imports go app → features → ui → lib.',
      severity: 'error',
      from: { path: '^web/lib/' },
      to: { path: '^web/(app|features|ui)/' },
    },
    {
      name: 'web-ui-knows-no-feature',
      comment: 'Imports go app → features → ui → lib.',
      severity: 'error',
      from: { path: '^web/ui/' },
      to: { path: '^web/(app|features)/' },
    },
    {
      name: 'web-features-know-no-page',
      comment: 'Imports go app → features → ui → lib.',
      severity: 'error',
      from: { path: '^web/features/' },
      to: { path: '^web/app/' },
    },
    {
      name: 'stacks-config-first',
      comment: 'Data flows config → aws → cluster → app.',
      severity: 'error',
      from: { path: '^stacks/config/' },
      to: { path: '^stacks/(aws|cluster|app|policies)/' },
    },
    {
      name: 'stacks-aws-before-cluster',
      comment: 'Data flows config → aws → cluster → app.',
      severity: 'error',
      from: { path: '^stacks/aws/' },
      to: { path: '^stacks/(cluster|app)/' },
    },
    {
      name: 'stacks-cluster-before-app',
      comment: 'Data flows config → aws → cluster → app.',
      severity: 'error',
      from: { path: '^stacks/cluster/' },
      to: { path: '^stacks/app/' },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that is imported stands in the workspace’s own package.json.',
      severity: 'error',
      from: { path: '^(backend|web|stacks|tools|contracts)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolved-import',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)(dist|\\.next|generated|node_modules/.cache)/', tests] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
