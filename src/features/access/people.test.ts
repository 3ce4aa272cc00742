import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AccessHouse, type As, makeAccessHouse, OWNER, PASSWORD, tokenOf } from '../../../test/access-house.ts';
import { describeEmbedded } from '../../../test/engines.ts';
import type { AppError } from '../../kernel/errors.ts';
import { ownerFromImport } from './commands.ts';
import {
  acceptInvitation,
  completeReset,
  invitation,
  invite,
  listAudit,
  listPeople,
  listTeams,
  me,
  resetLink,
  saveTeam,
  signIn,
  updatePerson,
  workspace,
} from './contract.ts';
import { addWorkspace, resetPassword } from './operator.ts';
import { changePerson } from './people.ts';

const CHEN = { email: 'chen@example.com', name: '陈思', functions: ['csm'], scope: 'own' } as const;
const NEW_PASSWORD = 'a brand new password';

describeEmbedded('people', (engine) => {
  let house: AccessHouse;
  let owner: As;
  beforeEach(async () => {
    house = await makeAccessHouse(engine);
    owner = await house.setUp();
  });
  afterEach(() => house.close());

  const people = async (as = owner) => (await house.ask(listPeople, {}, as)).body.people;
  const named = async (name: string) => (await people()).find((person) => person.name === name);
  const actions = async () => (await house.ask(listAudit, {}, owner)).body.entries.map(({ action }) => action);
  const elsewhere = async (): Promise<As> => {
    const input = { name: '外人', email: 'stranger@example.com', password: PASSWORD, workspaceKey: 'other', workspaceName: '别家' };
    await addWorkspace(house.parts, { ...input, timeZone: 'UTC', locale: 'zh-CN' });
    return { ...(await house.signIn(input.email)), workspace: 'other' };
  };

  test('an invitation says what it offers, is accepted once, and signs in', async () => {
    const invited = await house.ask(invite, CHEN, owner);
    expect(invited.body).toMatchObject({ expiresOn: '2026-11-25' });
    expect(invited.body.link).toMatch(/^http:\/\/127\.0\.0\.1:4800\/invitation\/[\w-]{43}$/);
    expect(await named('陈思')).toMatchObject({ status: 'invited', active: true, functions: ['csm'], scope: 'own', email: CHEN.email });
    const token = tokenOf(invited.body.link);
    expect((await house.ask(invitation, { token })).body).toEqual({
      email: CHEN.email,
      name: '陈思',
      workspaceName: '海风科技',
      invitedBy: '王琳',
      hasLogin: false,
    });
    const joined = await house.ask(acceptInvitation, { token, name: '陈思思', password: PASSWORD });
    expect(joined.body).toEqual({ workspaceKey: 'acme' });
    const chen = { cookie: joined.cookie, workspace: 'acme' };
    expect((await house.ask(me, {}, chen)).body.memberships).toMatchObject([
      { workspace: { key: 'acme' }, functions: ['csm'], scope: 'own' },
    ]);
    expect(await named('陈思思')).toMatchObject({ status: 'joined', personId: invited.body.personId });
    expect((await house.ask(acceptInvitation, { token, name: 'x', password: PASSWORD })).code).toBe('link-expired');
    expect((await house.ask(invitation, { token })).code).toBe('link-expired');
    expect(await actions()).toEqual(['person.joined', 'person.invited', 'workspace.created']);
    expect((await house.ask(invite, { ...CHEN, email: 'x@example.com' }, chen)).code).toBe('forbidden');
  });

  test('of two who accept at the same moment one joins', async () => {
    const token = tokenOf((await house.ask(invite, CHEN, owner)).body.link);
    const answers = await Promise.all(
      ['one', 'two'].map((name) => house.ask(acceptInvitation, { token, name, password: `${PASSWORD} ${name}` })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await people()).filter(({ email }) => email === CHEN.email)).toHaveLength(1);
  });

  test('links run out after seven days; a newer link makes the older one void; a made-up one is as good as an old one', async () => {
    const first = tokenOf((await house.ask(invite, CHEN, owner)).body.link);
    const second = tokenOf((await house.ask(invite, { ...CHEN, functions: ['impl', 'csm'] }, owner)).body.link);
    expect((await house.ask(invitation, { token: first })).code).toBe('link-expired');
    house.setClock('2026-11-25T01:59:59Z');
    expect((await house.ask(invitation, { token: second })).status).toBe(200);
    house.setClock('2026-11-25T02:00:00Z');
    expect((await house.ask(acceptInvitation, { token: second, name: 'x', password: PASSWORD })).code).toBe('link-expired');
    expect(await named('陈思')).toMatchObject({ status: 'not-joined', functions: ['csm', 'impl'] });
    const odd = ['x', 'x'.repeat(43), "' or 1=1 --", '%00', '../people', 'x'.repeat(200)];
    for (const token of odd) expect([token, (await house.ask(invitation, { token })).code]).toEqual([token, 'link-expired']);
    expect((await house.ask(invitation, { token: 'x'.repeat(201) })).code).toBe('invalid-input');
  });

  test('a token is kept nowhere, an invitation is no reset link, and neither stands in the trail', async () => {
    const token = tokenOf((await house.ask(invite, CHEN, owner)).body.link);
    const { rows } = await house.parts.relational.unscopedDb.execute(sql`select * from access_links`);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await house.ask(completeReset, { token, password: NEW_PASSWORD })).code).toBe('link-expired');
    expect((await house.ask(listAudit, {}, owner)).text).not.toContain(token);
  });

  test('whoever has a login already proves it to join another workspace', async () => {
    const chen = await house.join(owner, { email: CHEN.email });
    const stranger = await elsewhere();
    const token = tokenOf((await house.ask(invite, CHEN, stranger)).body.link);
    expect((await house.ask(invitation, { token })).body).toMatchObject({ hasLogin: true, workspaceName: '别家', invitedBy: '外人' });
    expect((await house.ask(acceptInvitation, { token, name: '陈思', password: 'not the password' })).code).toBe('wrong-credentials');
    const joined = await house.ask(acceptInvitation, { token, name: '陈思', password: PASSWORD });
    expect(joined.status).toBe(200);
    expect((await house.ask(me, {}, chen)).body.memberships.map((one) => one.workspace.key)).toEqual(['acme', 'other']);
    expect((await house.ask(workspace, {}, { ...chen, workspace: 'other' })).body.key).toBe('other');
  });

  test('settled 21: an invitation adopts the person an import named', async () => {
    const acme = await house.workspace('acme');
    const personId = await house.runtime.write(acme, { kind: 'operator' }, (ctx) => ownerFromImport(ctx, '陈思'));
    expect(await named('陈思')).toEqual({
      personId,
      name: '陈思',
      email: null,
      functions: ['csm'],
      scope: 'own',
      teamId: null,
      active: true,
      status: 'not-joined',
      away: null,
    });
    const invited = await house.ask(invite, { ...CHEN, personId }, owner);
    expect(invited.body.personId).toBe(personId);
    const joined = await house.ask(acceptInvitation, { token: tokenOf(invited.body.link), name: '陈思', password: PASSWORD });
    expect((await house.ask(me, {}, { cookie: joined.cookie })).body.memberships).toMatchObject([{ personId }]);
    expect((await people()).map(({ name }) => name)).toEqual(['王琳', '陈思']);
  });

  test('nobody is invited twice over: a member, an e-mail that is somebody else’s, a stranger’s person', async () => {
    const chen = await house.join(owner, { email: CHEN.email });
    expect(await house.ask(invite, CHEN, owner)).toMatchObject({ status: 409, code: 'conflict' });
    expect((await house.ask(invite, { ...CHEN, email: OWNER }, owner)).code).toBe('conflict');
    const second = (await house.ask(invite, { ...CHEN, email: 'b@example.com', name: 'b' }, owner)).body.personId;
    expect((await house.ask(invite, { ...CHEN, personId: second }, owner)).code).toBe('conflict');
    expect((await house.ask(invite, { ...CHEN, email: 'c@example.com', personId: chen.personId }, owner)).code).toBe('conflict');
    const stranger = await elsewhere();
    expect((await house.ask(invite, { ...CHEN, email: 'd@example.com', personId: second }, stranger)).code).toBe('not-found');
    expect((await house.ask(invite, { ...CHEN, email: 'd@example.com', teamId: 'team_of_others' }, owner)).code).toBe('invalid-input');
    for (const wrong of [{ functions: [] }, { functions: ['root'] }, { scope: 'world' }, { email: 'x' }, { name: '' }])
      expect((await house.ask(invite, { ...CHEN, ...wrong }, owner)).code).toBe('invalid-input');
  });

  test('ended access is out with the next call; given back, in again; links die with it', async () => {
    const chen = await house.join(owner, { email: CHEN.email });
    const stranger = await elsewhere();
    const token = tokenOf((await house.ask(invite, CHEN, stranger)).body.link);
    await house.ask(acceptInvitation, { token, name: '陈思', password: PASSWORD });
    expect((await house.ask(workspace, {}, chen)).status).toBe(200);
    const invited = await house.ask(invite, { ...CHEN, email: 'later@example.com', name: 'later' }, owner);
    const ended = await house.ask(updatePerson, { personId: chen.personId, active: false }, owner);
    expect(ended.body).toMatchObject({ active: false, status: 'joined' });
    expect((await house.ask(workspace, {}, chen)).code).toBe('not-found');
    // The other workspace is none of this one's business.
    expect((await house.ask(workspace, {}, { ...chen, workspace: 'other' })).status).toBe(200);
    expect((await house.ask(me, {}, chen)).body.memberships.map((one) => one.workspace.key)).toEqual(['other']);
    expect((await house.ask(resetLink, { personId: chen.personId }, owner)).code).toBe('not-found');
    await house.ask(updatePerson, { personId: invited.body.personId, active: false }, owner);
    expect((await house.ask(invitation, { token: tokenOf(invited.body.link) })).code).toBe('link-expired');
    await house.ask(updatePerson, { personId: chen.personId, active: true }, owner);
    expect((await house.ask(workspace, {}, chen)).status).toBe(200);
    expect(await actions()).toContain('person.access-restored');
  });

  test('a change of functions counts with the next call, and the trail has before and after', async () => {
    const chen = await house.join(owner, { email: CHEN.email });
    expect((await house.ask(listAudit, {}, chen)).code).toBe('forbidden');
    const { body } = await house.ask(updatePerson, { personId: chen.personId, functions: ['cs-head', 'csm', 'csm'], scope: 'team' }, owner);
    expect(body).toMatchObject({ functions: ['csm', 'cs-head'], scope: 'team' });
    const { entries } = (await house.ask(listAudit, { limit: 1 }, chen)).body;
    expect(entries).toEqual([
      {
        seq: expect.any(Number),
        at: '2026-11-18T02:00:00.000Z',
        who: '王琳',
        action: 'person.changed',
        subject: 'chen <chen@example.com>',
        before: { functions: ['csm'], scope: 'own' },
        after: { functions: ['csm', 'cs-head'], scope: 'team' },
      },
    ]);
    await house.ask(updatePerson, { personId: chen.personId, scope: 'team' }, owner);
    expect((await house.ask(listAudit, {}, owner)).body.entries[0]?.seq).toBe(entries[0]?.seq);
    expect((await house.ask(updatePerson, { personId: 'per_nobody', scope: 'all' }, owner)).code).toBe('not-found');
  });

  test('the last administrator stays one; who has not joined yet does not count', async () => {
    const { personId } = (await named('王琳')) ?? { personId: '' };
    await house.ask(invite, { ...CHEN, functions: ['admin'] }, owner);
    expect(await house.ask(updatePerson, { personId, functions: ['csm'] }, owner)).toMatchObject({
      status: 409,
      code: 'last-administrator',
    });
    expect((await house.ask(updatePerson, { personId, active: false }, owner)).code).toBe('last-administrator');
    expect((await house.ask(updatePerson, { personId, name: '王林' }, owner)).status).toBe(200);
    const second = await house.join(owner, { email: 'second@example.com', functions: ['admin'] });
    // At the same moment, and let in already: one of the two must find the other changed.
    const acme = await house.workspace('acme');
    const demote = (id: string) =>
      house.runtime
        .write(acme, { kind: 'operator' }, (ctx) => changePerson(ctx, { personId: id, functions: ['csm'] }))
        .then(
          () => 'ok',
          (error: AppError) => error.code,
        );
    const outcomes = await Promise.all([demote(personId), demote(second.personId)]);
    expect(outcomes.sort()).toEqual(['last-administrator', 'ok']);
    const left = (await people()).filter(({ functions, status }) => functions.includes('admin') && status === 'joined');
    expect(left).toHaveLength(1);
  });

  test('a reset link sets a new password once, and signs the person out everywhere', async () => {
    const chen = await house.join(owner, { email: CHEN.email });
    const older = tokenOf((await house.ask(resetLink, { personId: chen.personId }, owner)).body.link);
    const made = await house.ask(resetLink, { personId: chen.personId }, owner);
    expect(made.body.expiresOn).toBe('2026-11-25');
    expect(made.body.link).toMatch(/\/reset\/[\w-]{43}$/);
    const token = tokenOf(made.body.link);
    expect((await house.ask(completeReset, { token: older, password: NEW_PASSWORD })).code).toBe('link-expired');
    expect((await house.ask(completeReset, { token, password: 'short' })).code).toBe('invalid-input');
    expect((await house.ask(me, {}, chen)).status).toBe(200);
    expect((await house.ask(completeReset, { token, password: NEW_PASSWORD })).body).toEqual({ ok: true });
    expect((await house.ask(me, {}, chen)).code).toBe('not-signed-in');
    expect((await house.ask(signIn, { email: CHEN.email, password: PASSWORD })).code).toBe('wrong-credentials');
    expect((await house.ask(signIn, { email: CHEN.email, password: NEW_PASSWORD })).status).toBe(200);
    expect((await house.ask(completeReset, { token, password: PASSWORD })).code).toBe('link-expired');
    expect((await actions()).slice(0, 2)).toEqual(['password.reset', 'password.reset-link-made']);
    house.setClock('2026-12-01T00:00:00Z');
    const late = tokenOf((await house.ask(resetLink, { personId: chen.personId }, owner)).body.link);
    house.setClock('2026-12-08T00:00:00Z');
    expect((await house.ask(completeReset, { token: late, password: PASSWORD })).code).toBe('link-expired');
  });

  test('an administrator cannot reset a login that also opens another workspace; the operator can', async () => {
    const chen = await house.join(owner, { email: CHEN.email });
    const stranger = await elsewhere();
    const token = tokenOf((await house.ask(invite, CHEN, stranger)).body.link);
    await house.ask(acceptInvitation, { token, name: '陈思', password: PASSWORD });
    expect((await house.ask(resetLink, { personId: chen.personId }, owner)).code).toBe('forbidden');
    expect((await house.ask(resetLink, { personId: chen.personId }, stranger)).code).toBe('not-found');
    const { link } = await resetPassword(house.parts, ' Chen@example.com');
    expect((await house.ask(completeReset, { token: tokenOf(link), password: NEW_PASSWORD })).status).toBe(200);
    for (const as of [owner, stranger])
      expect((await house.ask(listAudit, {}, as)).body.entries.slice(0, 2).map(({ action }) => action)).toEqual([
        'password.reset',
        'password.reset-link-made',
      ]);
    await expect(resetPassword(house.parts, 'nobody@example.com')).rejects.toMatchObject({ code: 'not-found' });
    const invited = (await house.ask(invite, { ...CHEN, email: 'later@example.com' }, owner)).body.personId;
    expect((await house.ask(resetLink, { personId: invited }, owner)).code).toBe('not-found');
  });

  test('a workspace of others is no place: neither with a session nor with ids', async () => {
    const stranger = await elsewhere();
    const personId = (await named('王琳'))?.personId;
    expect((await house.ask(listPeople, {}, { ...stranger, workspace: 'acme' })).code).toBe('not-found');
    expect((await house.ask(listPeople, {}, { ...stranger, workspace: "acme' or '1'='1" })).code).toBe('not-found');
    expect((await people(stranger)).map(({ name }) => name)).toEqual(['外人']);
    expect((await house.ask(updatePerson, { personId, scope: 'own' }, stranger)).code).toBe('not-found');
    expect((await house.ask(resetLink, { personId }, stranger)).code).toBe('not-found');
    expect((await house.ask(saveTeam, { name: 'x', leadPersonId: personId }, stranger)).code).toBe('invalid-input');
    const team = (await house.ask(saveTeam, { name: '华东' }, owner)).body.teamId;
    expect((await house.ask(saveTeam, { teamId: team, name: 'mine' }, stranger)).code).toBe('not-found');
    expect((await house.ask(listTeams, {}, stranger)).body.teams).toEqual([]);
    await expect(
      addWorkspace(house.parts, { name: 'x', email: OWNER, workspaceKey: 'acme', workspaceName: 'x', timeZone: 'UTC', locale: 'zh-CN' }),
    ).rejects.toMatchObject({ code: 'key-taken' });
    await expect(
      addWorkspace(house.parts, {
        name: 'x',
        email: 'no@example.com',
        workspaceKey: 'third',
        workspaceName: 'x',
        timeZone: 'UTC',
        locale: 'zh-CN',
      }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
