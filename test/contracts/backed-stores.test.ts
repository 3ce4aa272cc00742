import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Column, emptyColumn } from '../../src/kernel/column.ts';
import type { AccountId, WorkspaceId } from '../../src/kernel/ids.ts';
import { day, instant } from '../../src/kernel/time.ts';
import { openDuckDbEventStore } from '../../src/platform/events/duckdb-event-store.ts';
import type { UsageEvent } from '../../src/platform/events/port.ts';
import { openDuckDbSeriesStore } from '../../src/platform/series/duckdb-series-store.ts';

const place = mkdtempSync(join(tmpdir(), 'mooring-backed-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const WORKSPACE = 'ws_a' as WorkspaceId;
const event = (number: number, more: Partial<UsageEvent> = {}): UsageEvent => ({
  workspaceId: WORKSPACE,
  source: '网站',
  messageId: `message-${number}`,
  accountId: `acc_${number % 3}` as AccountId,
  userId: number % 5 === 0 ? null : `user-${number % 7}`,
  name: 'Logged In',
  kind: 'login',
  module: null,
  client: 'pc',
  seconds: 0,
  occurredAt: instant('2026-01-01T00:00:00Z'),
  day: day('2026-01-01'),
  recordedAt: instant('2026-01-02T00:00:00Z'),
  excluded: false,
  properties: `{"number":${number}}`,
  ...more,
});
const events = (from: number, to: number): UsageEvent[] => Array.from({ length: to - from }, (_, index) => event(from + index));

/** Whether any file of a store holds these bytes. */
function isFound(folder: string, text: string): boolean {
  return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(text));
}

let folders = 0;
function newFolder(): string {
  folders += 1;
  const folder = join(place, `folder ' ${folders}`);
  mkdirSync(folder);
  return folder;
}

describe('the event log', () => {
  test('is saved while events come in, and filled again: nothing that was acknowledged before is missing, ids are still known', async () => {
    const store = await openDuckDbEventStore(join(newFolder(), 'events.duckdb'));
    await store.append(events(0, 3000));
    const { cursor } = await store.changedSince(WORKSPACE, 0);
    const saved = newFolder();
    const more = store.append(events(3000, 4000));
    let isStill = true;
    let later: Promise<unknown> | undefined;
    const lastSeq = await store.still(async () => {
      later = store.append(events(4000, 4100)).then(() => expect(isStill).toBe(false));
      await more;
      isStill = false;
    });
    await later;
    const written = await store.backup(saved, lastSeq);

    const restored = await openDuckDbEventStore(join(newFolder(), 'events.duckdb'));
    await restored.restore(saved);
    const count = (await restored.digest()).reduce((sum, { rows }) => sum + rows, 0);
    expect([count, written]).toEqual([4000, 4000]);
    expect(new Set(await restored.append(events(0, 4000)))).toEqual(new Set(['duplicate']));
    expect((await restored.changedSince(WORKSPACE, 0)).cursor).toBeGreaterThanOrEqual(cursor);
    await restored.append(events(4000, 4100));
    expect(await restored.digest()).toEqual(await store.digest());
    await restored.append([event(9000)]);
    expect(await restored.digest()).not.toEqual(await store.digest());
    await store.close();
    await restored.close();
  });

  test('erased events cannot be found in its files, numbers are not given twice, and the log goes on', async () => {
    const folder = newFolder();
    const store = await openDuckDbEventStore(join(folder, 'events.duckdb'));
    const secret = { userId: 'zhang-erased', properties: '{"mail":"zhang-properties"}', messageId: 'zhang-message' };
    await store.append(events(0, 300));
    await store.append([event(400, secret), event(401, { ...secret, messageId: 'zhang-message-2', day: day('2025-12-30') })]);
    const { cursor } = await store.changedSince(WORKSPACE, 0);
    expect(isFound(folder, 'zhang')).toBe(true);
    expect(await store.erase(WORKSPACE, { userId: 'zhang-erased' })).toEqual([
      { accountId: 'acc_1', from: '2026-01-01', events: 1 },
      { accountId: 'acc_2', from: '2025-12-30', events: 1 },
    ]);
    expect(isFound(folder, 'zhang')).toBe(false);
    await store.append([event(402)]);
    expect((await store.changedSince(WORKSPACE, cursor)).accounts).toEqual([{ accountId: 'acc_0', from: '2026-01-01' }]);
    await store.close();
    expect(isFound(folder, 'zhang')).toBe(false);
    const again = await openDuckDbEventStore(join(folder, 'events.duckdb'));
    expect((await again.digest()).reduce((sum, { rows }) => sum + rows, 0)).toBe(301);
    expect(await again.erase(WORKSPACE, { userId: 'zhang-erased' })).toEqual([]);
    await again.close();
  });
});

describe('the series', () => {
  const column = (values: readonly number[]): Column => {
    const made = emptyColumn(100, values.length, 'source-silent');
    values.forEach((value, index) => {
      if (Number.isNaN(value)) return;
      made.values[index] = value;
      made.reasons[index] = 0;
    });
    return made;
  };

  test('are saved and filled again, whatever the order in which metrics were first stored', async () => {
    const store = await openDuckDbSeriesStore(join(newFolder(), 'series.duckdb'));
    const [first, second] = ['acc_1', 'acc_2'] as AccountId[];
    await store.replace(WORKSPACE, [{ accountId: first as AccountId, columns: { dau: column([1, Number.NaN, 3]) } }]);
    await store.replace(WORKSPACE, [{ accountId: second as AccountId, columns: { 'login-users': column([2, 2]), dau: column([5, 4]) } }]);
    const saved = newFolder();
    let later: Promise<unknown> | undefined;
    const digest = await store.digest();
    const written = await store.backup(saved, () => {
      later = store.replace(WORKSPACE, [{ accountId: 'acc_3' as AccountId, columns: { dau: column([9]) } }]);
    });
    await later;
    expect(written).toBe(5);
    const restored = await openDuckDbSeriesStore(join(newFolder(), 'series.duckdb'));
    await restored.restore(saved);
    expect(await restored.digest()).toEqual(digest);
    expect(await restored.read(WORKSPACE, [first as AccountId, second as AccountId], ['dau', 'login-users'], 99, 104)).toEqual(
      await store.read(WORKSPACE, [first as AccountId, second as AccountId], ['dau', 'login-users'], 99, 104),
    );
    await store.erase(WORKSPACE, 'acc_3' as AccountId);
    const other = await openDuckDbSeriesStore(join(newFolder(), 'series.duckdb'));
    await other.replace(WORKSPACE, [{ accountId: second as AccountId, columns: { 'login-users': column([2, 2]), dau: column([5, 4]) } }]);
    await other.replace(WORKSPACE, [{ accountId: first as AccountId, columns: { dau: column([1, Number.NaN, 3]) } }]);
    expect(await other.digest()).toEqual(await store.digest());
    await other.replace(WORKSPACE, [{ accountId: first as AccountId, columns: { dau: column([1, Number.NaN, 4]) } }]);
    expect(await other.digest()).not.toEqual(await store.digest());
    for (const each of [store, restored, other]) await each.close();
  });

  test('an erased account cannot be found in their files', async () => {
    const folder = newFolder();
    const store = await openDuckDbSeriesStore(join(folder, 'series.duckdb'));
    await store.replace(WORKSPACE, [{ accountId: 'acc_gone' as AccountId, columns: { dau: column([1, 2]) } }]);
    await store.replace(WORKSPACE, [{ accountId: 'acc_kept' as AccountId, columns: { dau: column([1, 2]) } }]);
    await store.erase(WORKSPACE, 'acc_gone' as AccountId);
    expect([isFound(folder, 'acc_gone'), (await store.digest()).map(({ accountId }) => accountId)]).toEqual([false, ['acc_kept']]);
    await store.close();
  });
});
