import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the README in a copy of the tree, as npm runs it; `during` gets its process once it has said that it is ready. */
export function npmIn(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  during?: (stop: () => void) => void,
): Promise<Ended> {
  const child = spawn('npm', args, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', MOORING_DATA: join(folder, 'data'), ...env },
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', (text: Buffer) => {
    err += text.toString();
  });
  child.stdout.on('data', (text: Buffer) => {
    const before = out;
    out += text.toString();
    if (!before.includes('ready on') && out.includes('ready on')) during?.(() => child.kill('SIGTERM'));
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}
