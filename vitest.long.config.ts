import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that do more here: on both engines what `npm test` does on the embedded one, or more cases of a property. */
const LONGER = ['src', 'test']
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)))
  .filter((path) => path.endsWith('.test.ts') && /describeEmbedded\(|manyRuns\(/.test(readFileSync(path, 'utf8')));

/** The long proofs: `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts', 'test/recount/*.test.ts', ...LONGER],
    env: { MOORING_LONG: '1' },
    globalSetup: ['test/engines-setup.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    expect: { requireAssertions: true },
    allowOnly: false,
  },
});
