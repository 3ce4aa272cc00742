import type { RecordField } from '../../../kernel/record.ts';
import type { ColumnSurvey } from './column-survey.ts';
import { plainWord, wordsOfChoice } from './read-words.ts';

/** A column as far as it has been looked at. */
export interface ColumnLook {
  readonly header: string;
  readonly survey: ColumnSurvey;
  /** Its header names an id of something. */
  readonly isId: boolean;
  /** A value stands in more than one row. Only looked for in ids. */
  readonly repeats: boolean;
}

/** Column by field. */
export type Assigned = Readonly<Record<string, string>>;

/** A field that a column is looked for. */
export interface Wanted {
  readonly field: string;
  /** Headers without what does not count, best first. */
  readonly headers: readonly string[];
  readonly declared: RecordField | undefined;
}

/** So large a share of the values, and one in any case, may be unreadable: their rows will be refused by name. */
const BAD_SHARE = 0.05;
/** Of the words of a choice at least so many must be known. */
const KNOWN_SHARE = 0.5;
/** A header that merely contains the words for a field must share so many characters. */
const CONTAINED = 3;

/**
 * Finds a column for each field: one whose header is a word for it and whose values fit. What stands in the header itself comes before what
 * it merely contains; no column serves two fields.
 *
 * @param columns  The columns of the file.
 * @param wanted   The fields, in their order.
 * @param taken    Headers that serve already.
 * @returns        Column by field.
 * @example        assign([], [], new Set()) // => {}
 */
export function assign(columns: readonly ColumnLook[], wanted: readonly Wanted[], taken: ReadonlySet<string>): Assigned {
  const free = withoutTwins(columns).filter(({ header }) => header !== '' && !taken.has(header));
  const used = new Set<string>();
  const found: Record<string, string> = {};
  const give = (field: string, column: ColumnLook | undefined): void => {
    if (column === undefined) return;
    found[field] = column.header;
    used.add(column.header);
  };
  const candidates = ({ declared }: Wanted): readonly ColumnLook[] =>
    free.filter(({ header, survey }) => !used.has(header) && (declared === undefined || fits.field(declared, survey)));
  for (const one of wanted) {
    const able = candidates(one);
    give(
      one.field,
      one.headers.map((word) => able.find(({ header }) => plainWord(header) === word)).find((column) => column !== undefined),
    );
  }
  for (const one of wanted) {
    if (found[one.field] !== undefined) continue;
    const long = one.headers.filter((word) => word.length >= CONTAINED && /\p{Script=Han}/u.test(word));
    give(
      one.field,
      candidates(one).find(({ header }) => long.some((word) => plainWord(header).includes(word))),
    );
  }
  return found;
}

/**
 * Columns whose header stands only once: of the others nobody can say which is meant.
 *
 * @param columns  All columns.
 * @returns        Those that can be named.
 * @example        withoutTwins([]) // => []
 */
export function withoutTwins(columns: readonly ColumnLook[]): readonly ColumnLook[] {
  return columns.filter(({ header }) => columns.filter((other) => other.header === header).length === 1);
}

/** Whether values can stand in a field. */
export const fits = {
  field(declared: RecordField, survey: ColumnSurvey): boolean {
    const { filled, dates, numbers, flags } = survey;
    if (filled === 0) return true;
    const most = Math.max(1, BAD_SHARE * filled);
    switch (declared.type) {
      case 'day':
      case 'moment':
        return dates.none <= most;
      case 'number':
      case 'money':
        return numbers.none <= most;
      case 'flag':
        return filled - flags <= most;
      case 'choice':
      case 'choices': {
        const known = wordsOfChoice(declared.choices);
        const words = [...survey.words.keys()];
        return (
          words.length > 0 &&
          words.filter((word) => fits.word(known, word, declared.type === 'choices')).length >= KNOWN_SHARE * words.length
        );
      }
      case 'text':
        return survey.longest <= (declared.longest === 3 ? 20 : declared.longest);
      default:
        return survey.longest <= 200;
    }
  },
  /** Whether a word, or each of several in one cell, is one of a choice. */
  word(known: ReadonlyMap<string, string>, word: string, several: boolean): boolean {
    const words = several ? word.split(/[,，;；、|/]/) : [word];
    return words.every((one) => known.has(plainWord(one)));
  },
} as const;
