// The rooms and arrows of docs/architecture.md, enforced: an import that leaves its room's table fails lint.
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** What each room may import besides itself. */
const ARROWS = {
  protocol: [],
  schemas: [],
  config: ['protocol', 'schemas'],
  server: ['config', 'protocol'],
  engine: ['config', 'protocol'],
  cli: ['config', 'engine', 'protocol'],
  client: ['engine', 'protocol'],
  webviews: ['protocol'],
};
const ROOMS = Object.keys(ARROWS);

const zones = ROOMS.flatMap((room) =>
  [...ROOMS, 'test', 'scripts', 'agent', 'examples']
    .filter((other) => other !== room && !ARROWS[room].includes(other))
    .map((other) => ({
      target: `./${room}`,
      from: `./${other}`,
      message: `${room}/ may import only: ${ARROWS[room].join(', ') || 'nothing'} (docs/architecture.md).`,
    })),
);

/** Modules a room must not know about, whatever the table says. */
const noVscode = { name: 'vscode', message: 'Only client/ and the tests inside VS Code know vscode.' };
const noNode = { group: ['node:*'], message: 'config/ is pure: it reads the world through Files and TargetFacts.' };
const noNodePath = { name: 'node:path', message: 'Host paths are POSIX strings: use protocol/posixPath.' };

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.venv/**', '.setup/**', '**/generated/**', 'examples/**', 'test/fixtures/**', 'tools/**'] },
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['warn', { max: 350, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['protocol/**', 'config/**', 'webviews/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [noVscode], patterns: [noNode] }] },
  },
  {
    files: ['server/**', 'engine/**', 'cli/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [noVscode] }] },
  },
  {
    files: ['engine/plan/stagePlan.ts', 'engine/plan/buildPlan.ts', 'engine/runs/**', 'engine/checkpoints/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [noVscode, noNodePath] }] },
  },
  {
    files: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // The catalogues' tests ask the code that reads them.
    files: ['schemas/*.test.ts'],
    rules: { 'import-x/no-restricted-paths': 'off' },
  },
);
