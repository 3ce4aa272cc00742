import { operationRequest } from '../../src/contract/request.ts';
import { createKey, listKeys, saveTeam, signIn } from '../../src/features/access/contract.ts';
import { saveAccount } from '../../src/features/accounts/contract.ts';
import { myDay } from '../../src/features/tasks/contract.ts';
import { batch } from '../../src/features/usage/contract.ts';
import { ERRORS, type ErrorCode } from '../../src/kernel/errors.ts';
import { addDays, day } from '../../src/kernel/time.ts';
import type { Patience } from '../../src/platform/http/broken-requests.ts';
import { type House, type Owner, TEST_PASSWORD } from '../make.ts';
import { type HostileInput, hostileInputs, targetsOf } from './hostile-inputs.ts';
import { bytesOf } from './hostile-requests.ts';
import { exchange, HANGS, type RawAnswer } from './raw-http.ts';

/** What came of a number of hostile inputs. */
export interface HostileRun {
  readonly operations: number;
  readonly hit: ReadonlySet<string>;
  readonly attacks: ReadonlySet<string>;
  /** How often each code was answered; receipts also by the codes of their items. */
  readonly counts: Readonly<Record<string, number>>;
  /** Answers that are none of what they may be, with what they answer. */
  readonly faults: readonly string[];
  readonly slowestMs: number;
}

const AT_ONCE = 8;
/** For the house that is attacked: a body that never comes is given up within the time that a test can wait. */
export const IMPATIENT: Patience = { head: 1000, request: 2500, silence: 60_000, look: 200 };

/** A house that listens, with somebody and something in it. */
export interface Victim {
  readonly house: House;
  readonly port: number;
  readonly owner: Owner;
  readonly key: string;
  /** Right values by the name of their field. */
  readonly known: Readonly<Record<string, unknown>>;
}

export async function attackable(house: House): Promise<Victim> {
  const port = Number(new URL(await house.listen()).port);
  const owner = await house.setUp();
  const known = await realValues(house, owner);
  return { house, port, owner, known, key: await house.addKey(owner, ['ingest']) };
}

