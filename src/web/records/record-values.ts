import type { FieldValue, RecordField } from '../../kernel/record.ts';
import { type Day, dayOf, formatInstant, type Instant, instantIn, isDay, parseInstant } from '../../kernel/time.ts';
import { NO_VALUE } from '../format.ts';

/** What a control of a form holds: text as it was typed, a choice, several, or nothing yet. */
export type Draft = string | boolean | readonly string[] | null;

/** What reading and writing a value depends on beside its field. */
export interface ValueSetting {
  /** Of the record's money. */
  readonly currency: string;
  readonly timeZone: string;
}

/** What is wrong with a draft: a word of `records:problem`, and the figures in it. */
export interface DraftProblem {
  readonly word: 'empty' | 'number' | 'whole' | 'least' | 'most' | 'money' | 'day' | 'moment' | 'long';
  readonly values?: Readonly<Record<string, number>>;
}

const MINUTE_MS = 60_000;

/**
 * How many decimals a currency is written with.
 *
 * @param currency  ISO 4217; what is none has two.
 * @returns         2 for CNY, 0 for JPY.
 */
export function decimalsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/**
 * Reads an amount as people type it: separators, full-width digits, and 万 or 亿.
 *
 * @param text      As in `1,200.50` or `120万`.
 * @param currency  Decides how many decimals there may be.
 * @returns         Whole minor units; null where it is no such amount.
 */
export function minorOf(text: string, currency: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,¥￥$]/g, '');
  const [, sign = '', whole = '', fraction = '', unit = ''] = /^(-?)(\d+)(?:\.(\d*))?([万亿]?)$/.exec(plain) ?? [];
  if (whole === '') return null;
  const shift = decimalsOf(currency) + (unit === '万' ? 4 : unit === '亿' ? 8 : 0);
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > shift) return null;
  const minor = Number(`${whole}${digits.padEnd(shift, '0')}`);
  return Number.isSafeInteger(minor) ? (sign === '-' && minor !== 0 ? -minor : minor) : null;
}

/**
 * An amount as a person would type it.
 *
 * @param minor     Whole minor units.
 * @param currency  ISO 4217.
 * @param grouped   With separators, for reading.
 * @returns         As in `1200.50` or `1,200.50`; without decimals where there are none.
 */
export function majorText(minor: number, currency: string, grouped = false): string {
  const decimals = decimalsOf(currency);
  const whole = minor % 10 ** decimals === 0;
  const format = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: whole ? 0 : decimals,
    maximumFractionDigits: decimals,
    useGrouping: grouped,
  });
  return format.format(minor / 10 ** decimals);
}

/** What a control shows for a value that is kept. */
export function draftOf(field: RecordField, value: FieldValue | undefined, setting: ValueSetting): Draft {
  if (value === undefined) return field.type === 'choices' ? [] : field.type === 'flag' ? null : '';
  if (field.type === 'choices') return Array.isArray(value) ? value.map(String) : [];
  if (field.type === 'flag') return flagOf(value);
  if (field.type === 'money' && typeof value === 'number') return majorText(value, setting.currency);
  if (field.type === 'moment') return localMoment(String(value), setting.timeZone);
  return String(value);
}

/** Yes or no; customers keep it as text. */
function flagOf(value: FieldValue): boolean | null {
  return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : null;
}

