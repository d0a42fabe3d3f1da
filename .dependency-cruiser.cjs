/**
 * @file The rooms of src/ and which may know which, as rules that `npm test` checks.
 * A room imports other rooms by their door, index.ts, and only rooms above it in this list.
 */

/** Top to bottom. A new room gets a line here. */
const rooms = [
  'threads',
  'compile',
  'random',
  'optimiser',
  'parameters',
  'raster',
  'marks',
  'clip',
  'canvas',
  'guidance',
  'session',
  'presets',
  'artwork',
  'experiment',
  'training',
  'quality',
  'queue',
  'protocol',
  'server',
  'cli',
];

/** Rooms of pure code that a browser can run; what the page reaches through src/protocol must lie in these. */
const browserSafe = ['parameters', 'random', 'optimiser', 'protocol', 'raster', 'marks', 'canvas'];

const room = (name) => `^src/${name}/`;
const oneOf = (names) => `^src/(${names.join('|')})/`;

/** One rule a room: nothing below it. Tests of a room keep to it too. */
const order = rooms.slice(0, -1).map((name, index) => ({
  name: `room-order-${name}`,
  comment: `src/${name} may import only the rooms above it: ${rooms.slice(0, index).join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: room(name) },
  to: { path: oneOf(rooms.slice(index + 1)) },
}));

module.exports = {
  forbidden: [
    ...order,
    {
      name: 'door-only',
      comment: 'Another room is imported by its door, index.ts.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'door-only-from-outside',
      comment: 'Tests and benchmarks outside src/ come in by the doors as well.',
      severity: 'error',
      from: { path: '^(test|bench)/' },
      to: { path: '^src/[^/]+/.+', pathNot: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'known-room',
      comment: 'A folder under src/ is a room, and every room stands in the list at the top of this file.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: oneOf(rooms) },
    },
    {
      name: 'page-knows-the-protocol-only',
      comment: 'The page imports src/protocol/index.ts and nothing else of the program.',
      severity: 'error',
      from: { path: '^studio-ui/' },
      to: { path: '^(src|test|bench|scripts|bin)/', pathNot: '^src/protocol/index\\.ts$' },
    },
    {
      name: 'protocol-runs-in-a-browser',
      comment: 'src/protocol takes types from any room above it, values only from rooms a browser can run.',
      severity: 'error',
      from: { path: room('protocol'), pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: oneOf(browserSafe), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-node-in-the-browser',
      comment: 'What the page loads cannot use modules of Node.',
      severity: 'error',
      from: { path: oneOf(browserSafe), pathNot: '\\.(test|reference)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'program-knows-no-page',
      comment: 'The program does not import the page, tests or benchmarks.',
      severity: 'error',
      from: { path: '^(src|scripts|bin)/' },
      to: { path: '^(studio-ui|test|bench)/' },
    },
    {
      name: 'no-test-in-the-program',
      comment: 'Only tests import tests and their reference implementations.',
      severity: 'error',
      from: { path: '^(src|studio-ui)/', pathNot: '\\.(test|reference)\\.tsx?$' },
      to: { path: '\\.(test|reference)\\.tsx?$' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means that two ideas are one, or that a third wants its own file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere; benchmarks import dist/, which is there once built.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '(^|/)dist/' },
    },
    {
      name: 'no-development-package-in-the-program',
      comment: 'An installed package has only its dependencies.',
      severity: 'error',
      from: { path: '^(src|bin|scripts)/', pathNot: '\\.(test|reference)\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that is no entry is dead.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(src|studio-ui)/',
        pathNot: ['\\.(test|d)\\.ts$', '\\.config\\.ts$', '/worker\\.ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|outputs|\\.cache)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
