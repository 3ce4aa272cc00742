import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell, PARTIAL, reasonCode } from '../../../../kernel/column.ts';
import { known, unknown } from '../../../../kernel/known.ts';
import { explainLowActivity, lowActivity, lowActivityColumn } from './low-activity.ts';

describe('measure low-activity', () => {
  test('HLT-02: activity 45 % of 60 % gives 75; more than expected gives 100', () => {
    const columns = {
      'activity-rate': {
        from: 10,
        values: Float64Array.of(0.45, 0.9, Number.NaN),
        reasons: Uint8Array.of(0, PARTIAL, reasonCode('too-few-days')),
      },
    };
    const score = lowActivity.evaluate(columns, { expectedActivity: lowActivity.defaults.expectedActivity.value }, 10, 13);
    expect([10, 11, 12, 13].map((day) => cell(score, day))).toEqual([
      known(75),
      { known: true, value: 100, partial: true },
      unknown('too-few-days'),
      unknown('not-computed'),
    ]);
  });

  test('settled 19: what it explains for a day is the cell of the column', () => {
    const values = fc.array(fc.oneof(fc.double({ min: 0, max: 1.5, noNaN: true }), fc.constant(Number.NaN)), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (list, expectedActivity) => {
        const columns = {
          'activity-rate': {
            from: 7,
            values: Float64Array.from(list),
            reasons: Uint8Array.from(list, (v) => (Number.isNaN(v) ? reasonCode('source-silent') : 0)),
          },
        };
        const column = lowActivityColumn(columns, { expectedActivity }, 7, 6 + list.length);
        for (let day = 7; day < 7 + list.length; day++)
          expect(explainLowActivity(columns, { expectedActivity }, day).score).toEqual(cell(column, day));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
