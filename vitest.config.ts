import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests of pure functions, which leave nothing behind: they share what they import. */
const PURE = [
  'src/kernel/**/*.test.ts',
  'src/features/*/core/**/*.test.ts',
  'src/features/*/web/**/*.test.{ts,tsx}',
  'src/web/**/*.test.{ts,tsx}',
  'src/connectors/**/*.test.ts',
];

const shared = {
  setupFiles: ['test/setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  /** A test that asserts nothing fails. */
  expect: { requireAssertions: true },
  allowOnly: false,
};

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'pure', include: PURE, exclude: configDefaults.exclude, isolate: false } },
      {
        test: {
          ...shared,
          name: 'house',
          // Each file a worker of its own costs a second to load the house, and another to open its engine.
          isolate: false,
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PURE, 'test/long/**', 'test/e2e/**'],
          globalSetup: ['test/engines-setup.ts'],
        },
      },
    ],
    // As many as there are cores: by default one is left free, and of two that is half.
    maxWorkers: availableParallelism(),
  },
});
