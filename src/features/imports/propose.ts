import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { ByteSource } from '../../connectors/byte-source.ts';
import { openTable } from '../../connectors/open-table.ts';
import type { Table, TableFormat, TableRow } from '../../connectors/table.ts';
import { sheetNames } from '../../connectors/xlsx/xlsx-table.ts';
import { AppError } from '../../kernel/errors.ts';
import { hashInto } from '../../platform/events/text-hash.ts';
import { type FileMapping, fileMappingSchema, type ImportMapping } from './contract-mapping.ts';
import { type ColumnSurvey, newSurvey, surveyCell } from './core/column-survey.ts';
import { KIND_WORDS, PLAIN_IDS } from './core/kind-words.ts';
import { type Entity, KIND_NAMES, type KindName, kindNamed } from './core/kinds.ts';
import { type FileLook, type Guess, guessAs, guesses, proposalOf, type Question } from './core/propose.ts';
import { plainWord } from './core/read-words.ts';
import { tableLabel } from './core/table-label.ts';
import { type HashMap64, hashMap64 } from './hash-set.ts';

/** Rows that are looked at: what reads in one way only among later ones is found when the import runs. */
const LOOKED_AT = 1_000_000;
/** Different ids of a column that are compared with those of other files. */
const COMPARED = 2000;
/** Share of them that must be known there. */
const KNOWN_SHARE = 0.5;

interface IdColumn {
  readonly header: string;
  readonly seen: HashMap64;
  readonly sample: (readonly [number, number])[];
  repeats: boolean;
}

/** A table that was looked at, with what it is taken for. */
export interface Looked {
  readonly look: FileLook;
  readonly format: TableFormat;
  readonly rows: number;
  readonly ids: readonly IdColumn[];
  readonly header: readonly string[];
  readonly source: ByteSource;
}

/** What is proposed for one table of a file. */
export interface Proposal {
  readonly file: string;
  readonly sheet: string | null;
  readonly format: TableFormat;
  readonly rows: number;
  readonly mapping: FileMapping | null;
  /** What else it could be, best first. */
  readonly others: readonly Guess['entity'][];
  readonly columns: readonly { readonly header: string; readonly survey: ColumnSurvey }[];
  readonly questions: readonly Question[];
}

/** What a person has decided before anything is proposed, by file, or by file and sheet. */
export interface Decisions {
  readonly kinds: ReadonlyMap<string, Entity | 'none'>;
}

/**
 * Looks at files and proposes what each holds and which column is what. Files of a folder are looked at together: rows that do not name
 * their customer name something that another file tells the customer of.
 */
export async function propose(sources: readonly ByteSource[], decisions: Decisions = { kinds: new Map() }): Promise<readonly Proposal[]> {
  const looked: Looked[] = [];
  for (const source of sources) looked.push(...(await lookAtFile(source)));
  const taken = looked.map((one) => ({ one, guesses: guesses(one.look), guess: guessFor(one, decisions) }));
  return taken.map(({ one, guess, guesses: all }): Proposal => {
    const via = guess?.entity === 'events' && guess.fields.account === undefined ? wayToCustomers(one, taken) : null;
    const { mapping, questions } = proposalOf(one.look, guess, via);
    return {
      file: one.look.file,
      sheet: one.look.sheet,
      format: one.format,
      rows: one.rows,
      mapping: mapping === null ? null : fileMappingSchema.parse(mapping),
      others: all.map(({ entity }) => entity).filter((entity) => entity !== guess?.entity),
      columns: one.look.columns.map(({ header, survey }) => ({ header, survey })),
      questions,
    };
  });
}

function guessFor({ look }: Looked, { kinds }: Decisions): Guess | null {
  const said = kinds.get(tableLabel(look.file, look.sheet)) ?? kinds.get(look.file);
  if (said === 'none') return null;
  if (said !== undefined) return guessAs(look, said === 'accounts' ? 'account' : said);
  return guesses(look)[0] ?? null;
}

/** The tables of a file: one, or each sheet that shows. */
async function lookAtFile(source: ByteSource): Promise<readonly Looked[]> {
  const table = await openTable(source);
  if (table.format.kind !== 'xlsx') return [await lookAt(source, table, null)];
  const names = await sheetNames(source);
  if (names.length === 1) return [await lookAt(source, table, null)];
  const found: Looked[] = [];
  for (const sheet of names) {
    const one = await openTable(source, { sheet });
    if (one.header.length > 0) found.push(await lookAt(source, one, sheet));
  }
  return found;
}

