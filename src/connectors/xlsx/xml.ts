import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';

/** What is told of an XML text as it is read. Names are without the prefix of their namespace. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

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
  const reader = readerOf(handler);
  const decoder = new TextDecoder('utf-8');
  for await (const piece of stream as AsyncIterable<Uint8Array>) {
    reader.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  reader.write(decoder.decode());
  reader.end();
  yield;
}
