import { type CsvHead, readHead } from './csv-head.ts';
import { type Columns, type Entity, proposeMapping } from './propose-mapping.ts';

/** A file a person chose, with what they say about it so far. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: number;
  readonly text: string;
  readonly head: CsvHead;
  readonly entity: Entity;
  readonly columns: Columns;
  readonly attributes: readonly string[];
  readonly endsOnIs: 'inclusive' | 'exclusive';
}

const PREVIEW_ROWS = 5;
const HEAD_CHARACTERS = 64 * 1024;

/**
 * Reads a chosen file: text, first rows, and a proposal for its columns.
 *
 * @param file  A file of the browser.
 * @returns     The file as chosen; the person may change everything but its content.
 */
export async function readChosen(file: File): Promise<ChosenFile> {
  const text = await readText(file);
  const head = readHead(text.slice(0, HEAD_CHARACTERS), PREVIEW_ROWS, text.length <= HEAD_CHARACTERS);
  const proposal = proposeMapping(file.name, head.header);
  return {
    name: file.name,
    bytes: file.size,
    text,
    head,
    ...proposal,
    attributes: attributesOf(proposal.entity, proposal.columns, head.header),
    endsOnIs: 'inclusive',
  };
}

/**
 * The columns of a customer file that are kept as attributes: all that serve no field.
 *
 * @param entity   What the file holds.
 * @param columns  Columns chosen.
 * @param header   Header of the file.
 * @returns        Headers, at most fifty; none for other kinds of files.
 */
export function attributesOf(entity: Entity, columns: Columns, header: readonly string[]): string[] {
  if (entity !== 'accounts') return [];
  const used = new Set(Object.values(columns));
  return header.filter((column) => column !== '' && !used.has(column)).slice(0, 50);
}

// Spreadsheets in China still write GB 18030 by default: what is not UTF-8 is read as that.
async function readText(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
