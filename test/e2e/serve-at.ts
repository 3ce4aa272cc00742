import { serve } from '../../src/app/serve.ts';
import type { Instant } from '../../src/kernel/time.ts';
import { instant } from '../../src/kernel/time.ts';
import { readConfig } from '../../src/platform/config.ts';
import { createLogger } from '../../src/platform/log.ts';

/*
 * The real server with a clock that started at MOORING_TEST_NOW: a story told about November 2026 must not change its ending when the
 * calendar on the wall does. A story may move the clock on by a message.
 */
let shift = instant(process.env.MOORING_TEST_NOW ?? '2026-11-18T02:00:00Z') - Date.now();
process.on('message', ({ now }: { readonly now: string }) => {
  shift = instant(now) - Date.now();
  process.send?.({ now });
});
const config = readConfig(process.env);
const serving = await serve(config, createLogger(config.logLevel), () => (Date.now() + shift) as Instant);
console.log(`Mooring is ready on ${serving.url}`);
process.once('SIGTERM', () => void serving.close().then(() => process.exit(0)));
