import { expect, test } from 'vitest';
import { concentrationOf } from './concentration.ts';

test('SEG-05: 1 % of 200,000 customers bring 70 %, and one of them is worth 231 of the others', () => {
  const amounts = [...new Array<number>(2000).fill(70 / 2000), ...new Array<number>(198_000).fill(30 / 198_000)];
  const [top] = concentrationOf(amounts).tops;
  expect([top?.count, top?.revenue.toFixed(6), Math.round(top?.worth ?? 0)]).toEqual([2000, '0.700000', 231]);
});

test('the curve goes from nothing to all, and never sinks below the even share', () => {
  const { curve, customers } = concentrationOf([5, 3, 0, 1, 1]);
  expect(customers).toBe(4);
  expect(curve[0]).toEqual({ customers: 0, revenue: 0 });
  expect(curve.at(-1)).toEqual({ customers: 1, revenue: 1 });
  expect(curve.every((point) => point.revenue >= Math.floor(point.customers * 4) / 4)).toBe(true);
  expect(concentrationOf([0, 0])).toEqual({ customers: 0, tops: [], curve: [] });
  expect(concentrationOf([7]).tops[0]?.worth).toBeNull();
});
