import { and, asc, eq, sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AccessHouse, type As, makeAccessHouse } from '../../../test/access-house.ts';
import { describeEmbedded } from '../../../test/engines.ts';
import type { Principal } from '../../contract/access.ts';
import type { AccountId, PersonId, TeamId, UserId } from '../../kernel/ids.ts';
import type { Ctx, WorkspaceInfo } from '../../platform/context.ts';
import { assignOwner, assignOwners, ownerFromImport } from './commands.ts';
import { listAudit, saveTeam, updatePerson } from './contract.ts';
import { addWorkspace } from './operator.ts';
import { leadsATeam, ownerOf, personById, personNames, visibleAccounts } from './reads.ts';

/** Stands for any table of another feature that has customers in it. */
const shelf = pgTable('access_shelf', { workspaceId: text('workspace_id').notNull(), accountId: text('account_id').notNull() });

const account = (name: string): AccountId => name as AccountId;
const OPERATOR: Principal = { kind: 'operator' };

describeEmbedded('owners and what people see', (engine) => {
  let house: AccessHouse;
  let owner: As;
  let acme: WorkspaceInfo;
  const ids: Record<string, PersonId> = {};
  let east: TeamId;

  const run = <T>(work: (ctx: Ctx) => Promise<T>, principal: Principal = OPERATOR): Promise<T> =>
    house.runtime.write(acme, principal, work);
  const person = (name: string, scope: 'own' | 'team' | 'all', teamId: TeamId | null): Principal => ({
    kind: 'person',
    userId: `usr_${name}` as UserId,
    personId: ids[name] ?? (name as PersonId),
    functions: ['csm'],
    scope,
    teamId,
  });
  const seen = (principal: Principal): Promise<string> =>
    run(async (ctx) => {
      const rows = await ctx.db
        .select({ id: shelf.accountId })
        .from(shelf)
        .where(and(eq(shelf.workspaceId, ctx.workspace.id), visibleAccounts(ctx, shelf.accountId)))
        .orderBy(asc(shelf.accountId));
      return rows.map(({ id }) => id).join(' ');
    }, principal);

  beforeEach(async () => {
    house = await makeAccessHouse(engine);
    owner = await house.setUp();
    acme = await house.workspace('acme');
    for (const name of ['lead', 'anna', 'bo', 'cai'])
      ids[name] = (await house.join(owner, { email: `${name}@example.com` })).personId as PersonId;
    east = (await house.ask(saveTeam, { name: 'East', leadPersonId: ids.lead }, owner)).body.teamId as TeamId;
    for (const name of ['anna', 'bo']) await house.ask(updatePerson, { personId: ids[name], teamId: east }, owner);
    const { unscopedDb } = house.parts.relational;
    await unscopedDb.execute(sql`create table if not exists access_shelf (workspace_id text not null, account_id text not null)`);
    await unscopedDb.insert(shelf).values(['a', 'b', 'c', 'free'].map((accountId) => ({ workspaceId: acme.id, accountId })));
    await run(async (ctx) => {
      await assignOwner(ctx, account('a'), ids.anna ?? null, 'ext-a');
      await assignOwner(ctx, account('b'), ids.bo ?? null, 'ext-b');
      await assignOwner(ctx, account('c'), ids.cai ?? null, 'ext-c');
    });
  });
  afterEach(() => house.close());

  test('all: everything; own: mine; team: my team’s and mine; the lead: also what nobody owns', async () => {
    expect(await seen(person('anna', 'all', east))).toBe('a b c free');
    expect(await seen(person('anna', 'own', east))).toBe('a');
    expect(await seen(person('anna', 'team', east))).toBe('a b');
    expect(await seen(person('cai', 'team', null))).toBe('c');
    expect(await seen(person('lead', 'team', null))).toBe('a b free');
    expect(await seen(person('lead', 'own', null))).toBe('');
    expect(await seen(person('nobody', 'own', null))).toBe('');
    for (const principal of [OPERATOR, { kind: 'system', name: 'x' }, { kind: 'key', keyId: 'k', name: 'k', scopes: ['read'] }] as const)
      expect(await seen(principal)).toBe('a b c free');
  });

  test('an id that is an attack sees nothing', async () => {
    expect(await seen(person("x' or '1'='1", 'own', "y' or '1'='1" as TeamId))).toBe('');
    expect(await seen(person("x') or true --", 'team', "y') or true --" as TeamId))).toBe('');
  });

  test('settled 21: a customer whose owner’s access ended has no owner, and the lead sees it; given back, it is as before', async () => {
    const owners = () => run(async (ctx) => Object.fromEntries(await ownerOf(ctx, ['a', 'c', 'free'].map(account))));
    expect(await owners()).toEqual({ a: { personId: ids.anna, name: 'anna' }, c: { personId: ids.cai, name: 'cai' } });
    await house.ask(updatePerson, { personId: ids.cai, active: false }, owner);
    expect(await owners()).toEqual({ a: { personId: ids.anna, name: 'anna' } });
    expect(await seen(person('lead', 'team', null))).toBe('a b c free');
    await house.ask(updatePerson, { personId: ids.cai, active: true }, owner);
    expect(await seen(person('lead', 'team', null))).toBe('a b free');
  });

  test('assigning is audited once, names the customer, and refuses who is not here', async () => {
    const entries = async () =>
      (await house.ask(listAudit, {}, owner)).body.entries.filter(({ action }) => action === 'account.owner-assigned');
    expect(await entries()).toHaveLength(3);
    await run((ctx) => assignOwner(ctx, account('a'), ids.bo ?? null, 'ext-a'));
    await run((ctx) => assignOwner(ctx, account('a'), ids.bo ?? null, 'ext-a'));
    await run((ctx) => assignOwner(ctx, account('a'), null));
    expect((await entries()).slice(0, 2)).toMatchObject([
      { who: 'operator', subject: 'a', before: { owner: 'bo' }, after: { owner: null } },
      { who: 'operator', subject: 'ext-a', before: { owner: 'anna' }, after: { owner: 'bo' } },
    ]);
    expect(await entries()).toHaveLength(5);
    await expect(run((ctx) => assignOwner(ctx, account('a'), 'per_nobody' as PersonId))).rejects.toMatchObject({ code: 'invalid-input' });
    await house.ask(updatePerson, { personId: ids.cai, active: false }, owner);
    await expect(run((ctx) => assignOwner(ctx, account('a'), ids.cai ?? null))).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('many at once: one customer named twice takes the last; more rows than a statement holds', async () => {
    const many = Array.from({ length: 12_000 }, (_, index) => ({ accountId: account(`m${index}`), personId: ids.anna ?? null }));
    await run((ctx) => assignOwners(ctx, [...many, { accountId: account('m0'), personId: ids.bo ?? null }]));
    const owners = await run((ctx) =>
      ownerOf(
        ctx,
        many.map(({ accountId }) => accountId),
      ),
    );
    expect(owners.size).toBe(12_000);
    expect([owners.get(account('m0'))?.name, owners.get(account('m11999'))?.name]).toEqual(['bo', 'anna']);
  });

  test('an import’s owner is found by e-mail or name, whatever the case, and made once', async () => {
    const [byName, byEmail, made, again, address] = await run(async (ctx) => [
      await ownerFromImport(ctx, ' ANNA '),
      await ownerFromImport(ctx, 'Anna@Example.com'),
      await ownerFromImport(ctx, '赵  敏'),
      await ownerFromImport(ctx, '赵 敏'),
      await ownerFromImport(ctx, 'New.One@Example.com'),
    ]);
    expect([byName, byEmail]).toEqual([ids.anna, ids.anna]);
    expect(made).toBe(again);
    expect(await run((ctx) => personById(ctx, made as PersonId))).toMatchObject({ name: '赵 敏', userId: null, active: true, email: null });
    expect(await run((ctx) => personById(ctx, address as PersonId))).toMatchObject({ email: 'new.one@example.com' });
    for (const wrong of ['', '   ', 'x'.repeat(121)])
      await expect(run((ctx) => ownerFromImport(ctx, wrong))).rejects.toMatchObject({ code: 'invalid-input' });
    const both = await Promise.all([1, 2].map(() => run((ctx) => ownerFromImport(ctx, '同时'))));
    expect(both[0]).toBe(both[1]);
  });

  test('names, leads and persons, of this workspace only', async () => {
    expect(await run((ctx) => leadsATeam(ctx, ids.lead as PersonId))).toBe(true);
    expect(await run((ctx) => leadsATeam(ctx, ids.anna as PersonId))).toBe(false);
    const asked = ['auto', 'key:x', ids.anna, ids.anna, ids.cai] as PersonId[];
    expect(Object.fromEntries(await run((ctx) => personNames(ctx, asked)))).toEqual({ [ids.anna ?? '']: 'anna', [ids.cai ?? '']: 'cai' });
    expect(await run((ctx) => personById(ctx, 'per_nobody' as PersonId))).toBeNull();
    await addWorkspace(house.parts, {
      name: 'x',
      email: 'anna@example.com',
      workspaceKey: 'other',
      workspaceName: 'x',
      timeZone: 'UTC',
      locale: 'zh-CN',
    });
    acme = await house.workspace('other');
    expect((await run((ctx) => personNames(ctx, asked))).size).toBe(0);
    expect((await run((ctx) => ownerOf(ctx, [account('a')]))).size).toBe(0);
    await expect(run((ctx) => assignOwner(ctx, account('a'), ids.anna ?? null))).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
