import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { AccountDigest } from './port.ts';
import { readTable } from './relational-files.ts';

/*
 * Two houses hold the same when their canonical content is the same: internal ids give way to the names that people know, and what a
 * restore or a second import makes anew (times of writing, numbers in a log, secrets) does not count.
 */

/** A house, read: the files of its relational store, and what its other stores say of each account. */
export interface Side {
  /** Folder of relational files. */
  readonly relational: string;
  readonly events: readonly AccountDigest[];
  readonly series: readonly AccountDigest[];
}

/** Where the names of internal ids stand: in which table, under which column, and what people call the thing instead. */
export interface NameSource {
  readonly table: string;
  readonly id: string;
  readonly names: readonly string[];
}

export interface Rules {
  readonly names: readonly NameSource[];
  /** Tables and columns that are no content. */
  readonly ignoredTables: RegExp;
  readonly ignoredColumns: RegExp;
}

export interface Tally {
  readonly rows: number;
  readonly checksum: string;
}

export interface Difference {
  readonly store: 'relational' | 'events' | 'series';
  /** A table, or a customer as `workspace/external id`. */
  readonly part: string;
  readonly a: Tally;
  readonly b: Tally;
  /** Some rows that only one of them has. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

export interface Comparison {
  readonly equal: boolean;
  readonly counts: { readonly tables: number; readonly rows: number; readonly events: number; readonly seriesDays: number };
  readonly differences: readonly Difference[];
}

const NOTHING: Tally = { rows: 0, checksum: '0' };
/** Rows shown of each side of a difference. */
const SHOWN = 3;
const INTERNAL_ID = /\b[a-z]{2,5}_[0-9a-hjkmnp-tv-z]{26}\b/g;

/** Compares two houses and says what differs. */
export async function compare(a: Side, b: Side, rules: Rules): Promise<Comparison> {
  const [left, right] = [await readSide(a, rules), await readSide(b, rules)];
  const differences: Difference[] = [];
  for (const part of union(left.tables, right.tables)) {
    const [one, other] = [left.tables.get(part) ?? NOTHING, right.tables.get(part) ?? NOTHING];
    if (same(one, other)) continue;
    const [onlyA, onlyB] = await rowsOfOne(a, b, part, [left.names, right.names], rules);
    differences.push({ store: 'relational', part, a: one, b: other, onlyA, onlyB });
  }
  for (const store of ['events', 'series'] as const)
    for (const part of union(left[store], right[store])) {
      const [one, other] = [left[store].get(part) ?? NOTHING, right[store].get(part) ?? NOTHING];
      if (!same(one, other)) differences.push({ store, part, a: one, b: other, onlyA: [], onlyB: [] });
    }
  const sum = (tallies: ReadonlyMap<string, Tally>): number => [...tallies.values()].reduce((total, { rows }) => total + rows, 0);
  const counts = { tables: left.tables.size, rows: sum(left.tables), events: sum(left.events), seriesDays: sum(left.series) };
  return { equal: differences.length === 0, counts, differences };
}

function same(a: Tally, b: Tally): boolean {
  return a.rows === b.rows && a.checksum === b.checksum;
}

function union(a: ReadonlyMap<string, Tally>, b: ReadonlyMap<string, Tally>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort();
}

interface Read {
  readonly names: ReadonlyMap<string, string>;
  readonly tables: ReadonlyMap<string, Tally>;
  readonly events: ReadonlyMap<string, Tally>;
  readonly series: ReadonlyMap<string, Tally>;
}

async function readSide(side: Side, rules: Rules): Promise<Read> {
  const names = await namesIn(side.relational, rules.names);
  const tables = new Map<string, Tally>();
  for (const table of await tablesIn(side.relational)) {
    if (rules.ignoredTables.test(table)) continue;
    let [rows, checksum] = [0, 0n];
    for await (const { columns, line } of readTable(side.relational, table)) {
      rows += 1;
      checksum = (checksum + numberOf(canonical(columns, line, names, rules))) % 2n ** 128n;
    }
    tables.set(table, { rows, checksum: checksum.toString(16) });
  }
  const perAccount = (digests: readonly AccountDigest[]): Map<string, Tally> =>
    new Map(
      digests.map(({ workspaceId, accountId, rows, checksum }) => [
        `${named(names, workspaceId)}/${named(names, accountId)}`,
        { rows, checksum },
      ]),
    );
  return { names, tables, events: perAccount(side.events), series: perAccount(side.series) };
}

async function tablesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).flatMap((name) => /^(\w+)\.jsonl$/.exec(name)?.[1] ?? []).sort();
}

async function namesIn(folder: string, sources: readonly NameSource[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const tables = await tablesIn(folder);
  for (const { table, id, names: columnsOfNames } of sources) {
    if (!tables.includes(table)) continue;
    for await (const { columns, line } of readTable(folder, table)) {
      const values = JSON.parse(line) as (string | null)[];
      const at = (column: string): string | null => values[columns.indexOf(column)] ?? null;
      const name = columnsOfNames.map(at).find((value) => value !== null);
      const key = at(id);
      if (key !== null) names.set(key, name ?? '');
    }
  }
  return names;
}

function named(names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? id.slice(0, id.indexOf('_') + 1);
}

/** A row as people would write it down: `name=value` in the order of names. */
function canonical(columns: readonly string[], line: string, names: ReadonlyMap<string, string>, { ignoredColumns }: Rules): string {
  const values = JSON.parse(line) as (string | null)[];
  const cells = columns.flatMap((column, index) => {
    if (ignoredColumns.test(column)) return [];
    const value = values[index] ?? null;
    if (value === null) return [];
    return [`${column}=${names.get(value) ?? value.replaceAll(INTERNAL_ID, (id) => named(names, id))}`];
  });
  return cells.sort().join('\t');
}

function numberOf(text: string): bigint {
  return BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`);
}

/** Some rows of a table that only one side has, each side's own first. */
async function rowsOfOne(
  a: Side,
  b: Side,
  table: string,
  [namesA, namesB]: readonly [ReadonlyMap<string, string>, ReadonlyMap<string, string>],
  rules: Rules,
): Promise<[string[], string[]]> {
  const counts = new Map<string, number>();
  const rows = async (side: Side, names: ReadonlyMap<string, string>, step: number): Promise<void> => {
    if (!(await tablesIn(side.relational)).includes(table)) return;
    for await (const { columns, line } of readTable(side.relational, table)) {
      const row = canonical(columns, line, names, rules);
      const count = (counts.get(row) ?? 0) + step;
      if (count === 0) counts.delete(row);
      else counts.set(row, count);
    }
  };
  await rows(a, namesA, 1);
  await rows(b, namesB, -1);
  const of = (wanted: (count: number) => boolean): string[] =>
    [...counts]
      .filter(([, count]) => wanted(count))
      .slice(0, SHOWN)
      .map(([row]) => row);
  return [of((count) => count > 0), of((count) => count < 0)];
}
