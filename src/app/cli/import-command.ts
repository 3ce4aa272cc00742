import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type ByteSource, fileSource } from '../../connectors/byte-source.ts';
import { isTableFile } from '../../connectors/open-table.ts';
import { type ImportMapping, importMappingSchema } from '../../features/imports/contract-mapping.ts';
import { importSources } from '../../features/imports/service.ts';
import { AppError } from '../../kernel/errors.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Command, required, word } from './command.ts';
import { dayOption } from './data-commands.ts';
import { reportLines } from './import-report.ts';

export const importCommand: Command = {
  name: 'import',
  usage: '<folder> --map <mapping.yaml> [--as-of <day>] [--dry-run]',
  summary: 'Imports the files of a folder that a mapping names. Good rows are kept, bad rows are reported.',
  options: { map: { type: 'string' }, 'as-of': { type: 'string' }, 'dry-run': { type: 'boolean' } },
  async run(invocation) {
    const folder = word(invocation.words, 0, 'folder');
    const asOf = dayOption(invocation.values, 'as-of');
    const mapping = await readMapping(required(invocation.values, 'map'));
    const sources = await sourcesIn(folder, [...new Set(mapping.files.map(({ file }) => file))]);
    const connection = await invocation.open();
    try {
      const workspace = await connection.workspace();
      const report = await connection.mooring.runtime.read(workspace, { kind: 'operator' }, (ctx) =>
        importSources(ctx, { mapping, sources, asOf, isDry: invocation.values['dry-run'] === true }),
      );
      return { data: report, lines: reportLines(report) };
    } finally {
      await connection.close();
    }
  },
};

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

void readdir;
void isTableFile;
