const WIDE = /[\uFF01-\uFF5E\u3000]/;
const EVERY_WIDE = /[\uFF01-\uFF5E\u3000]/g;
/** How far a full-width sign stands from the plain one. */
const SHIFT = 0xfee0;

/**
 * Digits and signs as a Chinese input method writes them, as the plain ones that they stand for.
 *
 * @param text  A number or a day as it stands in a cell.
 * @returns     The same with plain digits, signs and blanks; 年, 万 and ￥ stay.
 * @example     halfWidth('１２，０００．５') // => '12,000.5'
 */
export function halfWidth(text: string): string {
  if (!WIDE.test(text)) return text;
  return text.replaceAll(EVERY_WIDE, (sign) => (sign === '\u3000' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - SHIFT)));
}
