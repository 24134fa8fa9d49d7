// The import law (ARCHITECTURE.md), executable. tools/checks/import-law.test.ts proves that it sees: with a compiler that
// dependency-cruiser does not know it would find no modules and be green.
const floors = 'declare|observe|decide|act|prove';
/** Tests, and what they share: nothing else may import it (no-test-in-product). */
const tests = '([.]test|/testing)[.]tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A circle has no ground floor: nobody could read it from the bottom up.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycles-of-types',
      severity: 'error',
      comment:
        'The same for types. The solver of code is the exception: what is evaluated (a frame, a function, an object, a value) knows each other by its nature (record 53).',
      from: { pathNot: '^src/observe/code/flow/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that does not resolve is not checked by any rule below.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'ground-knows-nothing-above',
      severity: 'error',
      comment: 'Ground is what every room stands on; it cannot lean on one of them.',
      from: { path: '^src/ground/' },
      to: { path: `^src/(${floors}|flows|faces)/|^src/main` },
    },
    {
      name: 'model-knows-nobody',
      severity: 'error',
      comment: 'The nouns are the vocabulary of all rooms. They import zod, and node:crypto for digests.',
      from: { path: '^src/ground/model/', pathNot: tests },
      to: { pathNot: ['^src/ground/model/', '^node_modules/zod/', '^(node:)?crypto$'] },
    },
    {
      name: 'floors-know-no-flow-or-face',
      severity: 'error',
      comment: 'A room does one thing; who composes it, and who shows it, is not its business.',
      from: { path: `^src/(${floors})/` },
      to: { path: '^src/(flows|faces)/|^src/main' },
    },
    {
      name: 'rooms-do-not-know-each-other',
      severity: 'error',
      comment:
        'What rooms share is in ground; flows compose them. Otherwise no room could be understood, or replaced, alone.',
      from: { path: `^src/(${floors})/([^/]+)/` },
      to: { path: `^src/(${floors})/`, pathNot: '^src/$1/$2/' },
    },
    {
      name: 'flows-know-no-face',
      severity: 'error',
      comment: 'A flow is the same for a terminal, a page and an editor.',
      from: { path: '^src/flows/' },
      to: { path: '^src/faces/|^src/main' },
    },
    {
      name: 'faces-enter-through-flows',
      severity: 'error',
      comment:
        'Faces translate and decide nothing: they use flows, operations, and the nouns. Rooms are reached through flows.',
      from: { path: '^src/faces/', pathNot: tests },
      to: { path: `^src/(${floors})/|^src/ground/(?!model/|operations/|places/)` },
    },
    {
      name: 'faces-do-not-know-each-other',
      severity: 'error',
      comment: 'Each face is loaded alone: the terminal must not pay for the web server.',
      from: { path: '^src/faces/([^/]+)/' },
      to: { path: '^src/faces/', pathNot: '^src/faces/$1/' },
    },
    {
      name: 'enter-by-the-door',
      severity: 'error',
      comment: "A room's index.ts is its contract; what is behind it may change without asking.",
      from: { path: '^src/([^/]+)/([^/]+)/', pathNot: '[.]generated[.]ts$' },
      to: {
        path: `^src/(ground|${floors}|faces)/[^/]+/`,
        pathNot: ['^src/$1/$2/', '^src/[^/]+/[^/]+/(index|testing)[.]ts$'],
      },
    },
    {
      name: 'flows-enter-by-the-door',
      severity: 'error',
      comment: 'The same for files that stand in no room: flows and main.ts.',
      from: { path: '^src/(flows/)?[^/]+[.]ts$', pathNot: '[.]generated[.]ts$' },
      to: { path: `^src/(ground|${floors}|faces)/[^/]+/`, pathNot: ['^src/[^/]+/[^/]+/(index|testing)[.]ts$'] },
    },
    {
      name: 'analyzers-do-no-io',
      severity: 'error',
      comment:
        'Analyzers are pure, so that facts can be cached and hostile input has nothing to reach; the engine does all I/O, liveness asks providers (record 26), and feeds get advisories when somebody asks for them (record 36).',
      from: { path: '^src/observe/(?!engine/|liveness/|feeds/)', pathNot: tests },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|net|http|https|http2|child_process|dgram|tls|dns|worker_threads|cluster)(/|$)',
      },
    },
    {
      name: 'pure-rooms-do-no-io',
      severity: 'error',
      comment: 'A decision is a function of its inputs: the same on a laptop, in CI, and replayed a year later.',
      from: { path: '^src/(decide|ground/(model|policy))/', pathNot: tests },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|net|http|https|http2|child_process|dgram|tls|dns|worker_threads|cluster)(/|$)',
      },
    },
    {
      name: 'git-through-one-wrapper',
      severity: 'error',
      comment:
        'git runs code that the repository names (fsmonitor, hooks, filters …); only ground/git switches all of it off. Other children are the embedded database’s, and what a person told us to run, word for word (ground/commands: fix --check).',
      from: { path: '^src/', pathNot: ['^src/ground/(commands|git|store)/', tests] },
      to: { dependencyTypes: ['core'], path: '^(node:)?child_process$' },
    },
    {
      name: 'verify-stands-alone',
      severity: 'error',
      comment: 'An auditor reads and runs it without the product: it cannot depend on what it checks.',
      from: { path: '^packages/verify/' },
      to: { path: '^(src|web)/' },
    },
    {
      name: 'web-talks-http-only',
      severity: 'error',
      comment: 'The page is one client among others; its types come from the generated API file.',
      from: { path: '^web/' },
      to: { path: '^src/' },
    },
    {
      name: 'no-test-in-product',
      severity: 'error',
      comment: 'Test code does not ship.',
      from: { path: '^(src|web|packages)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-dependency-in-product',
      severity: 'error',
      comment: 'What ships installs without development dependencies.',
      from: { path: '^(src|packages)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^[.]cache/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'node', 'import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    parser: 'swc',
    moduleSystems: ['es6', 'cjs'],
  },
};
