import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Mooring of its own, on a new data folder and a free port. */
export interface MooringServer {
  readonly url: string;
  /** Moves the clock of the server to a moment. */
  setClock(now: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the real server, its clock set to a moment, with settings of its own. Stop it: its folder goes with it. */
export async function startMooring(now: string, settings: NodeJS.ProcessEnv = {}): Promise<MooringServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-e2e-'));
  const child = spawn(process.execPath, ['test/e2e/serve-at.mjs'], {
    env: { ...process.env, PORT: '0', MOORING_DATA: join(folder, 'data'), MOORING_TEST_NOW: now, LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  try {
    const url = await readyUrl(child);
    return {
      url,
      setClock: (now) =>
        new Promise((resolve) => {
          child.once('message', () => resolve());
          child.send({ now });
        }),
      async stop() {
        await ended(child);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      const url = /ready on (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`Mooring ended with ${code} before it was ready.`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
