import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, inject, test, vi } from 'vitest';
import { compareStores } from '../src/app/compare-houses.ts';
import { openStoresIn } from '../src/app/open-mooring.ts';
import { restoreInto } from '../src/app/restore.ts';
import { createKey, listAudit, signIn } from '../src/features/access/contract.ts';
import { addWorkspace } from '../src/features/access/operator.ts';
import { getAccount, saveAccount } from '../src/features/accounts/contract.ts';
import { createBackup, downloadBackup, linkToBackup, listBackups } from '../src/features/custody/contract.ts';
import { batch } from '../src/features/usage/contract.ts';
import type { BackedStores } from '../src/platform/backup/make-backup.ts';
import { openPostgres } from '../src/platform/db/relational.ts';
import { newId } from '../src/platform/new-id.ts';
import { describeEachEngine, describeEmbedded, type Engine } from './engines.ts';
import { type As, type House, makeHouse, type Owner, TEST_PASSWORD } from './make.ts';

const place = mkdtempSync(join(tmpdir(), 'mooring-backup-test-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

let places = 0;
function newPlace(name: string): string {
  places += 1;
  return join(place, `${name}-${places}`);
}

const items = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    type: 'track',
    event: 'login',
    messageId: `message-${from + index}`,
    userId: `user-${(from + index) % 20}`,
    timestamp: `2026-11-${String(1 + ((from + index) % 17)).padStart(2, '0')}T01:00:00Z`,
    // Every tenth waits for a customer that nobody knows yet.
    context: { groupId: (from + index) % 10 === 3 ? 'later-1' : 'haifeng-1' },
  }));

async function send(house: House, key: string, from: number, to: number): Promise<readonly string[]> {
  const receipt = await house.call(batch, { batch: items(from, to) }, { key });
  return receipt.items.map(({ status }) => status);
}

/** Asks for a backup and waits until it lies on the shelf; brings its file. */
async function backUp(house: House, as: As): Promise<string> {
  const { name } = await house.call(createBackup, {}, as);
  await expect
    .poll(async () => (await house.call(listBackups, {}, as)).backups.map((one) => one.name), { timeout: 40_000 })
    .toContain(name);
  const { path } = await house.call(linkToBackup, { name }, as);
  const answer = await house.server.inject({ url: path });
  expect({ status: answer.statusCode, ...answer.headers }).toMatchObject({
    status: 200,
    'content-type': 'application/gzip',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });
  const file = newPlace('backup.tar.gz');
  writeFileSync(file, answer.rawPayload);
  return file;
}

vi.setConfig({ testTimeout: 90_000 });

/** What the tests of an engine open; all of it is closed after each of them. */
function backedUp(engine: Engine) {
  const open: { close(): Promise<void> }[] = [];
  const kept = <T extends { close(): Promise<void> }>(one: T): T => {
    open.unshift(one);
    return one;
  };
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  async function newHouse(): Promise<{ house: House; owner: Owner; key: string }> {
    const house = kept(await makeHouse(engine));
    const owner = await house.setUp();
    await house.call(saveAccount, { externalId: 'haifeng-1', name: '海风科技\u2028“引号”', startsOn: '2026-10-01' }, owner);
    return { house, owner, key: await house.addKey(owner, ['ingest']) };
  }

  /** A new folder, and on PostgreSQL a new database. */
  async function newTarget(): Promise<{ dataDir: string; databaseUrl: string | null }> {
    const dataDir = newPlace('data');
    return engine.kind === 'pglite' ? { dataDir, databaseUrl: null } : { dataDir, databaseUrl: await newDatabase() };
  }

  async function newDatabase(): Promise<string> {
    const url = inject('postgresUrl');
    const name = newId('restored');
    const server = await openPostgres(url);
    await server.unscopedDb.execute(sql`create database ${sql.identifier(name)} template template0`);
    kept({
      async close() {
        await server.unscopedDb.execute(sql`drop database ${sql.identifier(name)} with (force)`);
        await server.close();
      },
    });
    return new URL(`/${name}`, url).href;
  }

  async function restored(file: string): Promise<BackedStores> {
    const target = await newTarget();
    await restoreInto(target, file);
    expect(readdirSync(target.dataDir)).not.toContain('restoring');
    return openStoresIn(target, null);
  }

  return { kept, newHouse, newTarget, restored };
}

