import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { listAudit } from '../src/features/access/contract.ts';
import { listAccounts, saveAccount } from '../src/features/accounts/contract.ts';
import { contractLines } from '../src/features/contracts/contract.ts';
import { erase, listErasures } from '../src/features/custody/contract.ts';
import { series } from '../src/features/metrics/contract.ts';
import { batch } from '../src/features/usage/contract.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { openPglite } from '../src/platform/db/relational.ts';
import { startEventStore } from '../src/platform/events/event-thread.ts';
import { openDuckDbSeriesStore } from '../src/platform/series/duckdb-series-store.ts';
import { describeEmbedded } from './engines.ts';
import { type House, makeHouse, type Owner } from './make.ts';

/** Ids and words that are found nowhere else by chance. */
const ZHANG = { user: 'zhang-wei-8842@example.com', anonymous: 'anon-5521-zhang', mail: 'zhang.private@example.com' };
const GONE = { externalId: 'gone-customer-7731', name: '将被删除的公司', user: 'gone-user-1199' };

describeEmbedded('erasing', (engine) => {
  let [folder, house, owner, key]: [string, House, Owner, string] = ['', {} as House, {} as Owner, ''];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mooring-erase-'));
    // The real folder of the embedded engine: its files are searched. A server's files are not ours.
    const relational =
      engine.kind === 'pglite'
        ? await openPglite({ folder: join(folder, 'relational'), templateFile: inject('pgliteTemplate') })
        : await engine.fresh();
    if (engine.kind === 'pglite') await migrate(relational, 'migrations');
    const events = await startEventStore(join(folder, 'events.duckdb'));
    house = await makeHouse(engine, { stores: { relational, events, series: await openDuckDbSeriesStore(join(folder, 'series.duckdb')) } });
    owner = await house.setUp();
    key = await house.addKey(owner, ['ingest']);
    await house.call(saveAccount, { externalId: 'haifeng-1', name: '海风科技', startsOn: '2026-10-01' }, owner);
    await house.call(saveAccount, { externalId: GONE.externalId, name: GONE.name, startsOn: '2026-10-01' }, owner);
    const line = { account: GONE.externalId, startsOn: '2026-10-01', arr: 120_000 };
    await house.call(contractLines.save, { id: `line-of-${GONE.externalId}`, fields: line }, owner);
    await fill();
    await house.settle();
  });
  afterEach(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const item = (more: object) => ({
    type: 'track',
    event: 'login',
    timestamp: '2026-11-10T01:00:00Z',
    context: { groupId: 'haifeng-1' },
    ...more,
  });

  async function fill(): Promise<void> {
    const others = Array.from({ length: 40 }, (_, index) => item({ messageId: `other-${index}`, userId: `user-${index % 4}` }));
    const zhang = [
      { type: 'identify', messageId: 'z-0', userId: ZHANG.user, traits: { mail: ZHANG.mail }, context: { groupId: 'haifeng-1' } },
      item({ messageId: 'z-1', userId: ZHANG.user, properties: { mail: ZHANG.mail } }),
      item({ messageId: 'z-2', userId: ZHANG.user, timestamp: '2026-11-12T01:00:00Z', context: { groupId: GONE.externalId } }),
      item({ messageId: 'z-3', anonymousId: ZHANG.anonymous }),
      { type: 'alias', messageId: 'z-4', previousId: ZHANG.anonymous, userId: ZHANG.user },
      // Waits for a customer nobody knows, and one that is refused.
      item({ messageId: 'z-5', userId: ZHANG.user, context: { groupId: 'nobody-knows' } }),
      { type: 'dance', messageId: 'z-6', userId: ZHANG.user },
    ];
    const gone = Array.from({ length: 30 }, (_, index) =>
      item({
        messageId: `gone-${index}`,
        userId: GONE.user,
        timestamp: `2026-11-${String(1 + (index % 17)).padStart(2, '0')}T01:00:00Z`,
        context: { groupId: GONE.externalId },
      }),
    );
    await house.call(batch, { batch: [...others, ...zhang, ...gone] }, { key });
  }

  /** Where a text still stands: files of the data folder, or, of a server, rows of any table. */
  async function placesOf(text: string): Promise<readonly string[]> {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() && readFileSync(path).includes(text) ? [path.slice(folder.length)] : [];
    });
    const { unscopedDb } = house.stores.relational;
    const { rows: tables } = await unscopedDb.execute<{ tablename: string }>(
      sql`select tablename from pg_tables where schemaname = 'public'`,
    );
    for (const { tablename } of tables) {
      const { rows } = await unscopedDb.execute<{ found: boolean }>(
        sql`select exists (select from ${sql.identifier(tablename)} t where position(${text} in t::text) > 0) as found`,
      );
      if (rows[0]?.found === true) files.push(`table ${tablename}`);
    }
    return files;
  }

  const dauOn = async (day: string): Promise<number | null | undefined> =>
    (await house.call(series, { externalId: 'haifeng-1', metrics: 'dau', from: day, to: day }, owner))[0]?.value;

  test('an end user: nothing of theirs can be found any more, days are counted again, others stay', async () => {
    for (const text of [ZHANG.user, ZHANG.mail]) expect(await placesOf(text)).not.toEqual([]);
    const before = await dauOn('2026-11-10');
    await house.call(erase, { user: ZHANG.user }, owner);
    await house.settle();
    for (const text of [ZHANG.user, ZHANG.anonymous, ZHANG.mail])
      expect({ text, places: await placesOf(text) }).toEqual({ text, places: [] });
    expect([before, await dauOn('2026-11-10')]).toEqual([6, 4]);
    expect(await placesOf('user-3')).not.toEqual([]);

    const { erasures } = await house.call(listErasures, {}, owner);
    expect(erasures).toEqual([
      expect.objectContaining({
        kind: 'end-user',
        requestedBy: '王琳',
        events: 4,
        finishedAt: expect.any(String),
        rows: expect.any(Number),
      }),
    ]);
    const { entries } = await house.call(listAudit, {}, owner);
    expect(entries[0]).toMatchObject({ action: 'personal-data.end-user-erased', subject: erasures[0]?.erasureId });
    // Who goes on sending, sends anew; the memory of ingest has not kept them as known.
    const receipt = await house.call(batch, { batch: [item({ messageId: 'z-9', userId: ZHANG.user })] }, { key });
    expect(receipt.accepted).toBe(1);
  });

  test('a customer with all that rests on it: no table knows its id, no file its names', async () => {
    const { rows } = await house.stores.relational.unscopedDb.execute<{ id: string }>(
      sql`select id from accounts where external_id = ${GONE.externalId}`,
    );
    const accountId = rows[0]?.id ?? '';
    expect((await placesOf(accountId)).filter((place) => place.startsWith('table ')).length).toBeGreaterThan(3);
    await house.call(erase, { account: GONE.externalId }, owner);
    await house.settle();
    for (const text of [GONE.externalId, GONE.name, GONE.user])
      expect({ text, places: await placesOf(text) }).toEqual({ text, places: [] });
    // The internal id may stand in news that has been delivered; it means nothing any more.
    expect((await placesOf(accountId)).filter((place) => place.startsWith('table ') && !place.startsWith('table outbox_'))).toEqual([]);
    const { accounts } = await house.call(listAccounts, {}, owner);
    expect(accounts.map(({ externalId }) => externalId)).toEqual(['haifeng-1']);
    await expect(house.call(erase, { account: GONE.externalId }, owner)).rejects.toMatchObject({ code: 'account-unknown' });
    // The same customer can begin anew, with none of its past.
    await house.call(saveAccount, { externalId: GONE.externalId, name: GONE.name, startsOn: '2026-11-01' }, owner);
    await house.settle();
    expect((await house.stores.events.digest()).length).toBe(1);
  });

  test('one that was cut short comes to its end at the next run, and one without a name is refused', async () => {
    await expect(house.call(erase, {}, owner)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(house.call(erase, { user: 'a', account: 'b' }, owner)).rejects.toMatchObject({ code: 'invalid-input' });
    await house.call(erase, { user: ZHANG.user }, owner);
    // As after a crash: the request for the job is lost, the note of what is to be erased is not.
    expect((await house.call(listErasures, {}, owner)).erasures[0]).toMatchObject({ events: 0, finishedAt: null });
    await house.runtime.runJob('erase');
    await house.settle();
    expect((await house.call(listErasures, {}, owner)).erasures[0]).toMatchObject({ events: 4, finishedAt: expect.any(String) });
    expect(await placesOf(ZHANG.user)).toEqual([]);
    // A user nobody knows is no error: it may be erased twice.
    await house.call(erase, { user: ZHANG.user }, owner);
    await house.settle();
    expect((await house.call(listErasures, {}, owner)).erasures[0]).toMatchObject({ events: 0, finishedAt: expect.any(String) });
  });
});
