/**
 * Who is mentioned in a text: `@` and a name. Where one name begins another, the longer one is meant.
 *
 * @param text   The text.
 * @param names  Names of people.
 * @returns      Those of the names that are mentioned, each once, in the order of the text.
 * @example      mentionsIn('@王琳琳 看一下，@Ann Lee 也看', ['王琳', '王琳琳', 'Ann Lee']) // => ['王琳琳', 'Ann Lee']
 */
export function mentionsIn(text: string, names: readonly string[]): readonly string[] {
  const longest = [...names].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  const found = new Set<string>();
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const name = longest.find((one) => text.startsWith(one, at + 1));
    if (name !== undefined) found.add(name);
  }
  return [...found];
}
