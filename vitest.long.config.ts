import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that `npm test` runs on the embedded engine alone: here they run on both. */
const EMBEDDED = ['src', 'test']
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)))
  .filter((path) => path.endsWith('.test.ts') && readFileSync(path, 'utf8').includes('describeEmbedded('));

/** The long proofs: `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts', 'test/recount/*.test.ts', ...EMBEDDED],
    env: { MOORING_LONG: '1' },
    globalSetup: ['test/engines-setup.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    expect: { requireAssertions: true },
    allowOnly: false,
  },
});
