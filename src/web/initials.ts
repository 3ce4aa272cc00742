/**
 * A name in a circle.
 *
 * @param name  Of a person.
 * @returns     林知夏 → 林, Lin Zhixia → LZ.
 */
export function initials(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return name.slice(0, 1);
  return name
    .split(/\s+/)
    .map((word) => word.slice(0, 1).toUpperCase())
    .slice(0, 2)
    .join('');
}
