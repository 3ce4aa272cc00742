import { readConfig } from '../platform/config.ts';
import { createLogger } from '../platform/log.ts';
import { endWith } from './end.ts';
import { serve } from './serve.ts';

/** A stop that takes longer than this is cut off: supervisors kill after ten seconds. */
const STOP_WITHIN_MS = 9_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const serving = await serve(config, log);
  console.log(`Mooring is ready on ${serving.url}`);
  if (serving.setupCode !== null) console.log(`Creating the owner of this Mooring needs the code ${serving.setupCode}`);
  await stopAsked();
  setTimeout(() => endWith(new Error('Stopping took too long; the rest is done at the next start.')), STOP_WITHIN_MS).unref();
  await serving.close();
  process.exit(0);
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

main().catch(endWith);
