// `npm run dev`: the server from source, started again at every change, and the pages with hot reload.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, install, ROOT } from './bootstrap.mjs';

checkNode();
await install();
const env = { ...process.env, NODE_ENV: 'development' };
const programs = [
  [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'watch', 'src/app/main.ts'],
  [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')],
].map((args) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }));

// One ends, all end.
for (const program of programs) {
  program.once('exit', (code) => {
    process.exitCode ||= code ?? 0;
    for (const other of programs) other.kill('SIGTERM');
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => programs.forEach((program) => program.kill(signal)));
