import { isAscii } from 'node:buffer';
import { type ByteSource, headOf } from './byte-source.ts';

/** How much of a file is looked at to tell its encoding. */
const LOOKED_AT = 1024 * 1024;
/** A character that stands for bytes that say nothing. */
const BROKEN = '\uFFFD';
/** Of this many characters beyond ASCII one may be broken before a text is taken for another encoding. */
const BROKEN_SHARE = 10;

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Text in pieces, and how far into the file they reach. */
export interface TextPiece {
  readonly text: string;
  readonly bytes: number;
}

/**
 * The encoding of a file that people exported: UTF-8, UTF-16 where the file says so by its first two bytes, else GB 18030, which
 * spreadsheets in China still write by default.
 *
 * @param head  The first bytes of the file.
 */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (isUtf8(head)) return 'utf-8';
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  let [beyond, broken] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) < 0x80) continue;
    beyond += 1;
    if (text[index] === BROKEN) broken += 1;
  }
  return broken * BROKEN_SHARE > beyond ? 'gb18030' : 'utf-8';
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // The last bytes of the head may be the beginning of a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, decoded as it is read. */
export interface DecodedText {
  readonly encoding: Encoding;
  /** Of the last reading. */
  readonly brokenCharacters: () => number;
  pieces(): AsyncIterable<TextPiece>;
}

/**
 * Decodes a file. A byte order mark is skipped. Where a file has been plain ASCII so far and then is not UTF-8, it is GB 18030: a long
 * export may hold its first Chinese name far from its beginning.
 */
export async function decodedText(source: ByteSource): Promise<DecodedText> {
  const encoding = encodingOf(await headOf(source, LOOKED_AT));
  let broken = 0;
  return {
    encoding,
    brokenCharacters: () => broken,
    async *pieces() {
      broken = 0;
      let bytes = 0;
      let decoder = new TextDecoder(encoding);
      let soFarAscii = encoding === 'utf-8';
      for await (const piece of source.read()) {
        bytes += piece.length;
        if (soFarAscii && !isAscii(piece)) {
          soFarAscii = false;
          if (bytes > LOOKED_AT) decoder = new TextDecoder(encodingOf(piece));
        }
        const text = cleaned(decoder.decode(piece, { stream: true }));
        if (!soFarAscii) broken += count(text, BROKEN);
        yield { text, bytes };
      }
      const rest = decoder.decode();
      broken += count(rest, BROKEN);
      if (rest !== '') yield { text: rest, bytes };
    },
  };
}

/** As the HTTP server does with what no database can store, so that a file gives the same rows and keys by either way. */
function cleaned(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', BROKEN) : text;
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}
