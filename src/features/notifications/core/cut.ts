/**
 * How many bytes a text takes in UTF-8: the vendors count those.
 *
 * @param text  Any text; half a pair of surrogates counts as the three bytes that stand for it.
 * @returns     The bytes.
 * @example     byteLength('a系') // => 4
 */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character.codePointAt(0) ?? 0);
  return bytes;
}

function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/**
 * A text that fits, cut between characters.
 *
 * @param text   Any text.
 * @param bytes  How many bytes it may take, at least 3.
 * @returns      The text, or its beginning with an ellipsis.
 * @example      cutBytes('系舟系舟', 9) // => '系舟…'
 */
export function cutBytes(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  let [kept, left] = ['', bytes - 3];
  for (const character of text) {
    left -= byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * A text from outside, such as the name of a customer, as it may stand in a message: on one line, and without the signs by which the
 * vendors and mail programs mark links, colours and calls (`@`).
 *
 * @param text  Any text.
 * @returns     The text with those signs made wide, so that it reads the same and does nothing.
 * @example     plainText('<at user_id="all">[x](y)') // => '＜at user_id="all"＞［x］(y)'
 */
export function plainText(text: string): string {
  const wide: Readonly<Record<string, string>> = { '<': '＜', '>': '＞', '[': '［', ']': '］', '*': '＊', '`': '｀', '@': '＠', '#': '＃' };
  return (
    text
      // Control characters and marks that turn the direction of writing.
      .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
      .replace(/[<>[\]*`@#]/g, (sign) => wide[sign] ?? sign)
      .trim()
  );
}
