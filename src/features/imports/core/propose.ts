import type { RecordField } from '../../../kernel/record.ts';
import { type ColumnSurvey, guessType } from './column-survey.ts';
import { EVENT_FIELDS, EXCLUDING, KIND_WORDS, PLAIN_IDS, USER_FIELDS } from './kind-words.ts';
import { type Entity, KIND_NAMES, type KindName, kindNamed } from './kinds.ts';
import { type Assigned, assign, type ColumnLook, fits, withoutTwins } from './propose-fields.ts';
import { plainWord, readFlag, wordsOfChoice } from './read-words.ts';

/** A file as far as it has been looked at. */
export interface FileLook {
  readonly file: string;
  /** Sheet of a spreadsheet that has several; its name counts like that of a file. */
  readonly sheet: string | null;
  readonly columns: readonly ColumnLook[];
}

/** Something only a person can decide. */
export interface Question {
  readonly code: 'no-kind' | 'unknown-words' | 'column-twice' | 'no-customer' | 'date-order';
  readonly column: string | null;
  readonly words: readonly string[];
}

/** What a file is taken for. */
export interface Guess {
  readonly entity: Exclude<Entity, 'accounts'>;
  readonly score: number;
  readonly fields: Assigned;
  /** Everything is there that such a file needs, but for a way to its customers. */
  readonly complete: boolean;
}

const NAMED_BY_FILE = 3;
const OWN_ID = 3;
const PLAIN_ID = 1;
const REQUIRED = 2;
/** What recurs: it tells a line from the contract around it. */
const RECURS = 3;
const REPEATED_ID = 6;
/** Below this nothing in a file says what it is. */
const LEAST = 4;

/**
 * What a file may be, best first: from its name, its headers, and whether its values fit.
 *
 * @param look  The file.
 * @returns     Only what it could be: all that such a file needs has a column.
 * @example     guesses({ file: 'x.csv', sheet: null, columns: [] }) // => []
 */
export function guesses(look: FileLook): readonly Guess[] {
  const all = [...KIND_NAMES.map((name) => guessRecords(look, name)), guessUsers(look), guessEvents(look)];
  return all.filter(({ complete, score }) => complete && score >= LEAST).toSorted((a, b) => b.score - a.score);
}

/**
 * What a file is when somebody has said so.
 *
 * @param look    The file.
 * @param entity  What it is.
 * @returns       The columns that would serve.
 * @example       guessAs({ file: 'x.csv', sheet: null, columns: [] }, 'note').complete // => false
 */
export function guessAs(look: FileLook, entity: Exclude<Entity, 'accounts'>): Guess {
  if (entity === 'users') return guessUsers(look);
  return entity === 'events' ? guessEvents(look) : guessRecords(look, entity);
}

function nameScore({ file, sheet }: FileLook, entity: Guess['entity']): number {
  const name = plainWord(sheet ?? file);
  return KIND_WORDS[entity].files.some((word) => name.includes(word)) ? NAMED_BY_FILE : 0;
}

function guessRecords(look: FileLook, name: KindName): Guess {
  const { fields } = kindNamed(name);
  const id = idColumn(look, name);
  const taken = new Set(id === null ? [] : [id.header]);
  const found = assign(
    look.columns,
    Object.entries(fields).map(([field, declared]) => ({ field, headers: declared.headers.map(plainWord), declared })),
    taken,
  );
  const missing = Object.entries(fields).filter(([field, { required }]) => required === true && found[field] === undefined);
  const matched = Object.keys(found).reduce((sum, field) => sum + weightOf(field, fields[field]), 0);
  const ids = id === null ? 0 : KIND_WORDS[name].ids.includes(plainWord(id.header)) ? OWN_ID : PLAIN_ID;
  const repeated = id?.repeats === true ? REPEATED_ID : 0;
  return {
    entity: name,
    score: nameScore(look, name) + ids + matched - repeated,
    fields: { ...(id === null || id.repeats ? {} : { id: id.header }), ...found },
    // A customer needs no field; it needs an id. A record needs its customer, which may be found by way of another record.
    complete:
      missing.every(([field]) => field === 'account') && (name !== 'account' || (id !== null && !id.repeats)) && missing.length === 0,
  };
}