/** A moment as `2026-11-18T10:30` by the clock on the wall there. */
function localMoment(text: string, timeZone: string): string {
  const moment = parseInstant(text);
  if (moment === null) return '';
  const day = dayOf(moment, timeZone);
  const ms = moment - instantIn(day, 0, timeZone);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day}T${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / MINUTE_MS) % 60)}`;
}

/**
 * What a control says, as it is kept.
 *
 * @param field    Its field.
 * @param draft    What it holds.
 * @param setting  Currency and time zone.
 * @returns        The value, null for none, or what is wrong with it.
 */
export function readDraft(
  field: RecordField,
  draft: Draft,
  setting: ValueSetting,
): { value: FieldValue | null } | { problem: DraftProblem } {
  const empty = draft === null || (typeof draft === 'string' && draft.trim() === '') || (Array.isArray(draft) && draft.length === 0);
  if (empty) return field.required === true ? { problem: { word: 'empty' } } : { value: null };
  if (typeof draft !== 'string') return { value: draft };
  const text = draft.trim();
  switch (field.type) {
    case 'number':
      return numberOf(field, text);
    case 'money':
      return moneyOf(field, text, setting.currency);
    case 'day':
      return isDay(text) ? { value: text } : { problem: { word: 'day' } };
    case 'moment':
      return momentOf(text, setting.timeZone);
    case 'text':
      return text.length > field.longest ? { problem: { word: 'long', values: { most: field.longest } } } : { value: text };
    default:
      return { value: text };
  }
}

function numberOf(field: Extract<RecordField, { type: 'number' }>, text: string): ReturnType<typeof readDraft> {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  const value = /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  if (!Number.isFinite(value)) return { problem: { word: 'number' } };
  if (field.whole === true && !Number.isSafeInteger(value)) return { problem: { word: 'whole' } };
  if (field.least !== undefined && value < field.least) return { problem: { word: 'least', values: { least: field.least } } };
  if (field.most !== undefined && value > field.most) return { problem: { word: 'most', values: { most: field.most } } };
  return { value };
}

function moneyOf({ least }: { readonly least?: number }, text: string, currency: string): ReturnType<typeof readDraft> {
  const value = minorOf(text, currency);
  if (value === null) return { problem: { word: 'money', values: { decimals: decimalsOf(currency) } } };
  return least !== undefined && value < least ? { problem: { word: 'least', values: { least } } } : { value };
}

function momentOf(text: string, timeZone: string): ReturnType<typeof readDraft> {
  const [, day = '', hours = '', minutes = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(text) ?? [];
  if (!isDay(day)) return { problem: { word: 'moment' } };
  return { value: formatInstant(instantIn(day, (Number(hours) * 60 + Number(minutes)) * MINUTE_MS, timeZone)) };
}

/** Words that showing a value needs. */
export interface ValueWords {
  readonly choice: (code: string) => string;
  readonly flag: (yes: boolean) => string;
  readonly person: (id: string) => string;
  /** The title of a record of another kind. */
  readonly reference: (kind: string, id: string) => string;
  readonly listComma: string;
}

/**
 * A value for reading, whole: in tables, histories and files.
 *
 * @param field  Its field.
 * @param value  The value; undefined or null for none.
 * @returns      Text; a dash where there is none.
 */
export function valueText(
  field: RecordField | null,
  value: FieldValue | null | undefined,
  setting: ValueSetting,
  words: ValueWords,
): string {
  if (value === undefined || value === null) return NO_VALUE;
  if (typeof value === 'boolean') return words.flag(value);
  if (typeof value === 'object') return value.map((code) => (field === null ? code : words.choice(code))).join(words.listComma);
  switch (field?.type) {
    case 'money':
      return typeof value === 'number' ? majorText(value, setting.currency, true) : value;
    case 'number':
      // A scale around zero is read in words.
      if (field.least === -2 && field.most === 2) return words.choice(String(value));
      return typeof value === 'number' ? new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 }).format(value) : value;
    case 'flag': {
      const flag = flagOf(value);
      return flag === null ? String(value) : words.flag(flag);
    }
    case 'choice':
      return words.choice(String(value));
    case 'person':
      return words.person(String(value));
    case 'record':
      return words.reference(field.of, String(value));
    case 'moment':
      return localMoment(String(value), setting.timeZone).replace('T', ' ');
    default:
      return String(value);
  }
}

/** The civil day of a value that is a day or a moment; null where it is neither. */
export function dayIn(value: FieldValue | undefined, timeZone: string): Day | null {
  if (typeof value !== 'string') return null;
  if (isDay(value)) return value;
  const moment = parseInstant(value);
  return moment === null ? null : dayOf(moment as Instant, timeZone);
}
