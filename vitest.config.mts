import { defineConfig } from 'vitest/config';

// One project per layer, so that a layer can be run alone: npm run unit, npm run test:lsp, ...
const layer = (name: string, include: string[], testTimeout = 20_000) => ({
  test: { name, include, testTimeout, hookTimeout: testTimeout, environment: 'node' as const, setupFiles: ['test/support/catalogues.ts'] },
});

export default defineConfig({
  test: {
    projects: [
      layer('unit', ['{protocol,config,server,engine,cli,client,webviews,schemas}/**/*.test.ts', 'scripts/**/*.test.mjs']),
      layer('lsp', ['test/lsp/**/*.test.ts'], 30_000),
      layer('accuracy', ['test/accuracy/**/*.test.ts'], 300_000),
      layer('editors', ['test/editors/**/*.test.ts'], 60_000),
      layer('agent', ['test/agent/**/*.test.ts'], 60_000),
      layer('ssh', ['test/ssh/**/*.test.ts'], 120_000),
      layer('telemetry', ['test/telemetry/**/*.test.ts'], 60_000),
      layer('checkpoints', ['test/checkpoints/**/*.test.ts'], 60_000),
      layer('cli', ['test/cli/**/*.test.ts'], 120_000),
      layer('pipeline', ['test/pipeline/**/*.test.ts'], 1_500_000),
    ],
  },
});
