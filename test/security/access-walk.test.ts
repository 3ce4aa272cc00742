import { afterAll, beforeAll, expect, test } from 'vitest';
import { FUNCTIONS, KEY_SCOPES, type PersonFunction } from '../../src/contract/access.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { operationRequest } from '../../src/contract/request.ts';
import { addWorkspace } from '../../src/features/access/operator.ts';
import { saveAccount } from '../../src/features/accounts/contract.ts';
import { myDay } from '../../src/features/tasks/contract.ts';
import { batch } from '../../src/features/usage/contract.ts';
import { addDays, day, instant } from '../../src/kernel/time.ts';
import type { WorkspaceInfo } from '../../src/platform/context.ts';
import { describeEmbedded } from '../engines.ts';
import { type As, type House, makeHouse, type Owner, TEST_PASSWORD } from '../make.ts';

/** Every operation of the house, called by everybody who may not. A new operation is walked as soon as its module lists it. */
describeEmbedded('who may not', (engine) => {
  let house: House;
  let owner: Owner;
  let foreign: { workspace: WorkspaceInfo; session: As; key: As };
  let operations: readonly Operation[];
  const people = new Map<PersonFunction, As>();
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    house = await makeHouse(engine);
    owner = await house.setUp();
    operations = house.mooring.modules.flatMap(({ routes }) => (routes ?? []).map(({ operation }) => operation));
    foreign = await foreignWorkspace(house);
    for (const name of FUNCTIONS)
      people.set(name, { ...owner, ...(await house.addPerson(owner, { functions: [name], scope: 'all', name })) });
    Object.assign(ids, await realIds(house, owner));
  }, 60_000);
  afterAll(() => house.close());

  test('every operation declares its access, and there are as many as the house has', () => {
    expect(operations.filter(({ access }) => !['public', 'user', 'member'].includes(access.who)).map(({ id }) => id)).toEqual([]);
    expect(operations.filter(({ access }) => access.who === 'public' && access.why.length < 20).map(({ id }) => id)).toEqual([]);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
    expect(operations.length).toBeGreaterThan(45);
  });

  test('nobody: 401', async () => {
    const answers = await walk(house, closed(operations), () => ({}), ids);
    expect(unlike(answers, [401])).toEqual([]);
  });

  test('the session of another workspace that names this one: 404', async () => {
    const answers = await walk(house, inside(operations), () => ({ ...foreign.session, workspace: owner.workspace }), ids);
    expect(unlike(answers, [404])).toEqual([]);
  });

  test('the key of another workspace that names this one: 404, or 403 where no key may', async () => {
    const answers = await walk(house, inside(operations), () => ({ ...foreign.key, workspace: owner.workspace }), ids);
    expect(unlike(answers, [404, 403])).toEqual([]);
  });

  test('a function that is not on the list: 403', async () => {
    const restricted = inside(operations).flatMap((operation) => {
      const missing = FUNCTIONS.filter((name) => operation.access.functions !== 'any' && !operation.access.functions.includes(name));
      return missing.map((name) => ({ operation, name }));
    });
    expect(restricted.length).toBeGreaterThan(30);
    for (const { operation, name } of restricted) {
      const [answer] = await walk(house, [operation], () => people.get(name) ?? {}, ids);
      expect({ id: operation.id, name, status: answer?.status }).toEqual({ id: operation.id, name, status: 403 });
    }
  });

  test('a key without the scope: 403', async () => {
    for (const scope of KEY_SCOPES) {
      const key = await house.addKey(owner, [scope]);
      const others = inside(operations).filter(({ access }) => access.key !== scope);
      expect(unlike(await walk(house, others, () => ({ key }), ids), [403])).toEqual([]);
    }
  });

  test('real ids of this workspace mean nothing in another one: 404, and nothing of it is told', async () => {
    const named = inside(operations).filter(
      ({ path, access }) => path.includes(':') && access.functions !== 'any' && (access.functions.length === 0) === false,
    );
    // An external id is the customer's name in each workspace: saving it makes a customer of that workspace.
    const answers = await walk(
      house,
      named.filter(({ id }) => id !== saveAccount.id),
      () => foreign.session,
      ids,
    );
    expect(unlike(answers, [404, 400])).toEqual([]);
    expect(answers.filter(({ text }) => text.includes('海风科技')).map(({ id }) => id)).toEqual([]);
  });

  test('lists of another workspace are empty of ours', async () => {
    const lists = inside(operations).filter(({ path, method }) => method === 'GET' && !path.includes(':'));
    expect(lists.length).toBeGreaterThan(8);
    const answers = await walk(house, lists, () => foreign.session, {});
    for (const { id, text } of answers)
      for (const [name, value] of Object.entries(ids))
        expect({ id, name, leaks: text.includes(value) }).toEqual({ id, name, leaks: false });
    expect(answers.filter(({ text }) => text.includes('海风科技')).map(({ id }) => id)).toEqual([]);
  });
});

