/** Longest proposal: a key is read and typed. A longer one in pinyin is shortened to its initials. */
const READABLE = 20;
const LIMIT = 40;

/** What companies add to their names and nobody says. Longest first. */
const LEGAL_FORMS =
  /(?:股份有限公司|有限责任公司|有限公司|集团公司|公司)$|[\s,]+(?:inc|incorporated|ltd|limited|llc|corp|corporation|co|gmbh|ag|plc|pte|sa)\.?$/i;

/** Letters that are not a base letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' };

/**
 * The key of a workspace, proposed from its name: pinyin for 汉字, plain letters for others.
 *
 * @param name       As the person writes it.
 * @param syllables  Pinyin of a text of 汉字, without tones, one syllable a character.
 * @returns          Lower-case letters, digits and hyphens, at most 40; empty when the name has nothing to make a key of.
 * @example proposeKey('Müller & Co.', () => []) // => 'muller'
 */
export function proposeKey(name: string, syllables: (han: string) => readonly string[]): string {
  const parts: { letters: string; initials: string }[] = [];
  for (const [run] of withoutForm(name).matchAll(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)) {
    if (/\p{Script=Han}/u.test(run)) {
      const spoken = syllables(run).map(plain).filter(Boolean);
      if (spoken.length > 0) parts.push({ letters: spoken.join(''), initials: spoken.map((one) => one[0] ?? '').join('') });
    } else {
      for (const word of plain(run).split('-').filter(Boolean)) parts.push({ letters: word, initials: word });
    }
  }
  const full = parts.map((part) => part.letters).join('-');
  const chosen = full.length <= READABLE ? full : parts.map((part) => part.initials).join('-');
  return chosen.slice(0, LIMIT).replace(/-+$/, '');
}

function withoutForm(name: string): string {
  let rest = name.replace(/[（(][^）)]*[）)]/gu, ' ').trim();
  for (let before = ''; before !== rest; ) {
    before = rest;
    const shorter = rest.replace(LEGAL_FORMS, '').trim();
    if (shorter !== '') rest = shorter;
  }
  return rest;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/gu, (letter) => LETTERS[letter] ?? '')
    .normalize('NFKD')
    .replace(/[\p{M}'’.]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
