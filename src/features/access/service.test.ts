import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AccessHouse, type As, makeAccessHouse, PASSWORD } from '../../../test/access-house.ts';
import { describeEachEngine } from '../../../test/engines.ts';
import { fixTimeZone } from './commands.ts';
import {
  createKey,
  deleteTeam,
  listAudit,
  listKeys,
  listPeople,
  listTeams,
  revokeKey,
  saveTeam,
  updatePerson,
  updateWorkspace,
  workspace,
} from './contract.ts';
import { addWorkspace } from './operator.ts';
import { createKeyFor } from './service.ts';

describeEachEngine('keys, teams, workspace and trail', (engine) => {
  let house: AccessHouse;
  let owner: As;
  beforeEach(async () => {
    house = await makeAccessHouse(engine);
    owner = await house.setUp();
  });
  afterEach(() => house.close());

  const keys = async () => (await house.ask(listKeys, {}, owner)).body.keys;
  const latest = async () => (await house.ask(listAudit, { limit: 1 }, owner)).body.entries[0];
  const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 100 && !(await holds()); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await holds()).toBe(true);
  };

  test('the secret of a key is told once and kept nowhere', async () => {
    const { body } = await house.ask(createKey, { name: '产品埋点', scopes: ['write', 'ingest', 'write'] }, owner);
    expect(body.secret).toMatch(/^mk_[\w-]{43}$/);
    expect(body.key).toMatchObject({
      name: '产品埋点',
      scopes: ['ingest', 'write'],
      prefix: body.secret.slice(0, 9),
      lastUsedAt: null,
      revokedAt: null,
    });
    expect(await keys()).toEqual([body.key]);
    const { rows } = await house.parts.relational.unscopedDb.execute(sql`select * from api_keys`);
    expect(JSON.stringify(rows)).not.toContain(body.secret.slice(9));
    expect(await latest()).toMatchObject({ action: 'key.created', after: { name: '产品埋点', scopes: ['ingest', 'write'] } });
    expect((await house.ask(listAudit, {}, owner)).text).not.toContain(body.secret);
  });

  test('a key does what its scopes say, in its own workspace', async () => {
    const reads = await house.key(owner, ['read']);
    const ingests = await house.key(owner, ['ingest']);
    expect((await house.ask(workspace, {}, { key: reads.secret })).body.key).toBe('acme');
    expect((await house.ask(workspace, {}, { key: ingests.secret })).code).toBe('forbidden');
    for (const operation of [listKeys, listAudit] as const)
      expect((await house.ask(operation, {}, { key: reads.secret })).code).toBe('forbidden');
    expect((await house.ask(createKey, { name: 'more', scopes: ['write'] }, { key: reads.secret })).code).toBe('forbidden');
    await addWorkspace(house.parts, {
      name: '外人',
      email: 'stranger@example.com',
      password: PASSWORD,
      workspaceKey: 'other',
      workspaceName: '别家',
      timeZone: 'UTC',
      locale: 'zh-CN',
    });
    expect((await house.ask(workspace, {}, { key: reads.secret, workspace: 'other' })).code).toBe('not-found');
    const stranger = { ...(await house.signIn('stranger@example.com')), workspace: 'other' };
    expect((await house.ask(revokeKey, { keyId: reads.keyId }, stranger)).code).toBe('not-found');
    expect((await house.ask(workspace, {}, { key: reads.secret })).status).toBe(200);
  });

  test('a revoked key is wrong at once, though it was used a moment ago', async () => {
    const { secret, keyId } = await house.key(owner, ['read']);
    expect((await house.ask(workspace, {}, { key: secret })).status).toBe(200);
    expect((await house.ask(revokeKey, { keyId }, owner)).body).toEqual({ ok: true });
    expect(await house.ask(workspace, {}, { key: secret })).toMatchObject({ status: 401, code: 'wrong-key' });
    expect((await keys())[0]).toMatchObject({ keyId, revokedAt: '2026-11-18T02:00:00.000Z' });
    expect(await latest()).toMatchObject({ action: 'key.revoked' });
    expect((await house.ask(revokeKey, { keyId }, owner)).status).toBe(200);
    expect((await house.ask(revokeKey, { keyId: 'key_none' }, owner)).code).toBe('not-found');
    expect((await house.ask(listAudit, {}, owner)).body.entries.filter(({ action }) => action === 'key.revoked')).toHaveLength(1);
  });

  test('keys that are none', async () => {
    const { secret } = await house.key(owner, ['read']);
    const wrong = [
      'mk_',
      'x',
      secret.slice(0, -1),
      `${secret}x`,
      secret.toUpperCase(),
      `mk_${'A'.repeat(43)}`,
      `${secret.slice(0, -1)}'`,
      'x'.repeat(5_000),
    ];
    for (const key of wrong) expect([key, (await house.ask(workspace, {}, { key })).code]).toEqual([key, 'wrong-key']);
    // With a key only the key counts, never a cookie.
    expect((await house.ask(workspace, {}, { ...owner, key: `mk_${'A'.repeat(43)}` })).code).toBe('wrong-key');
    for (const input of [{ name: 'x', scopes: [] }, { name: 'x', scopes: ['admin'] }, { name: '', scopes: ['read'] }, { scopes: ['read'] }])
      expect((await house.ask(createKey, input, owner)).code).toBe('invalid-input');
  });

  test('the last use of a key is written down, once a minute', async () => {
    const { secret } = await house.key(owner, ['read']);
    const used = async () => (await keys())[0]?.lastUsedAt ?? null;
    await house.ask(workspace, {}, { key: secret });
    await eventually(async () => (await used()) === '2026-11-18T02:00:00.000Z');
    house.setClock('2026-11-18T02:00:59Z');
    await house.ask(workspace, {}, { key: secret });
    house.setClock('2026-11-18T02:01:00Z');
    expect(await used()).toBe('2026-11-18T02:00:00.000Z');
    await house.ask(workspace, {}, { key: secret });
    await eventually(async () => (await used()) === '2026-11-18T02:01:00.000Z');
  });

  test('the command line makes keys by the same use case', async () => {
    const acme = await house.workspace('acme');
    const { secret } = await house.runtime.write(acme, { kind: 'operator' }, (ctx) => createKeyFor(ctx, { name: 'cli', scopes: ['read'] }));
    expect((await house.ask(workspace, {}, { key: secret })).status).toBe(200);
    expect(await latest()).toMatchObject({ action: 'key.created', who: 'operator' });
  });

  test('teams: made, renamed, led, left; a name once, whatever its case', async () => {
    const chen = await house.join(owner, { email: 'chen@example.com' });
    const { teamId } = (await house.ask(saveTeam, { name: 'East', leadPersonId: chen.personId }, owner)).body;
    expect((await house.ask(saveTeam, { name: 'EAST' }, owner)).code).toBe('key-taken');
    await house.ask(saveTeam, { name: 'West' }, owner);
    expect((await house.ask(saveTeam, { teamId, name: 'west' }, owner)).code).toBe('key-taken');
    expect((await house.ask(updatePerson, { personId: chen.personId, teamId }, owner)).body.teamId).toBe(teamId);
    expect((await house.ask(saveTeam, { teamId, name: '华东', leadPersonId: chen.personId }, owner)).body).toEqual({
      teamId,
      name: '华东',
      leadPersonId: chen.personId,
      members: 1,
    });
    expect(await latest()).toMatchObject({ action: 'team.changed', before: { name: 'East' }, after: { name: '华东' } });
    expect((await house.ask(listTeams, {}, chen)).body.teams).toMatchObject([
      { name: '华东', members: 1 },
      { name: 'West', members: 0 },
    ]);
    expect((await house.ask(saveTeam, { name: 'x' }, chen)).code).toBe('forbidden');
    await house.ask(updatePerson, { personId: chen.personId, active: false }, owner);
    expect((await house.ask(saveTeam, { teamId, name: '华东', leadPersonId: chen.personId }, owner)).code).toBe('invalid-input');
    expect((await house.ask(deleteTeam, { teamId }, owner)).body).toEqual({ ok: true });
    expect((await house.ask(deleteTeam, { teamId }, owner)).code).toBe('not-found');
    const { people } = (await house.ask(listPeople, {}, owner)).body;
    expect(people.map((person) => person.teamId)).toEqual([null, null]);
  });

  test('the workspace is renamed for sessions and keys alike; its zone stays once data have arrived', async () => {
    const { secret } = await house.key(owner, ['read']);
    expect((await house.ask(workspace, {}, { key: secret })).body).toMatchObject({ name: '海风科技', timeZoneFixed: false });
    const changed = await house.ask(updateWorkspace, { name: '海风', timeZone: 'UTC' }, owner);
    expect(changed.body).toEqual({ key: 'acme', name: '海风', timeZone: 'UTC', locale: 'zh-CN' });
    expect(await latest()).toMatchObject({
      action: 'workspace.changed',
      before: { name: '海风科技', timeZone: 'Asia/Shanghai' },
      after: { name: '海风', timeZone: 'UTC' },
    });
    const acme = await house.workspace('acme');
    await house.runtime.write(acme, { kind: 'system', name: 'test' }, async (ctx) => {
      await fixTimeZone(ctx);
      await fixTimeZone(ctx);
    });
    expect((await house.ask(workspace, {}, { key: secret })).body).toEqual({ ...changed.body, timeZoneFixed: true });
    expect(await house.ask(updateWorkspace, { timeZone: 'Asia/Tokyo' }, owner)).toMatchObject({ status: 409, code: 'conflict' });
    expect((await house.ask(updateWorkspace, { timeZone: 'UTC', locale: 'en-US' }, owner)).body.locale).toBe('en-US');
    expect((await house.ask(updateWorkspace, { timeZone: 'x' }, owner)).code).toBe('invalid-input');
    const stale = { ...acme, timeZone: 'Asia/Tokyo' };
    await expect(house.runtime.write(stale, { kind: 'system', name: 'test' }, fixTimeZone)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('the trail is read in pages, latest first, and cannot be changed', async () => {
    for (const name of ['a', 'b', 'c']) await house.ask(saveTeam, { name }, owner);
    const first = (await house.ask(listAudit, { limit: 2 }, owner)).body;
    expect(first.entries.map(({ subject }) => subject)).toEqual(['c', 'b']);
    expect(first.more).toBe(true);
    const second = (await house.ask(listAudit, { limit: 2, before: first.entries[1]?.seq }, owner)).body;
    expect(second.entries.map(({ subject }) => subject)).toEqual(['a', 'acme']);
    expect(second.more).toBe(false);
    const { unscopedDb } = house.parts.relational;
    for (const change of [sql`update audit_entries set who = 'nobody'`, sql`delete from audit_entries`])
      await expect(unscopedDb.execute(change)).rejects.toMatchObject({
        cause: { message: 'An entry of the audit trail cannot be changed or removed.' },
      });
    for (const wrong of [{ limit: 0 }, { limit: 201 }, { before: 'x' }, { limit: 1.5 }])
      expect((await house.ask(listAudit, wrong, owner)).code).toBe('invalid-input');
  });
});
