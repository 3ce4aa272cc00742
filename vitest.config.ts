import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/long/**', 'test/e2e/**'],
    globalSetup: ['test/engines-setup.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    /** A test that asserts nothing fails. */
    expect: { requireAssertions: true },
    allowOnly: false,
  },
});
