/** Longest sort key in UTF-16 units. It travels in the cursor of a list; names that agree so far stand in the order they were made. */
const LONGEST_SORT_KEY = 80;

/**
 * The key by which names are sorted, so that 北京 and Bosch stand among each other as people look for them.
 *
 * @param name       The name as it is shown.
 * @param syllables  The name in pinyin without tones, one entry a character; what is not Chinese stays as it is.
 * @returns          Pinyin in lower case, a space between syllables (西安 before 先), then the name itself; at most 80 units.
 * @example          sortKey('西安', ['xi', 'an']) // => 'xi an\t西安'
 */
export function sortKey(name: string, syllables: readonly string[]): string {
  const spoken = folded(syllables.map((syllable) => syllable.trim()).join(' '));
  const key = `${spoken}\t${name}`.slice(0, LONGEST_SORT_KEY);
  // A pair of surrogates cut in half can be stored nowhere.
  return /[\uD800-\uDBFF]$/.test(key) ? key.slice(0, -1) : key;
}

/**
 * The text in which a search looks: name, pinyin, initials and external id, on a line each, so that nothing matches across them.
 *
 * @param name        The name as it is shown.
 * @param syllables   The name in pinyin without tones.
 * @param externalId  The id in the sender's system.
 * @returns           Lines of lower-case text.
 * @example           searchText('北京', ['bei', 'jing'], 'A-1') // => '北京\nbeijing\nbj\na-1'
 */
export function searchText(name: string, syllables: readonly string[], externalId: string): string {
  const initials = syllables.map((syllable) => [...syllable.trim()][0] ?? '').join('');
  return [name, syllables.join('').replace(/\s+/g, ''), initials, externalId].map(folded).join('\n');
}

/**
 * What a person typed into a search box, as it is looked for.
 *
 * @param typed  Any text.
 * @returns      The text folded, and without spaces (`bei jing` finds 北京). Empty when nothing was typed.
 * @example      searchTerms(' Bei Jing') // => ['bei jing', 'beijing']
 */
export function searchTerms(typed: string): readonly string[] {
  const text = folded(typed).trim();
  return text === '' ? [] : [...new Set([text, text.replaceAll(' ', '')])];
}

/** Full-width letters as half-width, capitals as small letters, any white space as a space. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
}
