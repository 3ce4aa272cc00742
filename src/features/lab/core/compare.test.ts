import { expect, test } from 'vitest';
import { randomNormal, seededRandom } from '../../../kernel/random.ts';
import { compare } from './compare.ts';

const CUT_OFFS = 6;
const CUSTOMERS = 120;

/** Customers at each cut-off; each has a level, and the lower it is the likelier the outcome. */
function world() {
  const random = seededRandom(11);
  const levels = Array.from({ length: CUSTOMERS }, () => randomNormal(random, 0, 1));
  const rows = Array.from({ length: CUSTOMERS * CUT_OFFS }, (_, row) => row);
  return {
    rows: {
      accounts: Uint32Array.from(rows, (row) => row % CUSTOMERS),
      places: Uint16Array.from(rows, (row) => Math.floor(row / CUSTOMERS)),
      labels: Uint8Array.from(rows, (row) => Number(random() < 1 / (1 + Math.exp(2 + 2 * (levels[row % CUSTOMERS] ?? 0))))),
    },
    seen: Float64Array.from(rows, (row) => -(levels[row % CUSTOMERS] ?? 0)),
    blurred: Float64Array.from(rows, (row) => -(levels[row % CUSTOMERS] ?? 0) + randomNormal(random, 0, 2)),
  };
}
const settings = { cutOffs: CUT_OFFS, accounts: CUSTOMERS, seed: 5, rounds: 200, leastOutcomes: 20 };

test('the sharper judgement is better, the other way round worse by the same, and with itself it cannot be told apart', () => {
  const { rows, seen, blurred } = world();
  const better = compare(rows, seen, blurred, settings);
  const worse = compare(rows, blurred, seen, settings);
  expect([better.verdict, worse.verdict]).toEqual(['better', 'worse']);
  const [gain, loss] = [better.difference, worse.difference].map((one) => (one.known ? one.value.estimate : 0));
  expect(gain).toBeCloseTo(-(loss ?? 0), 12);
  expect(better.area.known && better.otherArea.known && better.area.value.estimate - better.otherArea.value.estimate).toBeCloseTo(
    gain ?? 0,
    12,
  );
  expect(better.rows).toBe(CUSTOMERS * CUT_OFFS);
  expect(compare(rows, seen, seen, settings)).toMatchObject({
    verdict: 'not-told',
    difference: { value: { estimate: 0, low: 0, high: 0 } },
  });
});

test('only where both say something is compared, on any scale, and too few outcomes are said to be', () => {
  const { rows, seen, blurred } = world();
  const silent = blurred.map((score, row) => (row % 3 === 0 ? Number.NaN : 1000 + 7 * score));
  const some = compare(rows, seen, silent, settings);
  expect(some.rows).toBe((CUSTOMERS * CUT_OFFS * 2) / 3);
  const lifted = compare(
    rows,
    seen.map((score) => 3 * score - 8),
    silent,
    settings,
  );
  expect(lifted.difference).toEqual(some.difference);
  expect(compare(rows, seen, blurred, { ...settings, leastOutcomes: 1000 }).verdict).toBe('too-few');
});
