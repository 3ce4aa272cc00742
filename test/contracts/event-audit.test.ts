import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountId, WorkspaceId } from '../../src/kernel/ids.ts';
import { day, dayOf, type Instant, instant } from '../../src/kernel/time.ts';
import { openDuckDbEventStore } from '../../src/platform/events/duckdb-event-store.ts';
import type { EventPlace, EventStore, UsageEvent } from '../../src/platform/events/port.ts';
import { manyRuns } from '../many-runs.ts';
import { naiveEventStore } from './naive-event-store.ts';

const WORKSPACES = ['ws_a', 'ws_b'] as WorkspaceId[];
const ACCOUNTS = ['acc_2', 'acc_1', 'stable/mariadb'] as AccountId[];
const START = instant('2026-01-28T00:00:00Z');

const eventArbitrary = fc
  .record({
    workspaceId: fc.constantFrom(...WORKSPACES),
    source: fc.constantFrom('web', '导入'),
    messageId: fc.integer({ min: 0, max: 60 }).map((n) => `m'${n}`),
    accountId: fc.constantFrom(...ACCOUNTS),
    userId: fc.constantFrom('u1', '王芳', null),
    name: fc.constantFrom('Logged In', '登录'),
    kind: fc.constantFrom('login' as const, 'action' as const, 'other' as const),
    hours: fc.integer({ min: 0, max: 24 * 8 }),
    excluded: fc.boolean(),
    line: fc.constantFrom<unknown>('S-1', 'S-2', "S'3", 7, '', null, undefined),
    subscription: fc.constantFrom<unknown>('S-1', undefined),
  })
  .map(({ hours, line, subscription, ...rest }): UsageEvent => {
    const occurredAt = (START + hours * 3_600_000) as Instant;
    const properties = JSON.stringify({ 'line/id': line, subscription });
    return {
      ...rest,
      occurredAt,
      module: null,
      client: null,
      seconds: 0,
      day: dayOf(occurredAt, 'Asia/Shanghai'),
      recordedAt: occurredAt,
      properties: properties === '{}' ? '' : properties,
    };
  });

async function inPages(store: EventStore, workspaceId: WorkspaceId, size: number): Promise<string[]> {
  const read: UsageEvent[] = [];
  let after: EventPlace | null = null;
  for (;;) {
    const page: readonly UsageEvent[] = await store.inOrder(workspaceId, [...ACCOUNTS, 'none' as AccountId], after, size);
    read.push(...page);
    const last = page.at(-1);
    if (last === undefined) return read.map(({ accountId, messageId }) => `${accountId} ${messageId}`);
    after = last;
  }
}

async function answers(store: EventStore): Promise<unknown> {
  const accounts = [
    { key: 'acc_1', from: day('2026-01-30'), to: day('2026-02-01') },
    { key: 'acc_2', from: null, to: day('2026-01-31') },
    { key: 'nobody', from: null, to: null },
  ];
  const lines = [
    { key: 'S-1', from: day('2026-01-30'), to: null },
    { key: '7', from: null, to: day('2026-01-31') },
  ];
  return Promise.all(
    WORKSPACES.map(async (id) => ({
      pages: await inPages(store, id, 3),
      byAccount: await store.outside(id, 'account', accounts, 2),
      byLine: await store.outside(id, { properties: ['line/id', 'subscription', 'never'] }, lines, 2),
      byNothing: await store.outside(id, { properties: ['never'] }, lines, 2),
      readings: await store.readings(id),
    })),
  );
}

describe('questions about all events of a workspace', () => {
  test('settled 13: whatever came, the log reads in order, finds what lies outside, and reads twice, like the naive one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(eventArbitrary, { maxLength: 40 }), async (events) => {
        const [store, naive] = [await openDuckDbEventStore(':memory:'), naiveEventStore()];
        try {
          for (const one of [store, naive]) await one.append(events);
          expect(await answers(store)).toEqual(await answers(naive));
        } finally {
          await store.close();
        }
      }),
      { numRuns: manyRuns(15) },
    );
  });
});