/** A column while its values are looked at. */
interface Watched {
  readonly header: string;
  readonly survey: ColumnSurvey;
  readonly id: IdColumn | null;
}

async function lookAt(source: ByteSource, table: Table, sheet: string | null): Promise<Looked> {
  const columns = table.header.map(
    (header): Watched => ({
      header,
      survey: newSurvey(),
      id: namesAnId(header) ? { header, seen: hashMap64(), sample: [], repeats: false } : null,
    }),
  );
  let rows = 0;
  for await (const piece of table.pieces()) {
    for (const row of piece.rows) watchRow(columns, row);
    rows += piece.rows.length;
    if (rows >= LOOKED_AT) break;
    await yieldToOthers();
  }
  return {
    look: {
      file: source.name,
      sheet,
      columns: columns.map(({ header, survey, id }) => ({ header, survey, isId: id !== null, repeats: id?.repeats ?? false })),
    },
    format: table.format,
    rows,
    ids: columns.flatMap(({ id }) => id ?? []),
    header: table.header,
    source,
  };
}

function watchRow(columns: readonly Watched[], { cells, problem }: TableRow): void {
  if (problem !== null || cells.length !== columns.length) return;
  for (const [index, { survey, id }] of columns.entries()) {
    const cell = cells[index] ?? '';
    surveyCell(survey, cell);
    if (id !== null) noteId(id, cell.trim());
  }
}

const ID_WORDS = new Set([...PLAIN_IDS, ...Object.values(KIND_WORDS).flatMap(({ ids }) => ids)]);

function namesAnId(header: string): boolean {
  const word = plainWord(header);
  return ID_WORDS.has(word) || /(id|编号|编码|号|no)$/.test(word);
}

function noteId(id: IdColumn, text: string): void {
  if (text === '') return;
  const hash = new Uint32Array(2);
  hashInto(hash, text);
  const [low = 0, high = 0] = hash;
  if (id.seen.get(low, high) !== null) {
    id.repeats = true;
    return;
  }
  id.seen.set(low, high, 1);
  if (id.sample.length < COMPARED) id.sample.push([low, high]);
}

interface Taken {
  readonly one: Looked;
  readonly guess: Guess | null;
}

interface Way {
  readonly kind: KindName;
  readonly column: string;
}

/** Through which records a file finds its customers: by the ids in it, which another file has; else by the name of a column. */
function wayToCustomers(one: Looked, taken: readonly Taken[]): Way | null {
  const others = taken.filter((other) => other.one !== one);
  const byValues = one.ids.flatMap((id) => others.flatMap((other): readonly Way[] => wayThrough(id, other)));
  const byName = one.ids.flatMap(({ header }): readonly Way[] => {
    const kind = KIND_NAMES.find(
      (name) => KIND_WORDS[name].ids.includes(plainWord(header)) && kindNamed(name).fields.account !== undefined,
    );
    return kind === undefined ? [] : [{ kind, column: header }];
  });
  return byValues[0] ?? byName[0] ?? null;
}

function wayThrough({ header, sample }: IdColumn, { one, guess }: Taken): readonly Way[] {
  const kind = kindWithCustomer(guess);
  const ids = one.ids.find((id) => id.header === guess?.fields.id);
  if (kind === null || ids === undefined || sample.length === 0) return [];
  const known = sample.filter(([low, high]) => ids.seen.get(low, high) !== null).length;
  return known >= KNOWN_SHARE * sample.length ? [{ kind, column: header }] : [];
}

function kindWithCustomer(guess: Guess | null): KindName | null {
  if (guess === null || guess.entity === 'users' || guess.entity === 'events' || guess.entity === 'account') return null;
  return kindNamed(guess.entity).fields.account === undefined ? null : guess.entity;
}

/** The mapping of all files for which something is proposed. */
export function mappingOf(source: string, proposals: readonly Pick<Proposal, 'mapping'>[]): ImportMapping {
  const files = proposals.flatMap(({ mapping }) => (mapping === null ? [] : [mapping]));
  if (files.length === 0)
    throw new AppError('mapping-invalid', 'Nothing in these files says what they hold.', {
      hint: 'Say it with --set <file>=<kind>, or write a mapping.',
    });
  return { source, files };
}
