// A house with customers, records and days of usage, for the benches that judge them.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

register();
const USERS = 5;
export const OWNER = {
  name: 'A',
  email: 'a@example.com',
  password: 'correct horse battery',
  workspaceKey: 'bench',
  workspaceName: 'Bench',
};

const { openMooring } = await import('../src/app/open-mooring.ts');
const { setUpOwner } = await import('../src/features/access/operator.ts');
const { saveAccounts, ACCOUNT_RECORDS } = await import('../src/features/accounts/commands.ts');
const { CONTRACT_RECORDS } = await import('../src/features/contracts/commands.ts');
const { ISSUE_RECORDS } = await import('../src/features/issues/commands.ts');
const { TOUCH_RECORDS } = await import('../src/features/touches/commands.ts');
const { FEEDBACK_RECORDS } = await import('../src/features/feedback/commands.ts');
const { liveSpans } = await import('../src/features/accounts/reads.ts');
const { readConfig } = await import('../src/platform/config.ts');
const { createLogger } = await import('../src/platform/log.ts');
const { dayFromNumber, dayNumber } = await import('../src/kernel/time.ts');

const DAY_MS = 86_400_000;
let now = Date.parse('2026-06-15T01:00:00Z');
export const dayAt = (back) => dayFromNumber(dayNumber(new Date(now).toISOString().slice(0, 10)) - back);

/**
 * Opens a house, fills it with customers that have `days` days of usage and 34 records each, and has them judged. `close` removes it,
 * unless it is to be kept. `at`: the moment it stands at; `nameOf`: external ids; `settings`: of the environment; `kept`: the folder of a house
 * that was filled and kept, of which a copy is opened.
 */
export async function filledHouse({ accounts, days, at = now, nameOf = (index) => `C${index}`, settings = {}, kept = null }) {
  now = kept === null ? at : Number(readFileSync(join(kept, 'now'), 'utf8'));
  const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), 'mooring-bench-'));
  if (kept !== null) cpSync(kept, folder, { recursive: true });
  const config = readConfig({ ...process.env, ...settings, MOORING_DATA: join(folder, 'data') });
  const mooring = await openMooring(config, { baseUrl: () => '', clock: () => now, log: createLogger('error') });
  const workspace =
    kept === null
      ? await setUpOwner(mooring.access, { ...OWNER, timeZone: 'UTC', locale: undefined })
      : (await mooring.workspaces.all())[0];
  const run = (body) => mooring.runtime.read(workspace, { kind: 'operator' }, body);
  if (kept === null) {
    const names = Array.from({ length: accounts }, (_, index) => nameOf(index));
    await fill(run, names, days);
    await mooring.runtime.runJob('judge');
    await mooring.runtime.settle();
  }
  return {
    mooring,
    folder,
    run,
    nextDay() {
      now += DAY_MS;
    },
    async close({ keep = false } = {}) {
      await mooring.close();
      writeFileSync(join(folder, 'now'), String(now));
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every customer's records: by whom they are kept, how many, and what the n-th of a customer says. */
const RECORDS = [
  [ACCOUNT_RECORDS.contact, 3, (n) => ({ name: `张${n}`, roles: n === 0 ? ['DECIDER'] : ['USER'] })],
  [CONTRACT_RECORDS.contractLine, 3, (n) => ({ startsOn: dayAt(300), endsOn: dayAt(-65), seats: 10, mrr: 100_000 + n })],
  [ISSUE_RECORDS.issue, 10, (n, index) => ({ title: '问题', raisedAt: noon(5 + 20 * n + (index % 30)), closedAt: closing(n, index) })],
  [TOUCH_RECORDS.touch, 15, (n, index) => ({ on: dayAt(10 + 20 * n + (index % 60)), way: 'CALL', result: 'REACHED' })],
  [FEEDBACK_RECORDS.surveyAnswer, 2, (n, index) => ({ type: 'NPS', answeredOn: dayAt(20 + 100 * n), score: index % 11 })],
  [ACCOUNT_RECORDS.commitment, 1, () => ({ content: '培训', side: 'OURS', promisedOn: dayAt(50), dueOn: dayAt(-50) })],
];
const noon = (back) => `${dayAt(back)}T12:00:00Z`;
const closing = (n, index) => (n === 0 && index % 9 === 0 ? null : noon(2 + 20 * n));

async function fill(run, names, howMany) {
  const customers = names.map((id) => ({ externalId: id, name: `客户 ${id}`, startsOn: dayAt(400) }));
  await run((ctx) => saveAccounts(ctx, customers));
  for (const [keeper, count, words] of RECORDS) {
    const wordsOf = (account, n, index) => ({ id: `${account}-${n}`, words: { account, ...words(n, index) } });
    const rows = names.flatMap((account, index) => Array.from({ length: count }, (_, n) => wordsOf(account, n, index)));
    for (let at = 0; at < rows.length; at += 2000)
      await run((ctx) => ctx.transaction((inside) => keeper.save(inside, rows.slice(at, at + 2000), null)));
  }
  for (let back = howMany; back > 0; back -= 10) {
    const days = Array.from({ length: 10 }, (_, index) => back - index);
    await run((ctx) => addEvents(ctx, days));
  }
}

/** Events of every customer on some days, counted back from today. */
export async function addEvents(ctx, backs) {
  const spans = await liveSpans(ctx);
  for (let at = 0; at < spans.length; at += 200) {
    const events = [];
    for (const { accountId } of spans.slice(at, at + 200))
      for (const back of backs) {
        const day = dayAt(back);
        for (let user = 0; user < USERS; user++) {
          if ((dayNumber(day) + user * 3 + accountId.length) % 4 === 0) continue;
          events.push({
            ...{ workspaceId: ctx.workspace.id, source: 'bench', messageId: `${accountId}-${user}-${day}`, accountId, userId: `u${user}` },
            ...{ name: 'login', kind: 'login', module: `m${user}`, client: 'pc', seconds: 60, excluded: false, properties: '' },
            ...{ occurredAt: Date.parse(`${day}T00:30:00Z`), day, recordedAt: now },
          });
        }
      }
    await ctx.events.append(events);
  }
}