/** Sends hostile inputs to the real server of a house, as somebody who may call what they call. */
export async function sendHostile(victim: Victim, { count, seed }: { count: number; seed: number }): Promise<HostileRun> {
  const { house, port, known } = victim;
  const targets = targetsOf((await house.server.inject('/api/v1/openapi.json')).json());
  const inputs = hostileInputs(targets, known, seed);
  const [counts, faults, hit, attacks]: [Record<string, number>, string[], Set<string>, Set<string>] = [{}, [], new Set(), new Set()];
  let left = count;
  let slowestMs = 0;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const input: HostileInput = inputs.next().value;
      const answer = await exchange(port, { bytes: bytesOf({ ...input.request, headers: await headersFor(victim, input) }) });
      hit.add(input.target.id);
      attacks.add(input.attack);
      slowestMs = Math.max(slowestMs, answer.ms);
      const judged = judge(input, answer);
      if (judged.fault !== null) faults.push(judged.fault);
      for (const code of judged.codes) counts[code] = (counts[code] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { operations: targets.length, hit, attacks, counts, faults, slowestMs };
}

/** Who may: the owner in a browser, or a key. What ends a session gets one of its own. */
async function headersFor({ house, owner, key }: Victim, { target, request }: HostileInput): Promise<HostileInput['request']['headers']> {
  const endsSession = target.id === 'access.signOut' || target.id === 'access.revokeSession';
  const cookie = endsSession ? await freshSession(house) : owner.cookie;
  const who = target.isIngest
    ? [['authorization', `Bearer ${key}`] as const]
    : [['cookie', cookie] as const, ['x-mooring-workspace', owner.workspace.key] as const];
  const said = new Set(request.headers.map(([name]) => name));
  return [...who.filter(([name]) => !said.has(name)), ...request.headers];
}

async function freshSession(house: House): Promise<string> {
  const { method, path, body } = operationRequest(signIn, { email: 'owner@example.com', password: TEST_PASSWORD });
  const answer = await house.server.inject({
    method: method as 'POST',
    url: path,
    headers: { 'content-type': 'application/json' },
    ...(body === null ? {} : { payload: body }),
  });
  return [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

interface Judged {
  readonly codes: readonly string[];
  readonly fault: string | null;
}

/** A problem with a registered code and its status, a receipt, or what the operation answers when all is well; soon. */
function judge({ target, attack, request }: HostileInput, answer: RawAnswer): Judged {
  const { status, contentType, body, ms } = answer;
  const bad = (why: string): Judged => ({
    codes: [why],
    fault: `${why}: ${target.id} (${attack}) ${request.method} ${request.path.slice(0, 120)} ${request.body.toString('latin1', 0, 200)} → ${status} ${contentType} ${body.slice(0, 300)} in ${Math.round(ms)} ms`,
  });
  if (status === 0) return bad(answer === HANGS ? 'hang' : 'no answer');
  if (status >= 500) return bad('server error');
  if (ms > 5000) return bad('slow');
  if (request.method === 'HEAD' || status === 204) return { codes: ['no body'], fault: null };
  if (status === 200 && contentType !== 'application/json' && target.answers.includes(contentType)) return { codes: ['file'], fault: null };
  const isJson = contentType === 'application/json' || contentType === 'application/problem+json';
  const value = isJson ? parsed(body) : null;
  if (typeof value !== 'object' || value === null) return bad('no JSON');
  const isReceipt = 'items' in value && 'quarantined' in value && Array.isArray(value.items);
  if (isReceipt) return { codes: ['receipt', ...itemCodes(value.items as readonly Item[])], fault: null };
  if (status < 300) return { codes: ['ok'], fault: null };
  const code = 'code' in value ? String(value.code) : '';
  if (!Object.hasOwn(ERRORS, code) || ERRORS[code as ErrorCode].status !== status) return bad('no registered code');
  return { codes: [code], fault: null };
}

interface Item {
  readonly status: string;
  readonly code?: string;
}

const itemCodes = (items: readonly Item[]): string[] => items.map(({ status, code }) => `item ${code ?? status}`);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The counts in one line, the most frequent first. */
export function countsLine({ counts }: HostileRun): string {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ');
}

/** One of everything: a customer with a task, a team, a key, a person. The last three may be lost on the way. */
async function realValues(house: House, owner: Owner): Promise<Record<string, unknown>> {
  const externalId = 'haifeng-1';
  const first = day('2026-10-01');
  await house.call(saveAccount, { externalId, name: '海风科技', startsOn: first }, owner);
  const key = await house.addKey(owner, ['ingest']);
  const context = { groupId: externalId };
  const at = (on: number): string => `${addDays(first, on)}T01:00:00Z`;
  const users = Array.from({ length: 10 }, (_, user) => ({
    type: 'identify',
    messageId: `id-${user}`,
    userId: `user-${user}`,
    timestamp: at(0),
    context,
  }));
  const logins = Array.from({ length: 49 }, (_, on) => ({
    type: 'track',
    event: 'login',
    messageId: `in-${on}`,
    userId: 'user-0',
    timestamp: at(on),
    context,
  }));
  await house.call(batch, { batch: [...users, ...logins], sentAt: '2026-11-18T02:00:00.000Z' }, { key });
  await house.settle();
  const { tasks } = await house.call(myDay, { whose: 'team' }, owner);
  await house.call(createKey, { name: 'spare', scopes: ['ingest'] }, owner);
  const { keys } = await house.call(listKeys, {}, owner);
  const { personId } = await house.addPerson(owner, { functions: ['csm'], scope: 'all', name: '陈思' });
  const { teamId } = await house.call(saveTeam, { name: '华东组', leadPersonId: null }, owner);
  return {
    externalId,
    customer: externalId,
    account: 'gone-1',
    user: 'gone-user',
    taskId: tasks[0]?.taskId ?? '',
    version: tasks[0]?.version ?? 1,
    number: 1,
    keyId: keys.find(({ name }) => name === 'spare')?.keyId ?? '',
    personId,
    teamId,
    token: 'no-such-token',
    timeZone: 'Asia/Shanghai',
    metrics: 'dau,wau',
    limit: 10,
    customers: 3,
    email: 'guest@example.com',
    workspaceKey: 'another',
  };
}
