import { type APIRequestContext, request } from '@playwright/test';
import type { PersonFunction, RowScope } from '../../src/contract/access.ts';

/** Wednesday 18 November 2026, ten in the morning in Shanghai: the day on which the stories happen. */
export const NOW = '2026-11-18T02:00:00Z';
export const WORKSPACE = 'acme';
export const PASSWORD = '系舟 correct horse battery';
export const OWNER = { name: '王琳', email: 'owner@example.com' };

/** Names as they come in real life: long, longer than any column, and with signs outside the plane of most scripts. */
export const HARD_NAMES = [
  '深圳前海粤港澳大湾区智能制造与跨境供应链一体化服务股份有限公司华南区域运营中心（含东莞、惠州及珠海分公司）',
  'Consolidated International Precision Instruments & Calibration Ltd.',
  '🍋 柠檬茶饮 👩‍👩‍👧‍👦',
];

/** One of each kind of person: who does the work, who leads, who runs it, who only reads. */
const PEOPLE: readonly { name: string; email: string; functions: readonly PersonFunction[]; scope: RowScope }[] = [
  { name: '陈思', email: 'csm@example.com', functions: ['csm'], scope: 'own' },
  { name: '林若溪', email: 'head@example.com', functions: ['cs-head'], scope: 'team' },
  { name: '周以宁', email: 'ops@example.com', functions: ['cs-ops'], scope: 'all' },
  { name: 'Alexandra Featherstonehaugh-Montgomery', email: 'executive@example.com', functions: ['exec'], scope: 'all' },
];

/** A browser's cookies, as `browser.newContext({ storageState })` takes them. */
export type Session = Awaited<ReturnType<APIRequestContext['storageState']>>;

/** Calls operations of a Mooring as one person. */
export interface Caller {
  get(path: string): Promise<Record<string, unknown>>;
  send(method: 'POST' | 'PUT' | 'PATCH', path: string, data: object): Promise<Record<string, unknown>>;
  session(): Promise<Session>;
  end(): Promise<void>;
}

/** Someone who calls, signed in or about to be. */
export async function caller(url: string): Promise<Caller> {
  const api = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url, 'x-mooring-workspace': WORKSPACE } });
  const answered = async (path: string, options: object): Promise<Record<string, unknown>> => {
    // Half a year of invented use takes its time on a busy machine.
    const answer = await api.fetch(path, { timeout: 120_000, ...options });
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    get: (path) => answered(path, {}),
    send: (method, path, data) => answered(path, { method, data }),
    session: () => api.storageState(),
    end: () => api.dispose(),
  };
}

/** Sets a Mooring up, with its owner and nothing else. */
export async function setUp(url: string): Promise<Caller> {
  const owner = await caller(url);
  const workspace = { workspaceKey: WORKSPACE, workspaceName: '海港软件', timeZone: 'Asia/Shanghai', locale: 'zh-CN' };
  await owner.send('POST', '/api/v1/setup', { ...OWNER, password: PASSWORD, ...workspace });
  return owner;
}

/** Brings in a person through an invitation, as the pages do. */
export async function join(
  url: string,
  owner: Caller,
  person: { readonly name: string; readonly email: string; readonly functions: readonly PersonFunction[]; readonly scope: RowScope },
): Promise<{ readonly personId: string; readonly caller: Caller }> {
  const { personId, link } = await owner.send('POST', '/api/v1/people/invitations', { ...person, teamId: null });
  const token = new URL(String(link)).pathname.split('/').at(-1);
  const joined = await caller(url);
  await joined.send('POST', `/api/v1/invitations/${token}/accept`, { token, name: person.name, password: PASSWORD });
  return { personId: String(personId), caller: joined };
}

/** People, teams, keys, invented customers with awkward names, and the first work on the day. */
export async function furnish(url: string, owner: Caller): Promise<{ readonly csm: Caller; readonly executive: Caller }> {
  const joined = new Map<string, { readonly personId: string; readonly caller: Caller }>();
  for (const person of PEOPLE) joined.set(person.email, await join(url, owner, person));
  const csm = known(joined.get('csm@example.com'));
  const head = known(joined.get('head@example.com'));
  await owner.send('POST', '/api/v1/people/invitations', {
    ...{ name: '新来的人', email: 'guest@example.com', functions: ['csm'], scope: 'own', teamId: null },
  });
  const { teamId } = await owner.send('POST', '/api/v1/teams', { name: '华东组', leadPersonId: head.personId });
  await owner.send('PATCH', `/api/v1/people/${csm.personId}`, { teamId });
  await owner.send('PATCH', `/api/v1/people/${head.personId}`, { teamId });
  await owner.send('POST', '/api/v1/keys', { name: '网页埋点', scopes: ['ingest'] });
  await owner.send('POST', '/api/v1/imports/demo', {});
  const tasks = await firstTasks(owner);
  const account = (index: number): string => `/api/v1/accounts/${encodeURIComponent(known(tasks[index]).account.externalId)}`;
  for (const [index, name] of HARD_NAMES.entries()) await owner.send('PUT', account(index), { name });
  for (const index of [1, 2, 3]) await owner.send('PUT', `${account(index)}/owner`, { personId: csm.personId });
  return { csm: csm.caller, executive: known(joined.get('executive@example.com')).caller };
}

interface TaskOfDay {
  readonly taskId: string;
  readonly version: number;
  readonly account: { readonly externalId: string; readonly name: string };
}

/** The tasks of the whole team, once what was sent in has been judged. */
export async function firstTasks(owner: Caller): Promise<readonly TaskOfDay[]> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const { tasks } = await owner.get('/api/v1/my-day?whose=team');
    if (Array.isArray(tasks) && tasks.length > 3) return tasks as readonly TaskOfDay[];
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('No tasks came of the invented data.');
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The sample data lack what the story needs.');
  return value;
}
