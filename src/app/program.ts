import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the package: the nearest one above this file that holds package.json, from source and from dist alike. */
const ROOT = packageRoot(dirname(fileURLToPath(import.meta.url)));

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}

export const PROGRAM_VERSION: string = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
export const MIGRATIONS = join(ROOT, 'migrations');
/** Migrated data folder made by the build; a first start unpacks it. */
export const TEMPLATE = join(ROOT, 'dist', 'template.tar.gz');
export const WEB_ROOT = join(ROOT, 'dist', 'web');
