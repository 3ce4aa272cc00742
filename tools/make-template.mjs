// Last step of the build: an empty, migrated data folder, which a first start unpacks instead of making one.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './bootstrap.mjs';

const built = (path) => import(pathToFileURL(join(ROOT, 'dist', 'server', path)).href);
const { makeTemplate } = await built('platform/db/template.js');
const { MIGRATIONS, TEMPLATE } = await built('app/program.js');
await makeTemplate(TEMPLATE, MIGRATIONS);
