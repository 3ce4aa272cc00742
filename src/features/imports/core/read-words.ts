import type { Choices } from '../../../kernel/record.ts';

/** Yes and no as people and programs write them. */
const FLAGS: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['true', 't', 'yes', 'y', '1', '是', '有', '对', '√', '✓', '✔', '启用', '已'].map((word) => [word, true]),
  ...['false', 'f', 'no', 'n', '0', '否', '无', '不', '×', '✗', '✘', '停用', '未'].map((word) => [word, false]),
]);

/**
 * Reads yes or no.
 *
 * @param text  The cell.
 * @returns     Null when it says neither.
 * @example     readFlag('是') // => true
 */
export function readFlag(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  return Object.hasOwn(FLAGS, word) ? (FLAGS[word] ?? null) : null;
}

/**
 * A word without what does not count when words are compared: capitals, spaces, dashes, underscores, dots, and what stands in brackets
 * behind it (年费（元）).
 *
 * @param text  A header, a word of a choice, the name of a file.
 * @returns     What is compared.
 * @example     plainWord('Contract No. （必填）') // => 'contractno'
 */
export function plainWord(text: string): string {
  return text
    .toLowerCase()
    .replace(/[（(【[][^）)】\]]*[）)】\]]\s*$/, '')
    .replaceAll(/[\s_\-.:：*/\\]+/g, '');
}

/**
 * The codes of a choice by the words for them.
 *
 * @param choices  The choice.
 * @param said     Words of one source, with the codes they stand for: they count before the words that everybody uses.
 * @returns        Code by plain word.
 * @example        wordsOfChoice({ HIGH: ['高'] }, { major: 'HIGH' }).get('major') // => 'HIGH'
 */
export function wordsOfChoice(choices: Choices, said: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [code, names] of Object.entries(choices)) for (const name of [code, ...names]) words.set(plainWord(name), code);
  for (const [word, code] of Object.entries(said)) words.set(plainWord(word), code);
  return words;
}
