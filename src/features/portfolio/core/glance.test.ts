import { expect, test } from 'vitest';
import { formatRatio } from '../../../web/format.ts';
import { type Group, glanceOf } from './glance.ts';

const group = (some: Partial<Group>): Group => ({
  ...{ state: 'live', tier: null, band: 'healthy', bandBefore: 'healthy', level: 2, steady: null, count: 1 },
  ...{ arrMinor: 0, arrKnown: 1, atRiskMinor: 0, coverage: 1, covered: 1 },
  ...some,
});

test('MON-01: 128 of 200 are steadily active: 64 %; 10 of 210 have ended: 4.8 %', () => {
  const groups = [
    group({ steady: true, count: 128 }),
    group({ steady: false, count: 60 }),
    group({ count: 12 }),
    group({ state: 'ended', count: 10 }),
  ];
  const { live, ended, steady } = glanceOf(groups, []);
  expect([live, ended, steady]).toEqual([200, 10, { yes: 128, known: 188 }]);
  expect([formatRatio(steady.yes / live), formatRatio(ended / (live + ended))]).toEqual(['64.0%', '4.8%']);
});

test('MON-01: who moved between bands is counted once, and only where both are known', () => {
  const groups = [
    group({ band: 'danger', bandBefore: 'healthy', count: 2 }),
    group({ band: 'healthy', bandBefore: 'watch', count: 3 }),
    group({ band: 'insufficient-data', bandBefore: 'healthy', count: 5 }),
  ];
  expect(glanceOf(groups, [])).toMatchObject({ fell: 2, rose: 3 });
});

test('an ARR that nobody knows is unknown, not 0; a mean is of those whose is known', () => {
  const nobody = group({ arrMinor: null, arrKnown: 0, atRiskMinor: null, count: 4 });
  expect(glanceOf([nobody], [])).toMatchObject({
    arrMinor: null,
    atRiskMinor: null,
    arrUnknown: 4,
    bands: [{ arrMinor: null }, {}, {}, {}],
  });
  const some = group({ arrMinor: 900, arrKnown: 3, count: 3 });
  const found = glanceOf([nobody, some], []);
  expect([found.arrMinor, found.arrUnknown]).toEqual([900, 4]);
  expect(found.tiers).toEqual([{ tier: null, count: 7, arrMinor: 900, meanMinor: 300 }]);
});
