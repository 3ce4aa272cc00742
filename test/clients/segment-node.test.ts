import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Analytics } from '@segment/analytics-node';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type Serving, serve } from '../../src/app/serve.ts';
import type { Receipt } from '../../src/features/usage/contract.ts';
import { readConfig } from '../../src/platform/config.ts';
import { type Fate, failingProxy } from './failing-proxy.ts';
import { eventsOf, type Listed, type Owner, setUp } from './owner.ts';

const log = pino({ level: 'fatal' });
const CUSTOMERS = ['acme', 'beta', 'gamma'];
const EVENTS = 60;
const FATES: Fate[] = ['pass', 'lose', 'refuse', 'brake', 'cut', 'lose', 'pass', 'refuse'];

/**
 * `@segment/analytics-node` 3.1.0 as it is installed, against the real server on a data folder: answers are lost, connections cut, calls
 * refused and braked, and the server goes and comes back in the middle. Every event must be there, once.
 */
test("Segment's client for Node, through failures and a restart: every event is kept, and kept once", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-clients-'));
  const config = readConfig({ PORT: '0', MOORING_DATA: join(folder, 'data') });
  const proxy = await failingProxy(FATES);
  let serving: Serving | null = await serve(config, log);
  try {
    const owner = await setUp(serving.url);
    proxy.lead(serving.url);
    const analytics = new Analytics({ writeKey: owner.key, host: proxy.url, flushAt: 6, flushInterval: 100, maxRetries: 10 });
    const failed: unknown[] = [];
    analytics.on('error', (error) => failed.push(error));
    for (const groupId of CUSTOMERS) analytics.group({ userId: 'admin', groupId, traits: { name: groupId } });
    for (let n = 0; n < EVENTS / 2; n++) send(analytics, n);
    await until(() => proxy.seen.length >= 5);
    proxy.lead(null);
    await serving.close();
    for (let n = EVENTS / 2; n < EVENTS; n++) send(analytics, n);
    serving = await serve(config, log);
    proxy.lead(serving.url);
    await analytics.closeAndFlush();

    expect(failed).toEqual([]);
    const receipts = proxy.seen.filter(({ status }) => status !== null && status !== 503);
    expect(receipts.map(({ status }) => status)).toEqual(receipts.map(() => 200));
    const items = receipts.flatMap(({ answer }) => (JSON.parse(answer) as Receipt).items);
    const statuses = items.map(({ status }) => status);
    // What waits for its customer and is sent again is told to wait again: it is kept once all the same, as is seen below.
    const kept = items.filter(({ status }) => status === 'accepted' || status === 'quarantined').map(({ messageId }) => messageId);
    expect(new Set(kept).size).toBe(EVENTS + CUSTOMERS.length);
    // An answer that was lost made the client send again.
    expect(items.length).toBeGreaterThan(EVENTS + CUSTOMERS.length);
    expect(statuses.filter((status) => status === 'rejected')).toEqual([]);
    expect(new Set(proxy.seen.map(({ fate }) => fate))).toEqual(new Set(FATES));
    for (const [index, customer] of CUSTOMERS.entries()) {
      const { total, events } = await matched(serving.url, customer, owner);
      const tracked = events.filter(({ name }) => name === 'report').map(({ userId }) => userId);
      expect(total).toBe(tracked.length + 1);
      expect(tracked.sort()).toEqual(usersOf(index));
    }
  } finally {
    await serving?.close();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

function send(analytics: Analytics, n: number): void {
  analytics.track({ userId: `u-${n}`, event: 'report', context: { groupId: CUSTOMERS[n % CUSTOMERS.length] ?? '' } });
}

const usersOf = (customer: number): string[] =>
  Array.from({ length: EVENTS }, (_, n) => n)
    .filter((n) => n % CUSTOMERS.length === customer)
    .map((n) => `u-${n}`)
    .sort();

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The events of a customer, once those that came before it are matched. */
async function matched(url: string, customer: string, owner: Owner): Promise<Listed> {
  for (let tries = 0; ; tries++) {
    const answer = await eventsOf(url, customer, owner);
    if (answer.total > EVENTS / CUSTOMERS.length || tries === 200) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
