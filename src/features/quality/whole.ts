import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { OutsideSpan } from '../../platform/events/port.ts';
import { rejectedRows } from '../imports/reads.ts';
import { retiredSourceNames } from '../usage/reads.ts';
import type { EventsOutside, Whole } from './core/facts.ts';
import { SAMPLES } from './core/findings.ts';
import type { World } from './world.ts';

/** The days of a contract line, for looking at the usage that names it. */
export interface LineDays {
  readonly id: string;
  readonly account: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Names under which sources tell which contract line was used. */
const LINE_PROPERTIES = [
  ...['line', 'line_id', 'lineId', 'contract_line', 'contractLine', 'contract_line_id', 'contractLineId'],
  ...['subscription', 'subscription_id', 'subscriptionId', '明细编号', '合同明细', '合同明细编号', '订阅编号'],
];

/** What the event log, the sources and the imports say of the whole workspace. */
export async function readWhole(ctx: Ctx, { customers, byAccount }: World, lines: readonly LineDays[]): Promise<Whole> {
  const workspaceId = ctx.workspace.id;
  const spans = customers.map(({ accountId, startsOn, endsOn }) => ({ key: accountId, from: startsOn, to: endsOn }));
  const byCustomer = await ctx.events.outside(workspaceId, 'account', spans, SAMPLES);
  const lineSpans = lines.map(({ id, from, to }) => ({ key: id, from, to }));
  const byLine =
    lines.length === 0
      ? { spans: [], unknown: null }
      : await ctx.events.outside(workspaceId, { properties: LINE_PROPERTIES }, lineSpans, SAMPLES);
  const lineById = new Map(lines.map((line) => [line.id, line]));
  const retired = await retiredSourceNames(ctx);
  const delivered = await ctx.events.deliveries(workspaceId);
  return {
    customers,
    eventsOutsideCustomers: byCustomer.spans
      .flatMap((span): EventsOutside[] => {
        const known = byAccount.get(span.key as AccountId);
        return known === undefined ? [] : [outsideOf(span, { id: known.id, account: known.id, from: known.startsOn, to: known.endsOn })];
      })
      .sort(byId),
    eventsOutsideLines: byLine.spans.flatMap((span) => {
      const line = lineById.get(span.key);
      return line === undefined ? [] : [outsideOf(span, line)];
    }),
    eventsOfUnknownLines: byLine.unknown,
    deliveries: delivered.map(({ source, days, events }) => ({ source, days: [...days], events, retired: retired.has(source) })),
    rejected: await rejectedRows(ctx, SAMPLES),
    readings: await ctx.events.readings(workspaceId),
  };
}

function outsideOf(span: OutsideSpan, of: LineDays): EventsOutside {
  const { before, after, firstBefore, firstAfter } = span;
  return { ...of, before, after, firstBefore, firstAfter };
}

const byId = (a: EventsOutside, b: EventsOutside): number => (a.id < b.id ? -1 : 1);