function weightOf(field: string, declared: RecordField | undefined): number {
  if (field === 'arr' || field === 'mrr') return RECURS;
  return declared?.required === true ? REQUIRED : 1;
}

/** The column that names one of a kind: by its own words, else by plain ones; else one without repetitions that names another kind's. */
function idColumn({ columns }: FileLook, name: KindName): ColumnLook | null {
  const byWords = (words: readonly string[]): ColumnLook | undefined =>
    words.map((word) => columns.find(({ header }) => plainWord(header) === word)).find((column) => column !== undefined);
  return byWords(KIND_WORDS[name].ids) ?? byWords(PLAIN_IDS) ?? null;
}

function guessUsers(look: FileLook): Guess {
  const fields = assign(look.columns, wordsOnly(USER_FIELDS), new Set());
  const complete = fields.account !== undefined && fields.userId !== undefined;
  return { entity: 'users', score: nameScore(look, 'users') + Object.keys(fields).length, fields, complete };
}

function guessEvents(look: FileLook): Guess {
  const found = assign(look.columns, wordsOnly(EVENT_FIELDS), new Set());
  const days = look.columns.filter(({ survey }) => survey.filled > 0 && guessType(survey) === 'day');
  const [only] = days;
  // A single column of days in a file of events is the day on which they happened, whatever it is called.
  const occurredAt = found.occurredAt ?? (days.length === 1 && nameScore(look, 'events') > 0 ? only?.header : undefined);
  const fields = occurredAt === undefined ? found : { ...found, occurredAt };
  return { entity: 'events', score: nameScore(look, 'events') + Object.keys(fields).length, fields, complete: occurredAt !== undefined };
}

function wordsOnly(fields: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(fields).map(([field, headers]) => ({ field, headers, declared: DECLARED[field] }));
}

/** What the columns of users and events must look like. */
const DECLARED: Readonly<Record<string, RecordField>> = {
  occurredAt: { type: 'moment', headers: [] },
  createdOn: { type: 'day', headers: [] },
  disabledOn: { type: 'day', headers: [] },
};

/** A mapping of one file, in the words of `contract-mapping`. */
export type ProposedMapping = {
  readonly file: string;
  readonly sheet?: string;
} & (
  | {
      readonly entity: KindName;
      readonly columns: Readonly<Record<string, string | { readonly columns: readonly string[] }>>;
      readonly custom?: Readonly<Record<string, 'text' | 'number' | 'day' | 'flag'>>;
      readonly otherwise?: Readonly<Record<string, string>>;
      readonly endsOnIs?: 'inclusive' | 'exclusive';
    }
  | { readonly entity: 'users'; readonly columns: Readonly<Record<string, string>> }
  | {
      readonly entity: 'events';
      readonly columns: Readonly<Record<string, string | { readonly value: string } | { readonly via: KindName; readonly column: string }>>;
      readonly excludeWhen: Readonly<Record<string, string>>;
      readonly properties?: Readonly<Record<string, 'text' | 'number' | 'day' | 'flag'>>;
    }
);

/** What is proposed for a file: nothing where it is not known what it holds. */
export interface FileProposal {
  readonly mapping: ProposedMapping | null;
  readonly questions: readonly Question[];
}

/**
 * The mapping of a file, from what it was taken for.
 *
 * @param look   The file.
 * @param guess  What it is taken for; null when nothing is known.
 * @param via    The way to its customers through records of another kind, where its rows do not name them.
 * @returns      Columns that serve no field become custom fields, or properties of events. What a person must decide is asked.
 * @example      proposalOf({ file: 'x.csv', sheet: null, columns: [] }, null, null).mapping // => null
 */
