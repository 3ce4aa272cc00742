import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The small data sets of the repository; larger ones lie in the folder that MOORING_FIELD_DATA names. */
const FIXTURES = join(import.meta.dirname, 'fixtures/survival');

/** Where the larger data sets are, or undefined. */
export const FIELD_SURVIVAL = process.env.MOORING_FIELD_DATA === undefined ? undefined : join(process.env.MOORING_FIELD_DATA, 'survival');

/** The rows of a data set, each cell under the name of its column; without `names` its first line names them. */
export function survivalRows(file: string, { folder = FIXTURES, names = [] as readonly string[] } = {}): Record<string, string>[] {
  const lines = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/);
  // Names of rulers hold commas and stand in quotes.
  const commaCells = (line: string): string[] =>
    [...line.matchAll(/(?:"([^"]*)"|([^",]*))(?:,|$)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const cells = (line: string): string[] => (line.includes(',') ? commaCells(line) : line.trim().split(/\s+/));
  const header = names.length > 0 ? names : cells(lines.shift() ?? '');
  return lines.map((line) => {
    const values = cells(line);
    return Object.fromEntries(header.map((name, place) => [name, values[place] ?? '']));
  });
}

/** One column as numbers: 1 for True, 0 for False. */
export function numbersOf(rows: readonly Record<string, string>[], name: string): number[] {
  return rows.map((row) => (row[name] === 'True' ? 1 : row[name] === 'False' ? 0 : Number(row[name])));
}

/** Freireich's trial: weeks, ended, placebo (1) or 6-MP (0). */
export function gehan(): { times: number[]; ended: number[]; placebo: number[] } {
  const rows = survivalRows('gehan.dat', { names: ['group', 'weeks', 'ended'] });
  return { times: numbersOf(rows, 'weeks'), ended: numbersOf(rows, 'ended'), placebo: numbersOf(rows, 'group').map((group) => 2 - group) };
}
