/** How well a text fits what was typed: 0 is best. Null: not at all. */
export type Fit = number | null;

/**
 * How well one of the names fits what was typed.
 *
 * @param text   What is searched in, as `searchText` of accounts writes it: lines of name, pinyin, initials, id; lower case.
 * @param terms  What was typed, as `searchTerms` gives it: the best fit of them counts.
 * @returns      0 where a whole line is meant, 1 where a line begins with it, 2 where it stands somewhere, 3 where only all of its words do;
 *               null where it does not fit.
 * @example      fitOf('重庆火锅\nchongqinghuoguo\ncqhg\na-7', ['cq']) // => 1
 * @example      fitOf('重庆火锅\nchongqinghuoguo\ncqhg\na-7', ['huoguo']) // => 2
 * @example      fitOf('重庆火锅\nchongqinghuoguo\ncqhg\na-7', ['cq hg', 'cqhg']) // => 0
 * @example      fitOf('重庆火锅\nchongqinghuoguo\ncqhg\na-7', ['火锅 重庆', '火锅重庆']) // => 3
 * @example      fitOf('重庆火锅\nchongqinghuoguo\ncqhg\na-7', ['北京']) // => null
 */
export function fitOf(text: string, terms: readonly string[]): Fit {
  let best: Fit = null;
  for (const term of terms) {
    const found = fitOfOne(text, term);
    if (found !== null && (best === null || found < best)) best = found;
  }
  if (best !== null) return best;
  const [typed = ''] = terms;
  const words = typed.split(' ').filter((word) => word !== '');
  return words.length > 1 && words.every((word) => text.includes(word)) ? 3 : null;
}

function fitOfOne(text: string, term: string): Fit {
  if (term === '' || !text.includes(term)) return null;
  const line = text.startsWith(term) ? 0 : text.indexOf(`\n${term}`) + 1;
  if (line === 0 && !text.startsWith(term)) return 2;
  const end = line + term.length;
  const whole = end === text.length || text[end] === '\n' || text.includes(`\n${term}\n`) || text.endsWith(`\n${term}`);
  return whole ? 0 : 1;
}

/** Many texts as one, because a look through one long text is many times faster than through many short ones. */
export interface Haystack<One extends { readonly text: string }> {
  readonly all: readonly One[];
  readonly text: string;
  /** Where each begins in the long text; at the end, where a next one would. */
  readonly starts: Int32Array;
}

/**
 * Makes many texts ready for being searched.
 *
 * @param all  What there is, in the order of a list by name.
 * @returns    The same as one text. Nothing matches across two of them.
 * @example    haystackOf([{ text: 'ab' }, { text: 'c' }]).starts // => new Int32Array([0, 3, 5])
 */
export function haystackOf<One extends { readonly text: string }>(all: readonly One[]): Haystack<One> {
  const starts = new Int32Array(all.length + 1);
  let at = 0;
  all.forEach(({ text }, index) => {
    starts[index] = at;
    at += text.length + 1;
  });
  starts[all.length] = at;
  return { all, text: all.map(({ text }) => text).join('\u0000'), starts };
}

/**
 * The best of many, in their own order where they fit equally well.
 *
 * @param hay    Where to look.
 * @param terms  What was typed.
 * @param limit  How many are wanted, at least 1.
 * @param allow  Who may be shown.
 * @returns      At most `limit`, the best first.
 * @example      best(haystackOf([{ text: 'bcd' }, { text: 'cd' }, { text: 'x' }]), ['cd'], 2, () => true) // => [{ text: 'cd' }, { text: 'bcd' }]
 */
export function best<One extends { readonly text: string }>(
  { all, text, starts }: Haystack<One>,
  terms: readonly string[],
  limit: number,
  allow: (one: One) => boolean,
): readonly One[] {
  const found: One[][] = [[], [], [], []];
  for (const one of holding({ all, text, starts }, needlesOf(terms))) {
    const how = allow(one) ? fitOf(one.text, terms) : null;
    const place = how === null ? undefined : found[how];
    if (place !== undefined && place.length < limit) place.push(one);
  }
  return found.flat().slice(0, limit);
}

/** Whatever fits holds one of these: a term as a whole, or the first of its words. */
function needlesOf(terms: readonly string[]): readonly string[] {
  const [typed = ''] = terms;
  return [...new Set([...terms, ...typed.split(' ').slice(0, 1)])].filter((needle) => needle !== '');
}

/** Those that hold a needle, each once. */
function* holding<One extends { readonly text: string }>(
  { all, text, starts }: Haystack<One>,
  needles: readonly string[],
): Generator<One, void> {
  const seen = new Set<One>();
  for (const needle of needles) {
    let index = 0;
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, starts[index])) {
      while ((starts[index + 1] ?? at + 1) <= at) index += 1;
      const one = all[index];
      index += 1;
      if (one === undefined || seen.has(one)) continue;
      if (needles.length > 1) seen.add(one);
      yield one;
    }
  }
}