export function proposalOf(
  look: FileLook,
  guess: Guess | null,
  via: { readonly kind: KindName; readonly column: string } | null,
): FileProposal {
  const twins = twiceIn(look);
  const asked: Question[] = twins.map((column) => ({ code: 'column-twice', column, words: [] }));
  if (guess === null) return { mapping: null, questions: [...asked, { code: 'no-kind', column: null, words: [] }] };
  const place = { file: look.file, ...(look.sheet === null ? {} : { sheet: look.sheet }) };
  if (guess.entity === 'users')
    return { mapping: { ...place, entity: 'users', columns: guess.fields }, questions: [...asked, ...dateQuestions(look, guess)] };
  if (guess.entity === 'events') {
    const account = guess.fields.account ?? (via === null ? undefined : { via: via.kind, column: via.column });
    if (account === undefined) return { mapping: null, questions: [...asked, { code: 'no-customer', column: null, words: [] }] };
    const columns = { ...guess.fields, account, name: guess.fields.name ?? { value: 'use' } };
    const used = new Set([...Object.values(guess.fields), via?.column].filter((column) => column !== undefined));
    const properties = typesOf(look, used);
    return {
      mapping: {
        ...place,
        entity: 'events',
        columns,
        excludeWhen: excluding(look),
        ...(Object.keys(properties).length === 0 ? {} : { properties }),
      },
      questions: [...asked, ...dateQuestions(look, guess)],
    };
  }
  const custom = typesOf(look, new Set(Object.values(guess.fields)));
  const columns = { ...idFor(look, guess), ...guess.fields };
  return {
    mapping: { ...place, entity: guess.entity, columns, ...(Object.keys(custom).length === 0 ? {} : { custom }) },
    questions: [...asked, ...dateQuestions(look, guess), ...wordQuestions(look, guess.entity, guess.fields)],
  };
}

/** An id for a file without one: a column that names something else and never twice; or for rates what makes one. */
function idFor({ columns }: FileLook, { entity, fields }: Guess): Readonly<Record<string, string | { columns: readonly string[] }>> {
  if (fields.id !== undefined) return {};
  if (entity === 'exchange-rate' && fields.currency !== undefined && fields.to !== undefined && fields.on !== undefined)
    return { id: { columns: [fields.currency, fields.to, fields.on] } };
  const own = columns.find(
    ({ header, repeats, isId, survey }) => isId && !repeats && survey.empty === 0 && survey.filled > 0 && fields.account !== header,
  );
  return own === undefined ? {} : { id: own.header };
}

function twiceIn({ columns }: FileLook): readonly string[] {
  const headers = columns.map(({ header }) => header).filter((header) => header !== '');
  return [...new Set(headers.filter((header, index) => headers.indexOf(header) !== index))];
}

function typesOf(look: FileLook, used: ReadonlySet<string>): Record<string, ReturnType<typeof guessType>> {
  return Object.fromEntries(
    withoutTwins(look.columns)
      .filter(({ header, survey }) => header !== '' && !used.has(header) && survey.filled > 0)
      .map(({ header, survey }) => [header, guessType(survey)]),
  );
}

/** Rows that automation made are marked by a yes in such a column. */
function excluding({ columns }: FileLook): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap(({ header, survey }): [string, string][] => {
      if (!EXCLUDING.includes(plainWord(header)) || survey.filled === 0 || survey.flags !== survey.filled) return [];
      const yes = [...survey.words.keys()].find((word) => readFlag(word) === true);
      return yes === undefined ? [] : [[header, yes]];
    }),
  );
}

/** Columns of days that nothing decides: every value reads in two ways. */
function dateQuestions({ columns }: FileLook, { fields }: Guess): readonly Question[] {
  const isUnclear = ({ dates }: ColumnSurvey): boolean => dates['either-first'] > 0 && dates['day-first'] + dates['month-first'] === 0;
  return columns
    .filter(({ header, survey }) => Object.values(fields).includes(header) && isUnclear(survey))
    .map(({ header, survey }) => ({ code: 'date-order', column: header, words: survey.samples }));
}

/** Words of choices that nobody has mapped. */
function wordQuestions({ columns }: FileLook, name: KindName, fields: Assigned): readonly Question[] {
  const kind = kindNamed(name);
  return Object.entries(fields).flatMap(([field, header]): Question[] => {
    const declared = kind.fields[field];
    const column = columns.find((one) => one.header === header);
    if (column === undefined || (declared?.type !== 'choice' && declared?.type !== 'choices')) return [];
    const known = wordsOfChoice(declared.choices);
    const words = [...column.survey.words.keys()].filter((word) => !fits.word(known, word, declared.type === 'choices'));
    return words.length === 0 ? [] : [{ code: 'unknown-words', column: header, words }];
  });
}
