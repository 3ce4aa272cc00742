// `npm start`: installs and builds when needed, then is the server.
import { prepare } from './bootstrap.mjs';

await prepare();
// In this very process: signals, exit codes and memory are the server's own.
await import('../dist/server/app/main.js');