describeEachEngine('backup and restore', (engine) => {
  const { kept, newHouse, newTarget, restored } = backedUp(engine);

  test('a quiet house is the same afterwards, and goes on working', async () => {
    const { house, owner, key } = await newHouse();
    await send(house, key, 0, 300);
    await house.settle();
    await house.runtime.runJob('backup');
    const stores = await restored(join(house.backups, readdirSync(house.backups)[0] ?? ''));
    expect(await compareStores(house.stores, stores)).toMatchObject({ equal: true, counts: { events: 270 }, differences: [] });

    const second = kept(await makeHouse(engine, { stores }));
    const { cookie } = await signedIn(second);
    const as = { cookie, workspace: owner.workspace };
    expect((await second.call(getAccount, { externalId: 'haifeng-1' }, as)).name).toBe('海风科技\u2028“引号”');
    // The key of before still lets in, what was sent is known, and what waited is counted once its customer is there.
    expect(new Set(await send(second, key, 0, 300))).toEqual(new Set(['duplicate', 'quarantined']));
    await second.call(saveAccount, { externalId: 'later-1', name: '后来者', startsOn: '2026-10-01' }, as);
    await second.settle();
    expect((await stores.events.digest()).map(({ rows }) => rows).sort()).toEqual([270, 30]);
    // Numbers that the database gives itself go on where they were.
    const { entries } = await second.call(listAudit, {}, as);
    expect(new Set(entries.map(({ seq }) => seq)).size).toBe(entries.length);
    expect(await compareStores(house.stores, stores)).toMatchObject({ equal: false });
  });

  test('while events come in: what was acknowledged before it began is in it, and what is in it is whole', async () => {
    const { house, owner, key } = await newHouse();
    let [sent, before] = [0, 0];
    let stop = false;
    const sending = (async () => {
      for (; !stop; sent += 50)
        expect(['accepted', 'quarantined']).toEqual(expect.arrayContaining([...new Set(await send(house, key, sent, sent + 50))]));
    })();
    await expect.poll(() => sent, { timeout: 40_000 }).toBeGreaterThan(300);
    // The customer appears in the middle: what waits for it moves from one store to the other.
    const appearing = house
      .call(saveAccount, { externalId: 'later-1', name: '后来者', startsOn: '2026-10-01' }, owner)
      .then(() => house.settle());
    before = sent;
    const file = await backUp(house, owner);
    stop = true;
    await sending;
    await appearing;
    const stores = await restored(file);
    const second = kept(await makeHouse(engine, { stores }));
    await second.settle();
    const { cookie } = await signedIn(second);
    await second.call(
      saveAccount,
      { externalId: 'later-1', name: '后来者', startsOn: '2026-10-01' },
      { cookie, workspace: owner.workspace },
    );
    await second.settle();
    expect(new Set(await send(second, key, 0, before))).toEqual(new Set(['duplicate']));
    // Sent again, the rest makes both the same: nothing is twice, nothing is half.
    for (let at = before; at < sent; at += 500) await send(second, key, at, Math.min(sent, at + 500));
    await house.settle();
    await second.settle();
    const total = async (of: BackedStores): Promise<number> => (await of.events.digest()).reduce((sum, { rows }) => sum + rows, 0);
    expect(await total(stores)).toBe(sent);
    expect(await total(house.stores)).toBe(sent);
  });

  test('goes into an empty folder and an empty database only, and a refusal changes nothing', async () => {
    const { house, owner } = await newHouse();
    const file = await backUp(house, owner);
    const target = await newTarget();
    mkdirSync(target.dataDir);
    writeFileSync(join(target.dataDir, 'letters.txt'), 'mine');
    await expect(restoreInto(target, file)).rejects.toMatchObject({
      exit: 'wrong usage',
      message: expect.stringMatching(/not empty \(letters\.txt\)/),
    });
    expect(readdirSync(target.dataDir)).toEqual(['letters.txt']);
    if (target.databaseUrl !== null) {
      const fresh = { ...target, dataDir: newPlace('data') };
      const server = await openPostgres(target.databaseUrl);
      await server.unscopedDb.execute(sql`create table theirs (id integer)`);
      await server.close();
      await expect(restoreInto(fresh, file)).rejects.toMatchObject({ exit: 'wrong usage', message: expect.stringMatching(/table theirs/) });
      // Half a restore is never taken for a house.
      await expect(restoreInto(fresh, file)).rejects.toMatchObject({ exit: 'wrong usage' });
    }
    rmSync(join(target.dataDir, 'letters.txt'));
    mkdirSync(join(target.dataDir, 'backups'));
    if (target.databaseUrl === null) await restoreInto(target, file);
  });
});

