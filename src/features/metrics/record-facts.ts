import type { AccountId } from '../../kernel/ids.ts';
import type { FieldValue, RecordContent, RecordKind } from '../../kernel/record.ts';
import { type Day, dayNumber, dayOf, isDay, parseInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { bodiesOfAccounts, kindsKept, type RecordBody } from '../../platform/records/read-records.ts';
import { accountKind, commitmentKind, contactKind } from '../accounts/core/kinds.ts';
import { exchangeOf } from '../contracts/core/exchange.ts';
import { contractKind, contractLineKind } from '../contracts/core/kinds.ts';
import { datedRates, ledgerState } from '../contracts/reads.ts';
import { surveyAnswerKind } from '../feedback/core/kinds.ts';
import { issueKind } from '../issues/core/kinds.ts';
import { touchKind } from '../touches/core/kinds.ts';
import type { AccountFacts, AnswerFact, CommitmentFact, ContactFact, IssueFact, LineFact, TouchFact } from './core/account-facts.ts';
import { inBaseCurrency } from './core/line-money.ts';
import type { LiveSpan } from './core/usage-columns.ts';
import { type Recorded, rememberedFacts } from './fact-memory.ts';

/** Kinds of which metrics say that nothing is known while the workspace keeps none. */
export const RECORD_KINDS: readonly RecordKind[] = [contractLineKind, issueKind, touchKind, surveyAnswerKind, contactKind, commitmentKind];
/** Everything that facts are found from. */
export const FACT_KINDS: readonly RecordKind[] = [...RECORD_KINDS, accountKind, contractKind];

/** A customer without a stated end of its live span. */
const ALWAYS = { from: Number.NEGATIVE_INFINITY, to: null };

/** What is recorded about some customers, as metrics read it. The live spans are those of the same customers. */
export async function recordFacts(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  spans: ReadonlyMap<AccountId, LiveSpan>,
): Promise<ReadonlyMap<AccountId, AccountFacts>> {
  const kept = await kindsKept(ctx, RECORD_KINDS);
  const recorded = await rememberedFacts(ctx, accountIds, (ids) => readFacts(ctx, ids));
  const inBase = await baseMoney(
    ctx,
    new Set([...recorded.values()].flatMap(({ lines }) => lines.flatMap(({ currency }) => currency ?? []))),
  );
  return new Map(
    [...recorded].map(([accountId, own]) => [accountId, withSpan(inBase(own), spans.get(accountId), (kind) => kept.has(kind.name))]),
  );
}

/**
 * What turns the money of facts into the base currency.
 *
 * @param currencies  Those that occur, so that rates are read only where they are needed; null where it is not known which.
 */
export async function baseMoney(ctx: Ctx, currencies: ReadonlySet<string> | null): Promise<(own: Recorded) => Recorded> {
  if (currencies?.size === 0) return (own) => own;
  const { baseCurrency } = (await ledgerState(ctx)).settings;
  const isForeign = currencies === null || currencies.size > 1 || !currencies.has(baseCurrency);
  if (!isForeign) return (own) => own;
  const exchange = exchangeOf(await datedRates(ctx));
  return (own) => ({ ...own, lines: own.lines.map((line) => inBaseCurrency(line, baseCurrency, exchange)) });
}

/** What is recorded about a customer with its live span; of kinds that the workspace keeps none of, nothing is known. */
export function withSpan(own: Recorded, span: LiveSpan | undefined, isKept: (kind: RecordKind) => boolean): AccountFacts {
  const ifKept = <T>(kind: RecordKind, list: readonly T[]): readonly T[] | null => (isKept(kind) ? list : null);
  return {
    live: span === undefined ? ALWAYS : { from: span.startsOn, to: span.endsOn },
    lines: ifKept(contractLineKind, own.lines),
    issues: ifKept(issueKind, own.issues),
    touches: ifKept(touchKind, own.touches),
    answers: ifKept(surveyAnswerKind, own.answers),
    contacts: ifKept(contactKind, own.contacts),
    commitments: ifKept(commitmentKind, own.commitments),
    tier: own.tier ?? null,
    goLiveOn: own.goLiveOn,
  };
}

async function readFacts(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Recorded>> {
  const bodies = await bodiesOfAccounts(ctx, FACT_KINDS, accountIds);
  return new Map(accountIds.map((accountId) => [accountId, factsIn(bodies.get(accountId) ?? [], ctx.workspace.timeZone)]));
}

/** What the records of one customer say. */
export function factsIn(own: readonly RecordBody[], zone: string): Recorded {
  const of = (kind: RecordKind): readonly { id: string; content: RecordContent }[] => own.filter((one) => one.kind === kind.name);
  const list = <T>(kind: RecordKind, fact: (content: RecordContent) => T | null): readonly T[] =>
    of(kind).flatMap(({ content }) => fact(content) ?? []);
  const contracts = new Map(of(contractKind).map(({ id, content }) => [id, content]));
  const deciders = new Set(of(contactKind).flatMap(({ id, content }) => (isDecider(content) ? [id] : [])));
  return {
    lines: list(contractLineKind, (content) => lineFact(content, contracts)),
    issues: list(issueKind, (content) => issueFact(content, zone)),
    touches: list(touchKind, (content) => touchFact(content, deciders)),
    answers: list(surveyAnswerKind, answerFact),
    contacts: list(contactKind, contactFact),
    commitments: list(commitmentKind, commitmentFact),
    tier: tierOf(of(accountKind)[0]?.content),
    goLiveOn: goLiveOf([...of(accountKind), ...of(contractLineKind)].map(({ content }) => content)),
  };
}

function lineFact(content: RecordContent, contracts: ReadonlyMap<string, RecordContent>): LineFact | null {
  const from = dayIn(content.startsOn);
  if (from === null) return null;
  const currency = content.currency ?? contracts.get(typeof content.contract === 'string' ? content.contract : '')?.currency;
  const monthly = numberIn(content.mrr);
  return {
    from,
    to: dayIn(content.endsOn),
    seats: numberIn(content.seats),
    arrMinor: numberIn(content.arr) ?? (monthly === null ? null : monthly * 12),
    ...(typeof currency === 'string' && { currency: currency.toUpperCase() }),
    trial: content.trial === true,
    product: typeof content.product === 'string' ? content.product : null,
  };
}

function issueFact(content: RecordContent, zone: string): IssueFact | null {
  const raisedOn = dayOfMoment(content.raisedAt, zone);
  if (raisedOn === null) return null;
  const closedOn = dayOfMoment(content.closedAt, zone) ?? dayOfMoment(content.solvedAt, zone);
  return { raisedOn, closedOn, escalated: content.escalated === true, satisfaction: numberIn(content.satisfaction) };
}

function touchFact(content: RecordContent, deciders: ReadonlySet<string>): TouchFact | null {
  const on = dayIn(content.on);
  if (on === null) return null;
  const { result, contact } = content;
  return {
    on,
    result: result === 'REACHED' || result === 'REFUSED' || result === 'UNANSWERED' ? result : null,
    decider: typeof contact === 'string' ? deciders.has(contact) : null,
  };
}

/** A detractor gives at most 6 on either scale of NPS (settled 9). */
const DETRACTS = 6;

function answerFact(content: RecordContent): AnswerFact | null {
  const [on, score] = [dayIn(content.answeredOn), numberIn(content.score)];
  if (on === null || score === null) return null;
  return { on, score, type: content.type === 'CSAT' ? 'CSAT' : 'NPS', detractor: score <= DETRACTS };
}

function contactFact(content: RecordContent): ContactFact {
  return { decider: isDecider(content), from: dayIn(content.joinedOn), leftOn: dayIn(content.leftOn) };
}

function isDecider({ roles }: RecordContent): boolean {
  return Array.isArray(roles) && roles.includes('DECIDER');
}

function commitmentFact(content: RecordContent): CommitmentFact {
  const dropped = content.status === 'CANCELLED' || content.status === 'KEPT';
  const dueOn = dayIn(content.dueOn);
  // One that is kept or dropped without a day of it was never overdue, as far as anybody knows.
  const endedOn = dayIn(content.keptOn) ?? (dropped ? dueOn : null);
  return { ours: content.side === 'OURS', promisedOn: dayIn(content.promisedOn), dueOn, endedOn };
}

function tierOf(content: RecordContent | undefined): string | null {
  return typeof content?.tier === 'string' ? content.tier : null;
}

function goLiveOf(contents: readonly RecordContent[]): number | null {
  const days = contents.flatMap(({ goLiveOn }) => dayIn(goLiveOn) ?? []);
  return days.length === 0 ? null : Math.min(...days);
}

function dayIn(value: FieldValue | undefined): number | null {
  return typeof value === 'string' && isDay(value) ? dayNumber(value) : null;
}

function dayOfMoment(value: FieldValue | undefined, zone: string): number | null {
  if (typeof value !== 'string') return null;
  const moment = parseInstant(value);
  return moment === null ? null : dayNumber(dayOf(moment, zone) satisfies Day);
}

function numberIn(value: FieldValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
