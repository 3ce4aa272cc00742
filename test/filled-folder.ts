import { join } from 'node:path';
import { pino } from 'pino';
import { closeStores, type Mooring, openMooring, openStoresIn } from '../src/app/open-mooring.ts';
import { day, instant } from '../src/kernel/time.ts';
import { readConfig } from '../src/platform/config.ts';

/** What a program of this Mooring is told when it works on a folder. */
export const environment = (dataDir: string): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, MOORING_DATA: dataDir, LOG_LEVEL: 'fatal' });

/** Opens a data folder in this process, as a start does. */
export function openAs(dataDir: string): Promise<Mooring> {
  const config = readConfig(environment(dataDir));
  return openMooring(config, {
    baseUrl: () => 'http://127.0.0.1:4800',
    clock: () => instant('2026-11-18T02:00:00Z'),
    log: pino({ level: 'fatal' }),
  });
}

/** A data folder with 60,000 events, below `place`; nobody holds it. */
export async function filledFolder(place: string): Promise<string> {
  const dataDir = join(place, 'filled');
  const mooring = await openAs(dataDir);
  await mooring.close();
  const stores = await openStoresIn({ dataDir, databaseUrl: null }, null);
  for (let at = 0; at < 60_000; at += 10_000)
    await stores.events.append(
      Array.from({ length: 10_000 }, (_, index) => ({
        workspaceId: 'ws' as never,
        source: 's',
        messageId: `m${at + index}`,
        accountId: `a${index % 50}` as never,
        userId: `u${index % 900}`,
        name: 'login',
        kind: 'login' as const,
        module: null,
        client: null,
        seconds: 0,
        occurredAt: instant('2026-11-01T00:00:00Z'),
        day: day('2026-11-01'),
        recordedAt: instant('2026-11-01T00:00:00Z'),
        excluded: false,
        properties: `{"n":${(at + index) * 7919}}`,
      })),
    );
  await closeStores(stores);
  return dataDir;
}
