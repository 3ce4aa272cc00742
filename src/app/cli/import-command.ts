import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { type ByteSource, fileSource } from '../../connectors/byte-source.ts';
import { isTableFile } from '../../connectors/open-table.ts';
import { getImport, type ImportReport } from '../../features/imports/contract.ts';
import { announceFile, removeFile, startImport, uploadFile } from '../../features/imports/contract-files.ts';
import { type ImportMapping, importMappingSchema } from '../../features/imports/contract-mapping.ts';
import { decisionIn, withColumn, withEndDates } from '../../features/imports/decide.ts';
import { mappingOf, type Proposal, propose } from '../../features/imports/propose.ts';
import { type ImportInput, importSources } from '../../features/imports/service.ts';
import { AppError } from '../../kernel/errors.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Answer, type Command, type Invocation, optional, type Values, word } from './command.ts';
import type { Connection } from './connection.ts';
import { dayOption } from './data-commands.ts';
import { reportLines } from './import-report.ts';

/** Files whose mapping nobody named come from a source of this name. */
const SOURCE = 'files';

export const importCommand: Command = {
  name: 'import',
  usage:
    '<folder or file> [--map <mapping.yaml>] [--propose] [--accept-proposal] [--set <file>.<column>=<field>]… [--end-dates exclusive] [--source <name>] [--as-of <day>] [--dry-run]',
  summary: 'Imports CSV, TSV, JSONL and XLSX files. Good rows are kept, bad rows are reported. --propose prints a mapping instead.',
  options: {
    map: { type: 'string' },
    propose: { type: 'boolean' },
    'accept-proposal': { type: 'boolean' },
    set: { type: 'string', multiple: true },
    'end-dates': { type: 'string' },
    source: { type: 'string' },
    'as-of': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  async run(invocation) {
    const { values } = invocation;
    const place = await placeOf(word(invocation.words, 0, 'folder or file'));
    if (optional(values, 'map') !== undefined) return runWith(invocation, place, await readMapping(optional(values, 'map') ?? ''));
    if (values.propose !== true && values['accept-proposal'] !== true)
      throw new ExitError('wrong usage', 'Say how: --map <mapping.yaml>, --propose to see a mapping, or --accept-proposal to take it.');
    const { proposals, mapping } = await proposed(place, values);
    if (values.propose === true) return proposalAnswer(mapping, proposals);
    return runWith(invocation, place, mapping, proposals);
  },
};

interface Place {
  readonly folder: string;
  /** Names of files that are tables. */
  readonly files: readonly string[];
}

async function placeOf(path: string): Promise<Place> {
  const found = await opened(path, () => stat(path));
  if (!found.isDirectory()) return { folder: dirname(path), files: [basename(path)] };
  return { folder: path, files: (await readdir(path)).filter(isTableFile).sort() };
}

/** The mapping that the program proposes, with what the flags decide. */
async function proposed({ folder, files }: Place, values: Values): Promise<{ proposals: readonly Proposal[]; mapping: ImportMapping }> {
  if (files.length === 0) throw new ExitError('wrong usage', `${folder} has no files with tables (.csv, .tsv, .jsonl, .xlsx).`);
  const decisions = listOf(values, 'set').map((text) => decisionIn(text, files));
  const kinds = new Map(decisions.flatMap((one) => ('entity' in one ? [[one.file, one.entity] as const] : [])));
  const found = await propose(await sourcesIn(folder, files), { kinds });
  const endDates = endDatesOf(values);
  const proposals = found.map((proposal): Proposal => {
    if (proposal.mapping === null) return proposal;
    const own = decisions.flatMap((one) => ('column' in one && one.file === proposal.file ? [one] : []));
    const decided = own.reduce((mapping, { column, use }) => withColumn(mapping, column, use), proposal.mapping);
    return { ...proposal, mapping: endDates === undefined ? decided : withEndDates(decided, endDates) };
  });
  return { proposals, mapping: mappingOf(optional(values, 'source') ?? SOURCE, proposals) };
}

function listOf(values: Values, name: string): readonly string[] {
  const given = values[name];
  return Array.isArray(given) ? (given as readonly string[]) : [];
}

function endDatesOf(values: Values): 'inclusive' | 'exclusive' | undefined {
  const text = optional(values, 'end-dates');
  if (text === undefined || text === 'inclusive' || text === 'exclusive') return text;
  throw new ExitError('wrong usage', `--end-dates takes inclusive or exclusive; not '${text}'.`);
}

function proposalAnswer(mapping: ImportMapping, proposals: readonly Proposal[]): Answer {
  const files = proposals.map(({ columns, mapping: _, ...rest }) => ({
    ...rest,
    columns: columns.map(({ header, survey: { filled, empty, samples } }) => ({ header, filled, empty, samples })),
  }));
  return {
    data: { mapping, files },
    lines: [...questionLines(proposals).map((line) => `# ${line}`), ...stringify(mapping).trimEnd().split('\n')],
  };
}

/** What the program could not decide. */
function questionLines(proposals: readonly Proposal[]): readonly string[] {
  return proposals.flatMap(({ file, sheet, questions }) => {
    const place = sheet === null ? file : `${file}, ${sheet}`;
    return questions.map(({ code, column, words }) => {
      const about = words.length === 0 ? '' : `: ${words.slice(0, 10).join(', ')}`;
      return `${place}: ${QUESTIONS[code]}${column === null ? '' : ` (${column}${about})`}`;
    });
  });
}

const QUESTIONS: Readonly<Record<Proposal['questions'][number]['code'], string>> = {
  'no-kind': 'nothing says what it holds; it is left out. Say it with --set <file>=<kind>',
  'no-customer': 'its rows name no customer, and nothing that leads to one; it is left out',
  'unknown-words': 'words that nobody has mapped; their rows are rejected',
  'column-twice': 'this header stands more than once; it is left out',
  'date-order': 'every day reads in two ways; say dates: day-first or month-first in the mapping',
};

async function runWith(
  invocation: Invocation,
  { folder }: Place,
  mapping: ImportMapping,
  proposals: readonly Proposal[] = [],
): Promise<Answer> {
  const { values } = invocation;
  const asOf = dayOption(values, 'as-of');
  const sources = await sourcesIn(folder, [...new Set(mapping.files.map(({ file }) => file))]);
  const input = { mapping, sources, asOf, isDry: values['dry-run'] === true };
  const report = invocation.server === null ? await importHere(invocation, input) : await importThere(invocation, input);
  const leftOut = proposals.filter((one) => one.mapping === null).map(({ file, sheet }) => (sheet === null ? file : `${file}, ${sheet}`));
  return { data: { ...report, leftOut }, lines: [...reportLines(report), ...questionLines(proposals)] };
}

type Input = Pick<ImportInput, 'mapping' | 'sources' | 'asOf' | 'isDry'>;

/** Opens the data folder and reads the files where they lie. */
async function importHere(invocation: Invocation, input: Input): Promise<ImportReport> {
  const connection = await invocation.open();
  try {
    const workspace = await connection.workspace();
    return await connection.mooring.runtime.read(workspace, { kind: 'operator' }, (ctx) => importSources(ctx, input));
  } finally {
    await connection.close();
  }
}

/** Sends the files to the server, which imports them in the background. */
async function importThere(invocation: Invocation, { mapping, sources, asOf, isDry }: Input): Promise<ImportReport> {
  const connection = await invocation.connect();
  const files: string[] = [];
  for (const source of sources) files.push(await sendFile(connection, source));
  const started = await connection.call(startImport, { files, mapping, dryRun: isDry === true, ...(asOf === undefined ? {} : { asOf }) });
  let report = started;
  while (RUNNING.has(report.state)) {
    await sleep(LOOK_MS);
    report = await connection.call(getImport, { importId: started.importId });
  }
  for (const fileId of files) await connection.call(removeFile, { fileId });
  if (report.state === 'failed') throw new ExitError('failed', `The import failed: ${report.problem ?? 'the log of the server says why'}.`);
  return report;
}

const RUNNING: ReadonlySet<ImportReport['state']> = new Set(['waiting', 'running', 'cancelling']);
const LOOK_MS = 500;
/** Pieces of a file that are sent in one call. */
const PIECE = 8 * 1024 * 1024;

async function sendFile(connection: Connection, source: ByteSource): Promise<string> {
  const { fileId } = await connection.call(announceFile, { name: source.name, bytes: source.bytes });
  let offset = 0;
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    await connection.upload?.(uploadFile, { fileId, offset }, new Uint8Array(Buffer.concat(waiting)));
    offset += bytes;
    [waiting, bytes] = [[], 0];
  };
  for await (const piece of source.read()) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes >= PIECE) await send();
  }
  if (bytes > 0) await send();
  return fileId;
}

/** Reads a mapping from a file. */
async function readMapping(path: string): Promise<ImportMapping> {
  const text = new TextDecoder().decode(await opened(path, () => readFile(path)));
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

function sourcesIn(folder: string, names: readonly string[]): Promise<readonly ByteSource[]> {
  return Promise.all(
    names.map((name) => {
      const path = join(folder, name);
      return opened(path, () => fileSource(name, path));
    }),
  );
}

async function opened<T>(path: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new ExitError('wrong usage', code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${String(code)}).`);
  }
}
