/**
 * The import rule of ARCHITECTURE.md: down the layers, left along this list.
 * Read the left through reads.ts, act on it through commands.ts, tell the right by events.
 */
const FEATURES = [
  'access',
  'accounts',
  'contracts',
  'segments',
  'usage',
  'issues',
  'feedback',
  'touches',
  'metrics',
  'health',
  'warnings',
  'tasks',
  'notifications',
  'lifecycle',
  'content',
  'playbooks',
  'success',
  'delivery',
  'requests',
  'rescue',
  'advocacy',
  'renewals',
  'expansion',
  'revenue',
  'search',
  'timeline',
  'lab',
  'retention',
  'campaigns',
  'team',
  'advisor',
  'reports',
  'portal',
  'imports',
  'quality',
  'exports',
  'portfolio',
  'duplicates',
  'custody',
];

const TEST = '[.](test|bench)[.]tsx?$';
const WEB = '^src/(web|features/[^/]+/web)/';

/** Tests may look behind every wall; the rules are about what ships. */
const rule = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { ...from, pathNot: [TEST, ...(from.pathNot ?? [])] },
  to,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle has no bottom to begin reading at.', {}, { circular: true }),
    rule('resolvable', 'The file or package is not there.', {}, { couldNotResolve: true }),
    rule('kernel-imports-nothing', 'The kernel is the vocabulary of all others.', { path: '^src/kernel/' }, { pathNot: '^src/kernel/' }),
    rule(
      'core-is-pure',
      'A core knows the kernel and cores to its left: no IO, no packages.',
      { path: '^src/features/[^/]+/core/' },
      { pathNot: '^src/(kernel|features/[^/]+/core)/' },
    ),
    rule(
      'contract-layer',
      'How things are declared: kernel and zod.',
      { path: '^src/contract/' },
      { pathNot: ['^src/(kernel|contract)/', '(^|/)node_modules/zod/'] },
    ),
    rule(
      'feature-contract-is-shared',
      'Server, web, command line and documents read it, so it knows none of them.',
      { path: '^src/features/[^/]+/contract[a-z-]*[.]ts$' },
      { pathNot: ['^src/(kernel|contract)/', '^src/features/[^/]+/(core/|contract[a-z-]*[.]ts$)', '(^|/)node_modules/zod/'] },
    ),
    rule(
      'web-sees-no-server',
      'Pages know operations and pure functions; everything else they get by calling.',
      { path: WEB },
      { path: '^src/', pathNot: '^src/(kernel/|contract/|web/|features/[^/]+/(core/|contract[a-z-]*[.]ts$|web/))' },
    ),
    rule('web-runs-in-a-browser', 'There is no Node in a browser.', { path: WEB }, { dependencyTypes: ['core'] }),
    rule('server-sees-no-web', 'The server sends files; it knows no page.', { path: '^src/', pathNot: [WEB] }, { path: WEB }),
    rule(
      'pages-are-private',
      'A page of another feature is reached by its address; what may be placed elsewhere lies in web/widgets/.',
      { path: '^src/features/([^/]+)/web/' },
      { path: '^src/features/[^/]+/web/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/web/widgets/'] },
    ),
    rule(
      'neighbours-internals-are-private',
      'Read a neighbour through reads.ts, act through commands.ts.',
      { path: '^src/features/([^/]+)/', pathNot: ['/web/'] },
      {
        path: '^src/features/',
        pathNot: ['^src/features/$1/', '^src/features/[^/]+/(core/|(contract[a-z-]*|reads|commands)[.]ts$)'],
      },
    ),
    ...FEATURES.map((feature, index) =>
      rule(
        `feature-order:${feature}`,
        'A feature knows those to its left only; it tells the right by events.',
        { path: `^src/features/${feature}/`, pathNot: ['/web/'] },
        { path: `^src/features/(${FEATURES.slice(index + 1).join('|') || '$^'})/` },
      ),
    ),
    rule(
      'undeclared-feature',
      'Add the feature to the list of this file, at its place.',
      { path: '^src/features/', pathNot: [`^src/features/(${FEATURES.join('|')})/`] },
      {},
    ),
    rule(
      'platform-knows-no-feature',
      'The platform carries features without knowing them.',
      { path: '^src/platform/' },
      { path: '^src/', pathNot: '^src/(kernel|contract|platform)/' },
    ),
    rule(
      'connectors-only-emit',
      'A connector turns an outside dialect into what contracts declare; it knows no other connector.',
      { path: '^src/connectors/([^/]+)/' },
      {
        path: '^src/',
        pathNot: ['^src/(kernel|contract|platform)/', '^src/connectors/($1/|[^/]+$)', '^src/features/[^/]+/contract[a-z-]*[.]ts$'],
      },
    ),
    rule(
      'connectors-serve-imports',
      'Only imports and the composition root use a connector (decision 0011).',
      { path: '^src/', pathNot: ['^src/(connectors|app|features/imports)/'] },
      { path: '^src/connectors/' },
    ),
    rule(
      'sql-lives-in-stores',
      'Only stores, tables, reads and the database platform speak SQL.',
      { path: '^src/', pathNot: ['^src/platform/', '^src/features/[^/]+/(store|tables|reads)[a-z-]*[.]ts$'] },
      { path: '(^|/)node_modules/drizzle-orm/', dependencyTypesNot: ['type-only'] },
    ),
    rule('only-app-composes', 'Nothing knows the composition root.', { path: '^src/', pathNot: ['^src/app/'] }, { path: '^src/app/' }),
    rule(
      'modules-are-for-app',
      'A module is what a feature hands to the composition root.',
      { path: '^src/', pathNot: ['^src/app/'] },
      { path: '^src/features/[^/]+/module[.]ts$' },
    ),
    rule('no-index-files', 'An index hides where things are.', {}, { path: '^src/.*/index[.]tsx?$' }),
    rule(
      'server-needs-no-dev-dependency',
      'The server runs without devDependencies; web libraries are bundled.',
      { path: '^src/', pathNot: [WEB] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
