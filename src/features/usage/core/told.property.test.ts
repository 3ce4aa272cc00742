import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../kernel/time.ts';
import { LONGEST_HISTORY, type Span, type Told, tell, toldAt } from './told.ts';

const runs = { seed: 484326709, numRuns: 2000 };
const word = fc.record({ at: fc.integer({ min: 0, max: 30 }).map((at) => at as Instant), value: fc.constantFrom('a', 'b', 'c') });
type Word = { at: Instant; value: string };

const toldBy = (words: readonly Word[]): { told: Told<string>; kept: Map<Instant, Span<string>> } => {
  let told: Told<string> = [];
  const kept = new Map<Instant, Span<string>>();
  for (const { at, value } of words) {
    const step = tell(told, at, value);
    told = step.told;
    for (const span of step.news) kept.set(span.since, span);
  }
  return { told, kept };
};

describe('what was told of a name', () => {
  test('words in the order of time: the last one at or before a moment holds', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const sorted = [...words].sort((a, b) => a.at - b.at);
        const { told } = toldBy(sorted);
        for (let at = 0; at <= 31; at++) expect(toldAt(told, at as Instant)).toBe(sorted.filter((one) => one.at <= at).at(-1)?.value);
      }),
      runs,
    );
  });

  test('words in any order, each moment once: the same as in the order of time, at every moment at which something was said', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 20, selector: ({ at }) => at }), (words) => {
        const { told } = toldBy(words);
        const last = words.at(-1);
        // What was just said holds from its moment on until the next other word.
        if (last !== undefined) expect(toldAt(told, last.at)).toBe(last.value);
        const latest = [...words].sort((a, b) => a.at - b.at).at(-1);
        expect(toldAt(told, 31 as Instant)).toBe(latest?.value);
      }),
      runs,
    );
  });

  test('what is to be kept is all there is: read back, it says the same, and saying everything again in order changes nothing', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const { told, kept } = toldBy(words);
        const readBack = [...kept.values()].sort((a, b) => a.since - b.since);
        for (let at = 0; at <= 31; at++) expect(toldAt(readBack, at as Instant)).toBe(toldAt(told, at as Instant));
        expect(told.map(({ since }) => since)).toEqual([...new Set(told.map(({ since }) => since))].sort((a, b) => a - b));
        const sorted = [...words].sort((a, b) => a.at - b.at);
        const once = toldBy(sorted).told;
        const distinct = sorted.filter(({ at }, index) => sorted.findIndex((one) => one.at === at) === index);
        if (distinct.length !== sorted.length) return;
        for (const { at, value } of sorted) expect(tell(once, at, value).news).toEqual([]);
      }),
      runs,
    );
  });

  test('a sender that changes its mind for ever fills no memory: the latest words stay', () => {
    let told: Told<number> = [];
    for (let at = 0; at < 10_000; at++) told = tell(told, at as Instant, at % 7).told;
    expect([told.length, told.at(-1)?.since]).toEqual([LONGEST_HISTORY, 9_999]);
    expect(toldAt(told, 10_000 as Instant)).toBe(9_999 % 7);
  });
});
