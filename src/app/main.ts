import { readConfig } from '../platform/config.ts';
import { createLogger } from '../platform/log.ts';
import { endWith } from './end.ts';
import { serve } from './serve.ts';

/** A stop that takes longer than this is cut off: supervisors kill after ten seconds. */
const STOP_WITHIN_MS = 9_000;

async function main(): Promise<void> {
  // Before anything else: whoever asks it to stop while it starts, or at the moment it says that it is ready, is heard too.
  const asked = stopAsked();
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const serving = await serve(config, log);
  console.log(`Mooring is ready on ${serving.url}`);
  if (serving.setupCode !== null) console.log(`Creating the owner of this Mooring needs the code ${serving.setupCode}`);
  await asked;
  await serving.close();
  process.exit(0);
}

/** The first signal is answered with an orderly end; the same signal once more ends the program at once. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        setTimeout(() => endWith(new Error('Stopping took too long; the rest is done at the next start.')), STOP_WITHIN_MS).unref();
        resolve();
      });
  });
}

main().catch(endWith);
