import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { decodeText } from '../../connectors/csv/decode-text.ts';
import { explain as explainOperation } from '../../features/health/contract.ts';
import { type ImportMapping, type ImportReport, importMappingSchema, runDemo, runImport } from '../../features/imports/contract.ts';
import { series as seriesOperation } from '../../features/metrics/contract.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Day, isDay } from '../../kernel/time.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Answer, type Command, type Invocation, optional, required, type Values, word } from './command.ts';
import type { Connection } from './connection.ts';

/** A day given on the command line. */
export function dayOption(values: Values, name: string): Day | undefined {
  const text = optional(values, name);
  if (text === undefined) return undefined;
  if (!isDay(text)) throw new ExitError('wrong usage', `--${name} takes a day as 2026-01-31; not '${text}'.`);
  return text;
}

async function connected(invocation: Invocation, run: (connection: Connection) => Promise<Answer>): Promise<Answer> {
  const connection = await invocation.connect();
  try {
    return await run(connection);
  } finally {
    await connection.close();
  }
}

export const importCommand: Command = {
  name: 'import',
  usage: '<folder> --map <mapping.yaml> [--as-of <day>]',
  summary: 'Imports the CSV files of a folder that a mapping names. Good rows are kept, bad rows are reported.',
  options: { map: { type: 'string' }, 'as-of': { type: 'string' } },
  async run(invocation) {
    const folder = word(invocation.words, 0, 'folder');
    const asOf = dayOption(invocation.values, 'as-of');
    const mapping = await readMapping(required(invocation.values, 'map'));
    const files = await Promise.all(mapping.files.map(async ({ file }) => ({ name: file, text: await readCsv(join(folder, file)) })));
    return connected(invocation, async (connection) => {
      const report = await connection.call(runImport, { mapping, files, ...(asOf === undefined ? {} : { asOf }) });
      return { data: report, lines: reportLines(report) };
    });
  },
};

async function readMapping(path: string): Promise<ImportMapping> {
  const text = await readText(path);
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new ExitError('wrong usage', `${path} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const checked = importMappingSchema.safeParse(value);
  if (checked.success) return checked.data;
  const issues = checked.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new AppError('mapping-invalid', `${path} is not a mapping.`, { issues });
}

async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(path));
}

async function readCsv(path: string): Promise<string> {
  return decodeText(await readBytes(path));
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new ExitError('wrong usage', code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${String(code)}).`);
  }
}

const SHOWN_REJECTS = 10;

function reportLines(report: ImportReport): string[] {
  return report.files.flatMap((file) => [
    `${file.file}: ${file.rows} rows, ${file.imported} imported (${file.flagged} not counted), ${file.unchanged} unchanged, ${file.duplicate} duplicate, ${file.rejected} rejected`,
    ...file.rejects
      .slice(0, SHOWN_REJECTS)
      .map(
        ({ line, column, value, reason }) =>
          `  line ${line}${column === null ? '' : `, ${column}`}${value === null ? '' : ` '${value}'`}: ${reason}`,
      ),
    ...(file.rejected > SHOWN_REJECTS ? [`  … and ${file.rejected - SHOWN_REJECTS} more; --json lists the first thousand`] : []),
    ...(file.unmappedColumns.length > 0 ? [`  columns without a meaning: ${file.unmappedColumns.join(', ')}`] : []),
  ]);
}

export const demo: Command = {
  name: 'demo',
  usage: '[--customers <3 to 200>]',
  summary: 'Fills an empty workspace with invented sample customers.',
  options: { customers: { type: 'string' } },
  async run(invocation) {
    const customers = optional(invocation.values, 'customers');
    return connected(invocation, async (connection) => {
      const report = await connection.call(runDemo, customers === undefined ? {} : { customers: Number(customers) });
      return { data: report, lines: reportLines(report) };
    });
  },
};

export const series: Command = {
  name: 'series',
  usage: '<account> --metrics dau,wau,mau --from <day> --to <day>',
  summary: 'Prints the account-day series of a customer.',
  options: { metrics: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  async run(invocation) {
    const externalId = word(invocation.words, 0, 'account');
    const metrics = required(invocation.values, 'metrics');
    const range = { from: required(invocation.values, 'from'), to: required(invocation.values, 'to') };
    return connected(invocation, async (connection) => {
      const rows = await connection.call(seriesOperation, { externalId, metrics, ...range });
      return {
        data: rows,
        lines: rows.map(({ day, metric, value, reason, partial }) =>
          [day, metric, value ?? `— ${reason}`, ...(partial ? ['partial'] : [])].join('\t'),
        ),
      };
    });
  },
};

export const explain: Command = {
  name: 'explain',
  usage: '<account> [--as-of <day>]',
  summary: 'Says what the judgement on a customer rests on.',
  options: { 'as-of': { type: 'string' } },
  async run(invocation) {
    const externalId = word(invocation.words, 0, 'account');
    const asOf = dayOption(invocation.values, 'as-of');
    return connected(invocation, async (connection) => {
      const explanation = await connection.call(explainOperation, { externalId, ...(asOf === undefined ? {} : { asOf }) });
      const { activityScore, health, window } = explanation;
      const said = ({ value, reason }: { value: number | null; reason?: string | undefined }, unit = ''): string =>
        value === null ? `— (${reason})` : `${Math.round(value * 1000) / 1000}${unit}`;
      return {
        data: explanation,
        lines: [
          `${explanation.name} (${explanation.externalId}) as of ${explanation.asOf}, ${explanation.modelVersion}`,
          `activity score ${said(activityScore.score)} = min(100, 100 × ${said(activityScore.activity)} ÷ ${activityScore.expected})`,
          `activity over ${window.from} to ${window.to}: ${window.knownWorkingDays} of ${window.workingDays} working days known, ${said(window.registeredUsers)} registered users`,
          `health ${said(health.score)}, coverage ${Math.round(health.coverage * 100)} %, missing: ${health.missing.join(', ') || 'nothing'}`,
        ],
      };
    });
  },
};
