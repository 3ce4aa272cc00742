import type { OwnContent, OwnVersion } from '../contract-own.ts';
import type { Aggregate } from '../core/own-metric.ts';

/** A metric that is being made, every field of every kind of formula kept while one switches. */
export interface MetricDraft {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: OwnContent['unit'];
  readonly direction: OwnContent['direction'];
  readonly owner: string | null;
  readonly kind: 'events' | 'records' | 'ratio' | 'difference';
  readonly name: string;
  readonly eventKind: string;
  readonly module: string;
  readonly client: string;
  readonly property: string;
  readonly propertyValue: string;
  readonly record: string;
  readonly on: string;
  readonly where: string;
  readonly whereValue: string;
  readonly aggregate: Aggregate;
  readonly number: string;
  readonly windowDays: number;
  readonly left: string;
  readonly right: string;
}

const EMPTY: MetricDraft = {
  ...{ id: '', zh: '', en: '', unit: 'count', direction: 'up', owner: null, kind: 'events' },
  ...{ name: '', eventKind: '', module: '', client: '', property: '', propertyValue: '' },
  ...{ record: 'issue', on: 'raisedAt', where: '', whereValue: '', aggregate: 'count', number: '', windowDays: 30 },
  ...{ left: 'dau', right: 'mau' },
};

/** A draft to begin with: an empty one, or what is in force. */
export function draftOf(version: OwnVersion | null, owner: string | null): MetricDraft {
  if (version === null) return { ...EMPTY, id: `own-${Date.now().toString(36)}`, owner };
  const { label, unit, direction, formula, owner: said } = version.definition;
  const common = { ...EMPTY, id: version.metric, zh: label['zh-CN'], en: label['en-US'], unit, direction, owner: said };
  if (formula.kind === 'events')
    return {
      ...common,
      ...{ kind: 'events', name: formula.name ?? '', eventKind: formula.eventKind ?? '', module: formula.module ?? '' },
      ...{ client: formula.client ?? '', property: formula.property?.name ?? '', propertyValue: formula.property?.value ?? '' },
      ...{ aggregate: formula.aggregate, number: formula.number ?? '', windowDays: formula.windowDays },
    };
  if (formula.kind === 'records')
    return {
      ...common,
      ...{
        kind: 'records',
        record: formula.record,
        on: formula.on,
        where: formula.where?.field ?? '',
        whereValue: formula.where?.value ?? '',
      },
      ...{ aggregate: formula.aggregate, number: formula.number ?? '', windowDays: formula.windowDays },
    };
  return { ...common, ...formula };
}

/** Only what was said. */
function said<T extends Record<string, string>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Partial<T>;
}

function formulaOf(draft: MetricDraft): OwnContent['formula'] {
  const { kind, aggregate, windowDays, number, left, right, record, on } = draft;
  if (kind === 'ratio' || kind === 'difference') return { kind, left, right };
  const counted = { aggregate, windowDays, ...(needsNumber(aggregate) ? said({ number }) : {}) };
  if (kind === 'records') {
    const { where: field, whereValue: value } = draft;
    return { kind, record, on, ...(field === '' || value === '' ? {} : { where: { field, value } }), ...counted };
  }
  const { property, propertyValue: value, name, module } = draft;
  return {
    ...{ kind, ...counted, ...said({ name, module }) },
    ...(said({ eventKind: draft.eventKind }) as { eventKind?: 'action' }),
    ...(said({ client: draft.client }) as { client?: 'pc' }),
    ...(property === '' || value === '' ? {} : { property: { name: property, value } }),
  };
}

/** Whether an aggregate is made of a number of each event or record. */
export function needsNumber(aggregate: Aggregate): boolean {
  return aggregate === 'sum' || aggregate === 'mean' || aggregate === 'last';
}

/** What is sent. */
export function definitionOf(draft: MetricDraft): OwnContent {
  const { zh, en, unit, direction, owner } = draft;
  return { label: { 'zh-CN': zh.trim(), 'en-US': en.trim() }, unit, direction, owner, formula: formulaOf(draft) };
}
