import type { RecordContent } from '../../../kernel/record.ts';
import { type Day, isDay } from '../../../kernel/time.ts';
import { type ContractValue, contractArr, lineArr } from './annual.ts';

/** A line of a contract as the ledger reads it. Amounts are whole minor units a year. */
export interface LedgerLine {
  /** Null: the contract itself, where it has no lines. */
  readonly lineId: string | null;
  readonly contractId: string | null;
  readonly product: string | null;
  readonly plan: string | null;
  readonly seats: number | null;
  readonly startsOn: Day;
  /** The last day, included; null while it goes on. */
  readonly endsOn: Day | null;
  /** What it is worth a year, now or on its last day. */
  readonly arr: number;
  readonly currency: string;
  readonly trial: boolean;
}

/** A record of the kind line or contract: what is kept of it. */
export interface KeptRecord {
  readonly id: string;
  readonly content: RecordContent;
}

/**
 * The lines of a customer as the ledger reads them. What a line does not say its contract does: its yearly fee is split evenly over the
 * lines that name it, where none of them says an amount. A contract without lines stands for itself. A line without an amount, or that
 * ends before it starts, is not among them: that is a finding about the data, not a fee of 0.
 *
 * @param lines         Its lines.
 * @param contracts     Its contracts; only those of the same customer count.
 * @param baseCurrency  The currency of what names none.
 * @returns             Lines, by first day and id.
 * @example             ledgerLines([{ id: 'l', content: { startsOn: '2026-01-01', mrr: 100 } }], [], 'CNY')[0].arr // => 1200
 */
export function ledgerLines(lines: readonly KeptRecord[], contracts: readonly KeptRecord[], baseCurrency: string): readonly LedgerLine[] {
  const shares = sharesOf(lines, contracts);
  const byId = new Map(contracts.map((contract) => [contract.id, contract.content]));
  const found: LedgerLine[] = [];
  for (const { id, content } of lines) {
    const contractId = textOf(content.contract);
    const contract = contractId === null ? undefined : byId.get(contractId);
    const own = lineArr({ arr: numberOf(content.arr), mrr: numberOf(content.mrr) });
    const line = lineOf(content, own ?? shares.get(id) ?? null, contract, baseCurrency);
    if (line !== null) found.push({ ...line, lineId: id, contractId });
  }
  const named = new Set(lines.map(({ content }) => content.contract));
  for (const { id, content } of contracts) {
    if (named.has(id)) continue;
    const line = lineOf(content, contractArr(contractValue(content)), undefined, baseCurrency);
    if (line !== null) found.push({ ...line, lineId: null, contractId: id });
  }
  return found.sort((a, b) => compare(a.startsOn, b.startsOn) || compare(keyOfLine(a), keyOfLine(b)));
}

/**
 * By what a line is told from others in the ledger.
 *
 * @param line  Its line and contract.
 * @returns     A text that no other line of the workspace has.
 * @example     keyOfLine({ lineId: null, contractId: 'K-1' }) // => 'contract K-1'
 */
export function keyOfLine({ lineId, contractId }: LineName): string {
  return lineId === null ? `contract ${contractId ?? ''}` : `line ${lineId}`;
}

/** Something kept for each line. */
export interface ByLine<T> {
  get(line: LineName): T | undefined;
  set(line: LineName, value: T): void;
}

type LineName = Pick<LedgerLine, 'lineId' | 'contractId'>;

/**
 * Keeps something for each line. Lines come by the hundred thousand: their own ids are looked up, and no text is made of them.
 *
 * @returns  Nothing is kept yet.
 * @example  byLine().get({ lineId: 'l', contractId: null }) // => undefined
 */
export function byLine<T>(): ByLine<T> {
  const lines = new Map<string, T>();
  const contracts = new Map<string | null, T>();
  return {
    get: ({ lineId, contractId }) => (lineId === null ? contracts.get(contractId) : lines.get(lineId)),
    set: ({ lineId, contractId }, value) => void (lineId === null ? contracts.set(contractId, value) : lines.set(lineId, value)),
  };
}

/** Last days from here on are how other programs write that there is none. */
const NEVER = '9000-01-01';

function lineOf(
  content: RecordContent,
  arr: number | null,
  contract: RecordContent | undefined,
  baseCurrency: string,
): Omit<LedgerLine, 'lineId' | 'contractId'> | null {
  const startsOn = dayOf(content.startsOn);
  const stated = dayOf(content.endsOn);
  const endsOn = stated !== null && stated >= NEVER ? null : stated;
  if (arr === null || startsOn === null || (endsOn !== null && endsOn < startsOn)) return null;
  return {
    product: textOf(content.product),
    plan: textOf(content.plan),
    seats: numberOf(content.seats),
    startsOn,
    endsOn,
    arr,
    currency: (textOf(content.currency) ?? textOf(contract?.currency) ?? baseCurrency).toUpperCase(),
    trial: content.trial === true,
  };
}

/** What contracts say of lines that say nothing themselves. */
function sharesOf(lines: readonly KeptRecord[], contracts: readonly KeptRecord[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  if (contracts.length === 0) return shares;
  const byContract = new Map<string, KeptRecord[]>();
  for (const line of lines) {
    const contract = textOf(line.content.contract);
    if (contract !== null) byContract.set(contract, [...(byContract.get(contract) ?? []), line]);
  }
  for (const contract of contracts) {
    const own = byContract.get(contract.id) ?? [];
    const silent = own.every(({ content }) => content.arr === undefined && content.mrr === undefined);
    const arr = contractArr(contractValue(contract.content));
    if (own.length === 0 || !silent || arr === null) continue;
    const ids = own.map(({ id }) => id).sort();
    const each = Math.floor(arr / ids.length);
    // The units left over go to the first: the shares add up to the fee.
    for (const [index, id] of ids.entries()) shares.set(id, each + (index < arr - each * ids.length ? 1 : 0));
  }
  return shares;
}

/**
 * The figures of a contract, from its record.
 *
 * @param content  Its fields.
 * @returns        Its value and term.
 * @example        contractValue({ tcv: 1200 }).tcv // => 1200
 */
export function contractValue(content: RecordContent): ContractValue {
  return {
    tcv: numberOf(content.tcv),
    oneOffFee: numberOf(content.oneOffFee),
    startsOn: dayOf(content.startsOn),
    endsOn: dayOf(content.endsOn),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function dayOf(value: unknown): Day | null {
  return typeof value === 'string' && isDay(value) ? value : null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
