/*
 * The real server as it was built, with a clock that started at MOORING_TEST_NOW: a story told about November 2026 must not change its ending
 * when the calendar on the wall does. A story may move the clock on by a message.
 */
const built = (path) => import(`../../dist/server/${path}`);
const { serve } = await built('app/serve.js');
const { instant } = await built('kernel/time.js');
const { readConfig } = await built('platform/config.js');
const { createLogger } = await built('platform/log.js');

let shift = instant(process.env.MOORING_TEST_NOW ?? '2026-11-18T02:00:00Z') - Date.now();
process.on('message', ({ now }) => {
  shift = instant(now) - Date.now();
  process.send?.({ now });
});
const config = readConfig(process.env);
const serving = await serve(config, createLogger(config.logLevel), () => Date.now() + shift);
console.log(`Mooring is ready on ${serving.url}`);
process.once('SIGTERM', () => void serving.close().then(() => process.exit(0)));
