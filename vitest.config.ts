import { defineConfig } from 'vitest/config';

/** Three tiers by folder: unit (no I/O), integration (real PostgreSQL), e2e (everything real, one at a time). */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 10_000 } },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/contract/**/*.test.ts'],
          globalSetup: ['tests/support/built-bundles.ts', 'tests/support/postgres-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/njia-for-all.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          // Run by `npm run test:operaton` only: it needs Java and Maven.
          name: 'operaton',
          include: ['tests/operaton/**/*.test.ts', 'tests/contract/engine/stock-client.test.ts'],
          globalSetup: ['tests/operaton/provide-cluster.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
