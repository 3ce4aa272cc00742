// A copy of the tree in which something may be planted or scaffolded. The installed packages are shared.
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';

const LEFT_OUT = new Set(['.git', '.cache', 'node_modules', 'dist', 'data', 'coverage', 'test-results', 'playwright-report']);

/** Tests that need no database run in the copy by this configuration. */
export const PURE_CONFIG = 'vitest.pure.config.ts';

/** Copies the tree into a temporary folder; the caller removes it. */
export function copyTree() {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-copy-'));
  for (const name of readdirSync(ROOT)) if (!LEFT_OUT.has(name)) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(
    join(folder, PURE_CONFIG),
    "import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({ test: { expect: { requireAssertions: true }, cache: false } });\n",
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
