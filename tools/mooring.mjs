// `npm run -s mooring -- <command>`: installs and builds when needed, then is the command line.
import { prepare } from './bootstrap.mjs';

await prepare();
await import('../dist/server/app/cli/main.js');
