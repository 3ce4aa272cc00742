import { defineConfig } from 'vitest/config';

/** The long proofs: `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts', 'test/recount/*.test.ts'],
    env: { MOORING_LONG: '1' },
    globalSetup: ['test/engines-setup.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    expect: { requireAssertions: true },
    allowOnly: false,
  },
});