type Inside = Operation & { readonly access: Extract<Operation['access'], { who: 'member' }> };

const inside = (operations: readonly Operation[]): Inside[] =>
  operations.filter((operation): operation is Inside => operation.access.who === 'member');
const closed = (operations: readonly Operation[]): Operation[] => operations.filter(({ access }) => access.who !== 'public');

interface Seen {
  readonly id: string;
  readonly status: number;
  readonly text: string;
}

const unlike = (answers: readonly Seen[], statuses: readonly number[]): string[] =>
  answers.filter(({ status }) => !statuses.includes(status)).map(({ id, status }) => `${id} ${status}`);

/** Calls operations with path parameters filled from `ids` and nothing else: who may is decided before the input is read. */
async function walk(
  house: House,
  operations: readonly Operation[],
  as: (operation: Operation) => As,
  ids: Record<string, string>,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const operation of operations) {
    const { method, path, body } = operationRequest(operation, {
      ...ids,
      version: 1,
      offset: 0,
      outcome: 'resolved',
      until: '2027-01-01',
      metrics: 'dau',
      from: '2026-11-01',
      to: '2026-11-02',
    });
    const { key, cookie, workspace } = as(operation);
    const answer = await house.server.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(workspace === undefined ? {} : { 'x-mooring-workspace': workspace.key }),
        'content-type': operation.upload === true ? 'application/octet-stream' : 'application/json',
      },
      ...(operation.upload === true ? { payload: Buffer.from('x') } : body === null ? {} : { payload: body }),
    });
    seen.push({ id: operation.id, status: answer.statusCode, text: answer.body });
  }
  return seen;
}

async function foreignWorkspace(house: House): Promise<{ workspace: WorkspaceInfo; session: As; key: As }> {
  const workspace = await addWorkspace(house.mooring.access, {
    name: '外人',
    email: 'stranger@example.com',
    password: TEST_PASSWORD,
    workspaceKey: 'other',
    workspaceName: '别家',
    timeZone: 'Asia/Shanghai',
    locale: 'zh-CN',
  });
  const signedIn = await house.server.inject({
    method: 'POST',
    url: '/api/v1/sign-in',
    payload: { email: 'stranger@example.com', password: TEST_PASSWORD },
  });
  const cookie = [signedIn.headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ');
  const session = { workspace, cookie };
  return { workspace, session, key: { key: await house.addKey(session, [...KEY_SCOPES]) } };
}

/** One of everything in the first workspace: a customer with a task, a team, a key, a person, a session. */
async function realIds(house: House, owner: Owner): Promise<Record<string, string>> {
  const externalId = 'haifeng-1';
  const first = day('2026-10-01');
  await house.call(saveAccount, { externalId, name: '海风科技', startsOn: first }, owner);
  const key = await house.addKey(owner, ['ingest']);
  const context = { groupId: externalId };
  const users = Array.from({ length: 10 }, (_, user) => ({
    type: 'identify',
    messageId: `id-${user}`,
    userId: `u${user}`,
    timestamp: '2026-10-01T01:00:00Z',
    context,
  }));
  const logins = Array.from({ length: 49 }, (_, on) => ({
    type: 'track',
    event: 'login',
    messageId: `in-${on}`,
    userId: 'u0',
    timestamp: `${addDays(first, on)}T01:00:00Z`,
    context,
  }));
  await house.call(batch, { batch: [...users, ...logins], sentAt: new Date(instant('2026-11-18T02:00:00Z')).toISOString() }, { key });
  await house.settle();
  const { tasks } = await house.call(myDay, { whose: 'team' }, owner);
  const team = await house.server.inject({
    method: 'POST',
    url: '/api/v1/teams',
    headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key },
    payload: { name: '华东组' },
  });
  const keys = await house.server.inject({
    url: '/api/v1/keys',
    headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key },
  });
  const people = await house.server.inject({
    url: '/api/v1/people',
    headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key },
  });
  const bot = await house.server.inject({
    method: 'POST',
    url: '/api/v1/notice-bots',
    headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key },
    payload: {
      ...{
        kind: 'wecom',
        name: '海风科技群',
        severity: 'high',
        teams: [],
        hook: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678',
      },
      schedule: { digestHour: 9, quiet: null, restDays: 'all' },
    },
  });
  const sessions = await house.server.inject({ url: '/api/v1/sessions', headers: { cookie: owner.cookie } });
  return {
    externalId,
    taskId: tasks[0]?.taskId ?? '',
    teamId: team.json().teamId,
    keyId: keys.json().keys[0].keyId,
    personId: people.json().people[0].personId,
    sessionId: sessions.json().sessions[0].id,
    botId: bot.json().botId,
    token: 'no-such-token',
  };
}
