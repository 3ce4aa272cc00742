/**
 * The text of a file that people exported: UTF-8, UTF-16 where the file says so by its first two bytes, else GB 18030, which
 * spreadsheets in China still write by default.
 *
 * @param bytes  The file.
 * @returns      Its text, without a byte order mark.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
