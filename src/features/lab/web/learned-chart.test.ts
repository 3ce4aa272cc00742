import { expect, test } from 'vitest';
import { chanceText, tenthsChart } from './learned-chart.ts';

test('columns stand from the lowest tenth to the highest, divided by health, the largest as high as the plot', () => {
  const { columns, floor } = tenthsChart([
    { tenth: 1, mean: 0.01, bands: { healthy: 6, watch: 2, danger: 0, 'insufficient-data': 0 } },
    { tenth: 10, mean: 0.4, bands: { healthy: 1, watch: 0, danger: 2, 'insufficient-data': 1 } },
  ]);
  expect(columns.map(({ customers }) => customers)).toEqual([8, 0, 0, 0, 0, 0, 0, 0, 0, 4]);
  expect(columns[0]?.parts.map(({ band, height }) => [band, height])).toEqual([
    ['healthy', 112.5],
    ['watch', 37.5],
  ]);
  const last = columns[9];
  expect(last?.parts.map(({ band }) => band)).toEqual(['healthy', 'danger', 'insufficient-data']);
  // Without a gap between them, and up from the floor.
  expect(last?.parts[0]?.y).toBe(floor - (last?.parts[0]?.height ?? 0));
  expect(last?.parts.reduce((sum, { height }) => sum + height, 0)).toBe(75);
  expect(tenthsChart([]).columns.every(({ parts }) => parts.length === 0)).toBe(true);
});

test('a probability is said in whole percents, and never as none or certain', () => {
  expect([0, 0.004, 0.0149, 0.234, 0.995].map((chance) => chanceText(chance))).toEqual(['<1%', '<1%', '1%', '23%', '>99%']);
  // What lies beyond all that the back-test has seen is only said to be more.
  expect([chanceText(0.3, 0.338), chanceText(0.93, 0.338), chanceText(0.999, 1)]).toEqual(['30%', '>34%', '>99%']);
});
