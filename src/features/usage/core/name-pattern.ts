/**
 * Whether a name fits a pattern. Takes at most as long as both texts together, whatever they are.
 *
 * @param pattern  A name; each `*` in it stands for any text, also none.
 * @param name     The name of an event.
 * @returns        True when all of the name fits.
 * @example        matchesName('order.*', 'order.new') // => true
 */
export function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === name;
  const [first, last] = [parts[0] ?? '', parts.at(-1) ?? ''];
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
