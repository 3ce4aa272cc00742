import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';

/** What is told of an XML text as it is read. Names are without the prefix of their namespace. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** So many bytes in which nothing begins or ends are one text that would fill the memory; a cell has at most 32,767 characters. */
const LONGEST_TEXT = 16 * 1024 * 1024;

interface Reader {
  write(text: string): void;
  end(): void;
}

function readerOf(handler: XmlHandler): Reader {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const own = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', ({ name, attributes }) => handler.open?.(own(name), attributes as Record<string, string>));
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('closetag', ({ name }) => handler.close?.(own(name)));
  return { write: (text) => void parser.write(text), end: () => void parser.close() };
}

/** Reads a whole XML text. */
export function readXml(text: string, handler: XmlHandler): void {
  const reader = readerOf(handler);
  reader.write(text);
  reader.end();
}

/** Reads XML as it comes; goes on after each piece, so that what was found by then can be handed over. */
export async function* streamXml(stream: Readable, handler: XmlHandler): AsyncGenerator<void> {
  let quiet = 0;
  const reader = readerOf({
    ...handler,
    open(name, attributes) {
      quiet = 0;
      handler.open?.(name, attributes);
    },
  });
  const decoder = new TextDecoder('utf-8');
  for await (const piece of stream as AsyncIterable<Uint8Array>) {
    quiet += piece.length;
    if (quiet > LONGEST_TEXT) throw new Error(`it holds a text of more than ${LONGEST_TEXT} bytes`);
    reader.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  reader.write(decoder.decode());
  reader.end();
  yield;
}
