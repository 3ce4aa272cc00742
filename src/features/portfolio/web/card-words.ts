import type { TFunction } from 'i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { CsvCell } from '../../../kernel/csv.ts';
import { type Day, daysBetween } from '../../../kernel/time.ts';
import { formatCount, type Locale, NO_VALUE } from '../../../web/format.ts';
import { minorDigits } from '../../contracts/core/exchange.ts';
import type { listCards, listViews } from '../contract.ts';
import { type Condition, fieldOf } from '../core/conditions.ts';
import { CUSTOM, type FieldType } from '../core/fields.ts';

export type Shown = OutputOf<typeof listCards>['rows'][number];
export type Words = Pick<OutputOf<typeof listViews>, 'custom' | 'people' | 'teams'>;
type T = TFunction<'portfolio'>;

export const NO_WORDS: Words = { custom: [], people: [], teams: [] };

/** The name of a field, or of the line of 30 days. */
export function fieldName(field: string, { custom }: Words, t: T): string {
  if (!field.startsWith(CUSTOM)) return t(`field.${field}`);
  return custom.find(({ key }) => key === field.slice(CUSTOM.length))?.label ?? field.slice(CUSTOM.length);
}

/** A word of a closed list as people read it. */
export function choiceName(field: string, value: string, t: T): string {
  return field.startsWith(CUSTOM) ? value : t(`choice.${field === 'bandBefore' ? 'band' : field}.${value}`);
}

/** Money without its currency, as one reads it. */
export function moneyText(minor: number, currency: string, locale: Locale): string {
  return formatCount(minor / 10 ** minorDigits(currency), locale);
}

/** Money in a table whose head says the unit: 万 in Chinese, thousands in English; one decimal. */
export function tableMoney(minor: number, currency: string, locale: Locale): string {
  const whole = minor / 10 ** minorDigits(currency) / (locale === 'zh-CN' ? 10_000 : 1000);
  return whole.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** What a condition asks, in one short text. */
export function conditionText({ field, op, values }: Condition, words: Words, t: T): string {
  const kind = fieldOf(field, words.custom)?.type ?? 'text';
  const said = values.map((value) => VALUE_TEXT[kind]?.(value, field, words, t) ?? String(value)).join(t('or'));
  return t(`op.${op}`, { values: said });
}

type ValueText = (value: Condition['values'][number], field: string, words: Words, t: T) => string | undefined;

const VALUE_TEXT: Readonly<Partial<Record<FieldType, ValueText>>> = {
  person: (value, _, { people }, t) =>
    value === 'me' || value === 'nobody' ? t(`owner.${value}`) : people.find(({ personId }) => personId === value)?.name,
  team: (value, _, { teams }) => teams.find(({ teamId }) => teamId === value)?.name,
  choice: (value, field, _, t) => choiceName(field, String(value), t),
  money: (value, _, __, t) => formatCount(Number(value) / 100, t('locale') as Locale),
  ratio: (value) => `${Math.round(Number(value) * 1000) / 10}%`,
  flag: (value, _, __, t) => t(value === true ? 'yes' : 'no'),
};

/** The plain value of a column for files. */
export function cellValue(card: Shown, field: string, today: Day): CsvCell {
  if (field.startsWith(CUSTOM)) return card.custom[field.slice(CUSTOM.length)] ?? null;
  switch (field) {
    case 'owner':
      return card.owner?.name ?? null;
    case 'team':
      return card.owner?.team ?? null;
    case 'arr':
      return card.arrMinor === null ? null : card.arrMinor / 100;
    case 'atRisk':
      return card.atRiskMinor === null ? null : card.atRiskMinor / 100;
    case 'warnings':
      return card.warnings.critical + card.warnings.high + card.warnings.normal;
    case 'warningsCritical':
      return card.warnings.critical;
    case 'tasks':
      return card.tasks;
    case 'spark':
      return card.spark.map((score) => score ?? NO_VALUE).join(' ');
    case 'driftingDays':
      return card.driftingSince === null ? null : daysBetween(card.driftingSince, today);
    default:
      return plainCell(card[field as keyof Shown]);
  }
}

function plainCell(value: unknown): CsvCell {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
