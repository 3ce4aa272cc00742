/** A stream of numbers in [0, 1): the same seed gives the same numbers on every machine. */
export type Random = () => number;

/**
 * A seeded stream of random numbers for demo data, samples and tests. Not for secrets.
 *
 * @param seed  Any integer; only its low 32 bits count.
 * @returns     A function that gives the next number, 0 ≤ x < 1, each time it is called.
 * @source      mulberry32, T. Ettinger, public domain (2017).
 * @example     [0, 1].map(() => Math.floor(1000 * seededRandom(1)())) // => [627, 627]
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A whole number from a range, each equally likely.
 *
 * @param random  A stream.
 * @param from    Smallest possible value.
 * @param to      Largest possible value, ≥ from.
 * @returns       An integer, both ends included.
 * @example       randomInteger(() => 0.999, 1, 6) // => 6
 */
export function randomInteger(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/**
 * A number from a normal distribution.
 *
 * @param random     A stream; two numbers are taken from it.
 * @param mean       Centre.
 * @param deviation  Standard deviation, ≥ 0.
 * @returns          Any finite number.
 * @source           G. E. P. Box, M. E. Muller, "A Note on the Generation of Random Normal Deviates" (1958).
 * @example          randomNormal(() => 0.5, 10, 0) // => 10
 */
export function randomNormal(random: Random, mean: number, deviation: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return mean + deviation * radius * Math.cos(2 * Math.PI * random());
}

/**
 * One item of a list, each equally likely.
 *
 * @param random  A stream.
 * @param items   At least one item.
 * @returns       An item of the list.
 * @example       randomItem(() => 0.5, ['a', 'b', 'c', 'd']) // => 'c'
 */
export function randomItem<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}
