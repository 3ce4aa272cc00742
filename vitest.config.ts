import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/long/**', 'test/e2e/**'],
    globalSetup: ['test/engines-setup.ts'],
    setupFiles: ['test/setup.ts'],
    // As many as there are cores: by default one is left free, and of two that is half.
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    /** A test that asserts nothing fails. */
    expect: { requireAssertions: true },
    allowOnly: false,
  },
});
