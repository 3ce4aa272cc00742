import { AppError } from '../../kernel/errors.ts';
import { meaningOf, type NumberMeaning } from './number-formats.ts';
import { readXml, streamXml } from './xml.ts';
import type { Parts } from './zip.ts';

/** The longest text that a cell may have in a spreadsheet is 32,767; what is longer is no spreadsheet of people. */
const SHARED_CHARACTERS = 512 * 1024 * 1024;

/** Each is looked at by itself. */
const MOST_SHEETS = 255;

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

/** What all sheets of a spreadsheet share. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly is1904: boolean;
  /** By style. */
  readonly meanings: readonly NumberMeaning[];
}

/** Reads which sheets there are and how numbers are meant. */
export async function readWorkbook(parts: Parts): Promise<Workbook> {
  const targets = new Map<string, string>();
  readXml(await parts.text('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, partName(Target));
    },
  });
  const sheets: Sheet[] = [];
  let is1904 = false;
  readXml(await parts.text('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet') return;
      const part = targets.get(attributes['r:id'] ?? '') ?? '';
      const isHidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      sheets.push({ name: attributes.name ?? '', part, isHidden });
    },
  });
  if (sheets.length > MOST_SHEETS)
    throw new AppError('invalid-input', `The spreadsheet has ${sheets.length} sheets; at most ${MOST_SHEETS} are read.`);
  return { sheets, is1904, meanings: meaningsIn(await parts.text('xl/styles.xml')) };
}

function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

function meaningsIn(styles: string): readonly NumberMeaning[] {
  if (styles === '') return [];
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let isCellFormats = false;
  readXml(styles, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') isCellFormats = true;
      if (name === 'xf' && isCellFormats) meanings.push(meaningOf(Number(numFmtId), codes.get(Number(numFmtId))));
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return meanings;
}

/** The texts that cells refer to by number. Readings of Chinese and Japanese words that stand beside them are left out. */
export async function readSharedTexts(parts: Parts): Promise<readonly string[]> {
  const stream = await parts.open('xl/sharedStrings.xml');
  if (stream === null) return [];
  const texts: string[] = [];
  let [text, characters, isText, isReading] = ['', 0, false, false];
  const handler = {
    open(name: string) {
      if (name === 'si') text = '';
      if (name === 'rPh') isReading = true;
      if (name === 't') isText = !isReading;
    },
    text(more: string) {
      if (isText) text += more;
    },
    close(name: string) {
      if (name === 't') isText = false;
      if (name === 'rPh') isReading = false;
      if (name !== 'si') return;
      texts.push(text);
      characters += text.length;
    },
  };
  for await (const _ of streamXml(stream, handler))
    if (characters > SHARED_CHARACTERS)
      throw new AppError('invalid-input', `The spreadsheet has more than ${SHARED_CHARACTERS} characters of text.`);
  return texts;
}
