import { type DecimalMark, numberShape } from './read-number.ts';
import { type DateDialect, type DateShape, dateShape } from './read-time.ts';
import { readFlag } from './read-words.ts';

/** Different values that are remembered of a column; one with more is no choice. */
const WORDS = 60;
const SAMPLES = 3;
const DASH = 45;
/** A value that is the beginning of a formula, when a spreadsheet opens it. */
const RUNS = /^[=@＝＠]|^[+\-＋－](?![\d.,\s(¥￥$€£])/;

/** What the values of a column tell, counted over all of them. */
export interface ColumnSurvey {
  filled: number;
  empty: number;
  readonly dates: Record<DateShape, number>;
  readonly numbers: Record<ReturnType<typeof numberShape>, number>;
  flags: number;
  negative: number;
  formulaLike: number;
  longest: number;
  /** How often each word stands there; empty once there are too many. */
  readonly words: Map<string, number>;
  tooManyWords: boolean;
  readonly samples: string[];
}

/**
 * A survey of a column before its first value.
 *
 * @returns  All counts at 0.
 * @example  newSurvey().filled // => 0
 */
export function newSurvey(): ColumnSurvey {
  return {
    filled: 0,
    empty: 0,
    dates: { clear: 0, 'day-first': 0, 'month-first': 0, 'either-first': 0, compact: 0, spreadsheet: 0, none: 0 },
    numbers: { point: 0, comma: 0, either: 0, whole: 0, none: 0 },
    flags: 0,
    negative: 0,
    formulaLike: 0,
    longest: 0,
    words: new Map(),
    tooManyWords: false,
    samples: [],
  };
}

/**
 * Counts one more value.
 *
 * @param survey  The survey of its column, which is changed.
 * @param cell    The value as it stands in the file.
 * @returns       Nothing.
 * @example       surveyCell(newSurvey(), ' ') // => undefined
 */
export function surveyCell(survey: ColumnSurvey, cell: string): void {
  const text = cell.trim();
  if (text === '') {
    survey.empty += 1;
    return;
  }
  survey.filled += 1;
  surveyDate(survey, text);
  survey.numbers[isNumberLike(text) ? numberShape(text) : 'none'] += 1;
  if (text.length < 6 && readFlag(text) !== null) survey.flags += 1;
  if (text.startsWith('-') && text.length > 1) survey.negative += 1;
  if (RUNS.test(text)) survey.formulaLike += 1;
  if (text.length > survey.longest) survey.longest = text.length;
  surveyWord(survey, text);
}

/**
 * Counts one more value as a day and as a number only: what decides how its column is read.
 *
 * @param survey  The survey of its column, which is changed.
 * @param cell    The value as it stands in the file.
 * @param what    Which of the two.
 * @returns       Nothing.
 * @example       surveyDialect(newSurvey(), '', 'dates') // => undefined
 */
export function surveyDialect(survey: ColumnSurvey, cell: string, what: 'dates' | 'numbers'): void {
  const text = cell.trim();
  if (text === '') return;
  survey.filled += 1;
  // Year first reads in one way, whatever else it is: this is asked of every value of a large file.
  if (what === 'dates' && text.charCodeAt(4) === DASH && text.charCodeAt(7) === DASH) survey.dates.clear += 1;
  else if (what === 'dates') surveyDate(survey, text);
  else survey.numbers[numberShape(text)] += 1;
}

function surveyDate(survey: ColumnSurvey, text: string): void {
  const mayBe = text.length >= 5 && text.length <= 40 && /^(?:[\d０-９]|[A-Za-z]{3})/.test(text);
  survey.dates[mayBe ? dateShape(text) : 'none'] += 1;
}

function isNumberLike(text: string): boolean {
  return text.length <= 40 && /[\d０-９]/.test(text);
}

function surveyWord(survey: ColumnSurvey, text: string): void {
  if (survey.samples.length < SAMPLES && !survey.samples.includes(text)) survey.samples.push(text);
  if (survey.tooManyWords) return;
  survey.words.set(text, (survey.words.get(text) ?? 0) + 1);
  if (survey.words.size <= WORDS) return;
  survey.tooManyWords = true;
  survey.words.clear();
}

/**
 * How a column writes its days, decided over all of its values.
 *
 * @param survey  Its survey.
 * @returns       What reads in several ways elsewhere and in one way here; and whether the column mixes ways of writing.
 * @example       dateDialectOf(newSurvey()) // => { dialect: { order: null, digits: null }, mixed: false }
 */
export function dateDialectOf({ dates, filled }: ColumnSurvey): { readonly dialect: DateDialect; readonly mixed: boolean } {
  const [dayFirst, monthFirst] = [dates['day-first'] > 0, dates['month-first'] > 0];
  const order = dayFirst && monthFirst ? 'both' : dayFirst ? 'day-first' : monthFirst ? 'month-first' : null;
  // A number among real days is no day; a column of numbers that could all be days is taken for days where it is mapped to one.
  const only = (shape: 'compact' | 'spreadsheet'): boolean => dates[shape] > 0 && dates[shape] + dates.clear >= 0.9 * filled;
  const digits = only('compact') ? 'compact' : only('spreadsheet') ? 'spreadsheet' : null;
  const yearLast = dates['day-first'] + dates['month-first'] + dates['either-first'];
  const ways = [dates.clear, yearLast, dates.compact, dates.spreadsheet].filter((count) => count > 0).length;
  return { dialect: { order, digits }, mixed: ways > 1 || order === 'both' };
}

/**
 * How a column writes fractions, decided over all of its values.
 *
 * @param survey  Its survey.
 * @returns       Null where no value tells.
 * @example       decimalMarkOf(newSurvey()) // => null
 */
export function decimalMarkOf({ numbers }: ColumnSurvey): DecimalMark {
  if (numbers.point > 0 && numbers.comma > 0) return 'both';
  return numbers.point > 0 ? 'point' : numbers.comma > 0 ? 'comma' : null;
}

/** What a column can be kept as. */
export type GuessedType = 'text' | 'number' | 'day' | 'flag';

/**
 * What the values of a column are, to all appearances: every one of them must be readable as it.
 *
 * @param survey  Its survey.
 * @returns       `text` where nothing else fits, or nothing stands in the column. 0 and 1 alone are yes and no.
 * @example       guessType(newSurvey()) // => 'text'
 */
export function guessType(survey: ColumnSurvey): GuessedType {
  const { filled, dates, numbers, flags } = survey;
  if (filled === 0) return 'text';
  if (flags === filled) return 'flag';
  const { dialect } = dateDialectOf(survey);
  const written = dates.clear + dates['day-first'] + dates['month-first'] + dates['either-first'];
  if (written === filled && (dates['either-first'] === 0 || dialect.order !== null)) return 'day';
  // Numbers with a leading nought are numbers of something, not amounts.
  const isCode = [...survey.words.keys(), ...survey.samples].some((word) => /^[0０][\d０-９]/.test(word));
  return numbers.none === 0 && !isCode && survey.longest <= 15 ? 'number' : 'text';
}