describeEmbedded('backups', (engine) => {
  const { newHouse, newTarget } = backedUp(engine);

  test('a damaged or newer backup is refused before anything is touched, and named', async () => {
    const { house, owner } = await newHouse();
    const file = await backUp(house, owner);
    const target = await newTarget();
    const damaged = newPlace('damaged.tar.gz');
    const bytes = gunzipSync(readFileSync(file));
    const at = bytes.indexOf('haifeng-1');
    bytes[at] = 0x48;
    writeFileSync(damaged, gzipSync(bytes));
    await expect(restoreInto(target, damaged)).rejects.toMatchObject({
      exit: 'failed',
      message: expect.stringMatching(/damaged.*relational\/\w+\.jsonl/),
    });
    expect(readdirSync(target.dataDir)).toEqual([]);
    const cut = newPlace('cut.tar.gz');
    writeFileSync(cut, readFileSync(file).subarray(0, 3000));
    await expect(restoreInto(target, cut)).rejects.toMatchObject({ exit: 'failed', message: expect.stringContaining(cut) });
    const text = gunzipSync(readFileSync(file)).toString('latin1');
    const newer = newPlace('newer.tar.gz');
    writeFileSync(newer, gzipSync(Buffer.from(text.replace('"readableFrom": "0.1.0"', '"readableFrom": "9.1.0"'), 'latin1')));
    await expect(restoreInto(target, newer)).rejects.toMatchObject({ exit: 'data folder newer' });
    const later = newPlace('later.tar.gz');
    writeFileSync(later, gzipSync(Buffer.from(text.replace('"0009_tasks_create"', '"9999_tasks_create"'), 'latin1')));
    await expect(restoreInto(target, later)).rejects.toMatchObject({ exit: 'data folder newer' });
    expect(readdirSync(target.dataDir)).toEqual([]);
  });

  test('only who administers every workspace is shown backups; a key with that scope, where there is one workspace', async () => {
    const { house, owner } = await newHouse();
    const { secret } = await house.call(createKey, { name: 'nightly', scopes: ['backup'] }, owner);
    const file = await backUp(house, { key: secret });
    expect(existsSync(file)).toBe(true);
    const { name } = (await house.call(listBackups, {}, { key: secret })).backups[0] ?? { name: '' };
    const audit = await house.call(listAudit, {}, owner);
    expect(audit.entries.filter(({ action }) => action.startsWith('backup.')).map(({ action, subject }) => [action, subject])).toEqual([
      ['backup.downloaded', name],
      ['backup.made', 'acme'],
    ]);
    await addWorkspace(house.mooring.access, {
      name: '外人',
      email: 'stranger@example.com',
      password: TEST_PASSWORD,
      workspaceKey: 'other',
      workspaceName: '别家',
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
    });
    for (const as of [owner, { key: secret }]) {
      expect(await house.call(listBackups, {}, as)).toMatchObject({ allowed: false, backups: [] });
      await expect(house.call(createBackup, {}, as)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(house.call(linkToBackup, { name }, as)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('an address for a download works once and for a minute; names lead nowhere else', async () => {
    const { house, owner } = await newHouse();
    await backUp(house, owner);
    const { name } = (await house.call(listBackups, {}, owner)).backups[0] ?? { name: '' };
    const { path } = await house.call(linkToBackup, { name }, owner);
    const token = path.split('/').at(-1) ?? '';
    expect((await house.server.inject({ url: path })).statusCode).toBe(200);
    await expect(house.call(downloadBackup, { token }, {})).rejects.toMatchObject({ code: 'link-expired' });
    const late = await house.call(linkToBackup, { name }, owner);
    house.clock.set('2026-11-18T02:05:00Z');
    expect((await house.server.inject({ url: late.path })).statusCode).toBe(410);
    for (const hostile of [
      '../events.duckdb',
      '..%2f..%2fetc%2fpasswd',
      `${name}/../x`,
      `${name}\u0000`,
      '.',
      '',
      'mooring-2026.tar.gz',
      `${name}.part`,
    ])
      await expect(house.call(linkToBackup, { name: hostile }, owner)).rejects.toMatchObject({
        code: expect.stringMatching(/not-found|invalid-input/),
      });
  });

  test('the job makes one a day however often it runs, for no day but today; old ones make room', async () => {
    const { house, owner } = await newHouse();
    const names = async (): Promise<string[]> => (await house.call(listBackups, {}, owner)).backups.map((one) => one.name);
    await house.runtime.runJob('backup');
    await house.runtime.runJob('backup');
    expect(await names()).toEqual(['mooring-20261118-020000-daily.tar.gz']);
    house.clock.set('2026-11-18T19:00:00Z');
    await house.runtime.runJob('backup');
    expect(await names()).toEqual(['mooring-20261118-190000-daily.tar.gz', 'mooring-20261118-020000-daily.tar.gz']);
    for (let day = 20; day < 29; day++) writeFileSync(join(house.backups, `mooring-202611${day}-190000-daily.tar.gz`), '');
    house.clock.set('2026-11-29T19:00:00Z');
    await house.runtime.runJob('backup');
    // Seven days, and the first of the weeks before.
    expect((await names()).map((name) => name.slice(8, 16))).toEqual([
      '20261129',
      '20261128',
      '20261127',
      '20261126',
      '20261125',
      '20261124',
      '20261123',
      '20261118',
    ]);
  });

  test('one that cannot be written says why, leaves no half of it, and does not hinder the next', async () => {
    const { house, owner } = await newHouse();
    const folder = house.backups;
    mkdirSync(join(folder, '.making', 'events'), { recursive: true });
    writeFileSync(join(folder, 'mooring-20261118-010000-daily.tar.gz.part'), 'half of a killed one');
    mkdirSync(join(folder, 'mooring-20261118-020000-by-hand.tar.gz.part'));
    chmodSync(folder, 0o700);
    await house.call(createBackup, {}, owner);
    await expect.poll(async () => (await house.call(listBackups, {}, owner)).making, { timeout: 40_000 }).toBeNull();
    const { failure, backups } = await house.call(listBackups, {}, owner);
    expect({ failure, backups: backups.length, left: readdirSync(folder) }).toEqual({
      failure: null,
      backups: 1,
      left: ['mooring-20261118-020000-by-hand.tar.gz'],
    });
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file in its place');
    await house.call(createBackup, {}, owner);
    await expect
      .poll(async () => (await house.call(listBackups, {}, owner)).failure?.message, { timeout: 40_000 })
      .toMatch(/cannot be written/);
    rmSync(folder);
    await backUp(house, owner);
    expect((await house.call(listBackups, {}, owner)).failure).toBeNull();
  });
});

async function signedIn(house: House): Promise<{ cookie: string }> {
  const answer = await house.server.inject({
    method: signIn.method as 'POST',
    url: signIn.path,
    payload: { email: 'owner@example.com', password: TEST_PASSWORD },
  });
  return {
    cookie: [answer.headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; '),
  };
}
