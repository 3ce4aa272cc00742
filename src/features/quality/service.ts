import type { RecordKind } from '../../kernel/record.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { presentIds, type SaidOfRecord, scanAccounts, scanKind } from '../../platform/records/scan-records.ts';
import { ownerOf } from '../access/reads.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { contractLineKind } from '../contracts/core/kinds.ts';
import type { Around, Customer, Fact } from './core/facts.ts';
import { type Finding, type Gathering, gatherFindings, sameFindings } from './core/findings.ts';
import { RECORD_KINDS, REFERENCES } from './core/references.ts';
import { QUALITY_RULES } from './core/registry.ts';
import { type CustomerRule, HELD_KINDS, type RecordRule, type WholeRule } from './core/rule.ts';
import { findingsOf, insertRun, latestRuns } from './store.ts';
import { type LineDays, readWhole } from './whole.ts';
import { customerPages, readWorld, type World } from './world.ts';

/** Records that are in memory at once. */
const PAGE = 1000;

const HELD = HELD_KINDS.map(({ name }) => name);
const RECORD_RULES = QUALITY_RULES.filter((rule): rule is RecordRule => rule.looksAt === 'record');
const CUSTOMER_RULES = QUALITY_RULES.filter((rule): rule is CustomerRule => rule.looksAt === 'customer');
const WHOLE_RULES = QUALITY_RULES.filter((rule): rule is WholeRule => rule.looksAt === 'whole');

/** Asks every rule, and keeps what they find. A run that finds what the last one of the day found changes nothing. */
export async function checkQuality(ctx: Ctx): Promise<void> {
  const began = performance.now();
  const findings = await findAll(ctx);
  const ms = Math.round(performance.now() - began);
  await ctx.transaction(async (inside) => {
    const [last] = await latestRuns(inside, 1);
    if (last?.asOf === ctx.today && sameFindings(await findingsOf(inside, last.id), findings)) return;
    await insertRun(inside, { id: newId('qlt'), asOf: ctx.today, finishedAt: (ctx.now + ms) as Instant, ms }, findings);
  });
}

/** What all rules say of all that is kept. Rows stream by: in memory are a page of them, and of each customer and line its id and days. */
async function findAll(ctx: Ctx): Promise<readonly Finding[]> {
  const found = gatherFindings();
  const world = await readWorld(ctx, (facts, around) => askOfRecords(found, accountKind, facts, around));
  const lines: LineDays[] = [];
  for (const kind of RECORD_KINDS) await checkRecords(ctx, world, found, kind, lines);
  await checkCustomers(ctx, world, found);
  const whole = await readWhole(ctx, world, lines);
  for (const rule of WHOLE_RULES) found.add(rule.meta.id, rule.check(whole, { ...world.around, has: () => false }));
  return found.findings();
}

function askOfRecords(found: Gathering, kind: RecordKind, facts: readonly Fact[], around: Around): void {
  for (const rule of RECORD_RULES)
    if (rule.meta.inputs.includes(kind.name)) for (const fact of facts) found.add(rule.meta.id, rule.check(fact, around));
}

async function checkRecords(ctx: Ctx, world: World, found: Gathering, kind: RecordKind, lines: LineDays[]): Promise<void> {
  let after = '';
  for (;;) {
    const page = await scanKind(ctx, kind.name, after, PAGE);
    const facts = page.flatMap((record) => factOf(kind.name, record, world));
    askOfRecords(found, kind, facts, { ...world.around, has: await referred(ctx, kind, facts) });
    if (kind === contractLineKind) for (const fact of facts) lines.push(daysOf(fact));
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? '';
  }
}

/** A record with the customer it belongs to; of one that is in the recycle bin, none. */
function factOf(kind: string, { id, accountId, content, custom }: SaidOfRecord, { byAccount }: World): readonly Fact[] {
  const owner = accountId === null ? undefined : byAccount.get(accountId);
  if (accountId !== null && owner === undefined) return [];
  const named = typeof content.account === 'string' ? content.account : null;
  return [{ kind, id, account: owner?.id ?? named, content, custom }];
}

function daysOf({ id, account, content }: Fact): LineDays {
  return { id, account, from: (content.startsOn ?? null) as Day | null, to: (content.endsOn ?? null) as Day | null };
}

/** Which of the records that a page refers to are there. */
async function referred(ctx: Ctx, kind: RecordKind, facts: readonly Fact[]): Promise<Around['has']> {
  const present = new Map<string, Set<string>>();
  for (const [field, of] of REFERENCES[kind.name] ?? []) {
    if (of === accountKind.name) continue;
    const ids = [...new Set(facts.flatMap(({ content }) => (typeof content[field] === 'string' ? [content[field]] : [])))];
    const kept = present.get(of) ?? new Set();
    for (const id of await presentIds(ctx, of, ids)) kept.add(id);
    present.set(of, kept);
  }
  return (of, id) => present.get(of)?.has(id) ?? false;
}

async function checkCustomers(ctx: Ctx, world: World, found: Gathering): Promise<void> {
  const around = { ...world.around, has: () => false };
  for await (const page of customerPages(ctx)) {
    const ids = page.flatMap(({ accountId }) => accountId ?? []);
    const [records, owners] = [await scanAccounts(ctx, HELD, ids), await ownerOf(ctx, ids)];
    for (const { accountId, custom } of page) {
      const known = accountId === null ? undefined : world.byAccount.get(accountId);
      if (known === undefined) continue;
      const own = records.get(known.accountId);
      const customer: Customer = {
        ...known,
        custom,
        hasOwner: owners.has(known.accountId),
        of: (kind) => (own?.get(kind) ?? []).map((record) => ({ ...record, kind, account: known.id })),
      };
      for (const rule of CUSTOMER_RULES) found.add(rule.meta.id, rule.check(customer, around));
    }
  }
}
