/** A file within a zip, once all of it is there. */
export interface ZipPart {
  readonly name: string;
  /** CRC-32 of what is unpacked. */
  readonly crc: number;
  readonly size: number;
  /** Bytes that it takes in the zip. */
  readonly packed: number;
}

/** The largest file, and zip, that the plain format can name. */
export const LARGEST_ZIP = 2 ** 32 - 1;

const [DEFLATED, UTF8_NAMES, VERSION] = [8, 0x0800, 20];
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/**
 * CRC-32 of bytes that come in pieces.
 *
 * @param before  Of the pieces before; 0 at first.
 * @param bytes   The next piece.
 * @returns       Of all of them.
 */
export function crcOf(before: number, bytes: Uint8Array): number {
  let crc = ~before;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** What stands before a file in a zip. */
export function zipHeader({ name, crc, size, packed }: ZipPart): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(name);
  return bytesOf([...u32(0x04034b50), ...u16(VERSION), ...shared(crc, packed, size), ...u16(text.length), ...u16(0), ...text]);
}

/**
 * What stands at the end of a zip: where each file begins.
 *
 * @param parts  In their order.
 * @returns      The directory and its end.
 * @throws       RangeError when it is larger than the format can name.
 */
export function zipDirectory(parts: readonly ZipPart[]): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const entries = parts.flatMap((part) => {
    const text = new TextEncoder().encode(part.name);
    const at = offset;
    offset += zipHeader(part).length + part.packed;
    if (offset > LARGEST_ZIP || part.size > LARGEST_ZIP) throw new RangeError('The zip is larger than its format can name.');
    const lengths = [...u16(text.length), ...u16(0), ...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(at)];
    return [...u32(0x02014b50), ...u16(VERSION), ...u16(VERSION), ...shared(part.crc, part.packed, part.size), ...lengths, ...text];
  });
  const count = u16(parts.length);
  return bytesOf([
    ...entries,
    ...u32(0x06054b50),
    ...u16(0),
    ...u16(0),
    ...count,
    ...count,
    ...u32(entries.length),
    ...u32(offset),
    ...u16(0),
  ]);
}

/** Flags, method, an empty time, and the figures. */
function shared(crc: number, packed: number, size: number): readonly number[] {
  return [...u16(UTF8_NAMES), ...u16(DEFLATED), ...u16(0), ...u16(0x21), ...u32(crc), ...u32(packed), ...u32(size)];
}

function u16(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function u32(value: number): readonly number[] {
  return [...u16(value & 0xffff), ...u16(Math.floor(value / 65_536))];
}

function bytesOf(values: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(values);
}
