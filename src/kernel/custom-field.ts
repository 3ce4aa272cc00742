import { type FieldValue, type RecordField, valueProblem } from './record.ts';

/** What a field can hold that a workspace adds to a kind of records. */
export const CUSTOM_TYPES = ['text', 'number', 'day', 'flag', 'choice'] as const;
export type CustomType = (typeof CUSTOM_TYPES)[number];

/** A field that a workspace added. Its values lie in `custom` of a record, by key. */
export interface CustomField {
  /** As files and programs name it; never changed. */
  readonly key: string;
  readonly label: string;
  readonly type: CustomType;
  /** What may be chosen; the words are the values. */
  readonly choices: readonly string[];
}

/** The longest text in UTF-16 units. */
export const LONGEST_CUSTOM_TEXT = 2000;

/**
 * A custom field in the words of a declared one, so that forms and checks treat both alike.
 *
 * @param field  The custom field.
 * @returns      The same as a field of a record.
 * @example      customAsField({ key: 'size', label: '规模', type: 'choice', choices: ['大', '小'] }).type // => 'choice'
 */
export function customAsField({ type, label, choices }: CustomField): RecordField {
  switch (type) {
    case 'text':
      return { type, longest: LONGEST_CUSTOM_TEXT, headers: [label] };
    case 'choice':
      return { type, choices: Object.fromEntries(choices.map((one) => [one, [one]])), headers: [label] };
    default:
      return { type, headers: [label] };
  }
}

/**
 * What somebody says about a custom field, as it is kept. Files and attributes of customers say everything as text, so `12` counts as a
 * number and 是 as yes.
 *
 * @param field  The custom field.
 * @param said   The value, or its text.
 * @returns      The value to keep, or why it cannot stand there.
 * @example      customValue({ key: 'size', label: '规模', type: 'number', choices: [] }, ' 12 ') // => { value: 12 }
 * @example      customValue({ key: 'vip', label: 'VIP', type: 'flag', choices: [] }, '是') // => { value: true }
 * @example      customValue({ key: 'on', label: '日期', type: 'day', choices: [] }, 'soon') // => { problem: 'Must be a real day, written as 2026-01-31.' }
 */
export function customValue(
  field: CustomField,
  said: FieldValue,
): { readonly value: FieldValue; readonly problem?: never } | { readonly problem: string; readonly value?: never } {
  const value = typeof said === 'string' ? fromText(field.type, said.trim()) : field.type === 'text' ? String(said) : said;
  const problem = valueProblem(customAsField(field), value);
  return problem === null ? { value } : { problem };
}

const YES = new Set(['true', 'yes', 'y', '1', '是', '有', '对']);
const NO = new Set(['false', 'no', 'n', '0', '否', '无', '不']);

function fromText(type: CustomType, text: string): FieldValue {
  if (type === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (type !== 'flag') return text;
  const word = text.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : text;
}

/**
 * A custom value as text: how customers keep theirs, and files bring them.
 *
 * @param value  The value.
 * @returns      The text that `customValue` reads as the same.
 * @example      customText(true) // => 'true'
 */
export function customText(value: FieldValue): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}
