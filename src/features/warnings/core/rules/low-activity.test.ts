import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, cell, PARTIAL, reasonCode } from '../../../../kernel/column.ts';
import type { UnknownReason } from '../../../../kernel/known.ts';
import { type JournalEntry, reconcile } from '../lifecycle.ts';
import { readyRule } from '../registry.ts';
import { lowActivity } from './low-activity.ts';

type Cell = number | UnknownReason;
const rule = readyRule(lowActivity);
const columnOf = (cells: readonly Cell[], from = 0): Column => ({
  from,
  values: Float64Array.from(cells, (c) => (typeof c === 'number' ? c : Number.NaN)),
  reasons: Uint8Array.from(cells, (c) => (typeof c === 'number' ? 0 : reasonCode(c))),
});
const states = (cells: readonly Cell[]) => [...rule.evaluate({ 'activity-rate': columnOf(cells) }, 0, cells.length - 1).values];
const times = (count: number, value: Cell): Cell[] => new Array<Cell>(count).fill(value);

/** Judges every day as it comes, and writes down what would have been said. A person may close on a day. */
function live(cells: readonly Cell[], closedByPersonOn: readonly number[] = []): string[] {
  const columns = { 'activity-rate': columnOf(cells) };
  const journal: { -readonly [K in keyof JournalEntry]: JournalEntry[K] }[] = [];
  const said: string[] = [];
  cells.forEach((_, day) => {
    const { state, value } = rule.explain(columns, day);
    const verdict = reconcile(
      { day, state, value, fires: value.known && rule.fires(value.value) },
      journal.at(-1) ?? null,
      rule.coolDownDays,
    );
    if (verdict.act === 'open') {
      journal.push({ state: 'new', openedOn: day, closedOn: null });
      said.push(`${day} open w${journal.length}`);
    }
    const last = journal.at(-1);
    const byPerson = closedByPersonOn.includes(day);
    if (last && (verdict.act === 'resolve' || byPerson)) {
      [last.state, last.closedOn] = ['resolved', day];
      said.push(`${day} resolved w${journal.length}${byPerson ? ' by a person' : ''}`);
    }
  });
  return said;
}

describe('rule low-activity', () => {
  test('MON-05: 22 % → none', () => {
    expect(states(times(30, 0.22))).toEqual(new Array(30).fill(0));
    expect(live(times(30, 0.22))).toEqual([]);
  });

  test('MON-05: 19.9 % → alert once; exactly 20 % → none', () => {
    expect(live(times(30, 0.199))).toEqual(['0 open w1']);
    expect(live(times(30, 0.2))).toEqual([]);
  });

  test('ACT-07: where less is expected than 60 %, the line is lower in proportion, and is shown so; where more is, it stays', () => {
    const said = (activity: number, expected: number) => {
      const columns = { 'activity-rate': columnOf([activity]), 'expected-activity': columnOf([expected]) };
      return [rule.explain(columns, 0).state, rule.shown(columns, 0)?.threshold];
    };
    const [fires, quiet] = [
      { known: true, value: 1 },
      { known: true, value: 0 },
    ];
    // Five people close the books on five days: 9 % is all there is to use.
    expect(said(0.09, 0.09)).toEqual([quiet, 0.03]);
    expect(said(0.029, 0.09)).toEqual([fires, 0.03]);
    expect(said(0.199, 0.9)).toEqual([fires, 0.2]);
    expect(said(0.22, 0.9)).toEqual([quiet, 0.2]);
    expect(said(0.199, Number.NaN)).toEqual([fires, 0.2]);
  });

  test('MON-05: back over 25 % for 7 days → auto-resolve, not after 6', () => {
    expect(live([...times(3, 0.19), ...times(6, 0.26)])).toEqual(['0 open w1']);
    expect(live([...times(3, 0.19), ...times(7, 0.25)])).toEqual(['0 open w1', '9 resolved w1']);
  });

  test('MON-05: a day between 20 % and 25 % breaks the row; an Unknown day neither counts nor breaks it', () => {
    expect(live([0.19, ...times(6, 0.3), 0.24, ...times(6, 0.3)])).toEqual(['0 open w1']);
    expect(live([0.19, ...times(4, 0.3), ...times(5, 'source-silent'), ...times(3, 0.3)])).toEqual(['0 open w1', '12 resolved w1']);
  });

  test('settled 11: closed by a person while still bad: quiet until 14 days after the opening, then a new warning linked to the old', () => {
    expect(live(times(20, 0.1), [2])).toEqual(['0 open w1', '2 resolved w1 by a person', '14 open w2']);
  });

  test('MON-05: the cool-down runs from the opening also after an all-clear', () => {
    expect(live([0.1, ...times(7, 0.3), ...times(10, 0.1)])).toEqual(['0 open w1', '7 resolved w1', '14 open w2']);
  });

  test('Unknown opens nothing and resolves nothing; the end of the customer resolves', () => {
    expect(live(times(10, 'not-mapped'))).toEqual([]);
    expect(live([0.1, ...times(40, 'source-silent')])).toEqual(['0 open w1']);
    expect(live([0.1, 'ended', 'ended'])).toEqual(['0 open w1', '1 resolved w1']);
    expect(rule.explain({ 'activity-rate': columnOf(['too-few-days']) }, 0)).toMatchObject({
      state: { known: false, reason: 'too-few-days' },
      firingSince: null,
    });
  });

  test('a judgement for an earlier day than the journal knows changes nothing', () => {
    const latest: JournalEntry = { state: 'new', openedOn: 9, closedOn: null };
    expect(reconcile({ day: 5, state: { known: true, value: 0 }, value: { known: true, value: 0.5 }, fires: false }, latest, 14)).toEqual({
      act: 'keep',
    });
  });

  test('a missing column is Unknown, never quiet', () => {
    expect(cell(rule.evaluate({}, 3, 3), 3)).toEqual({ known: false, reason: 'not-computed' });
  });

  test('MON-05: whatever happens, openings are 14 days apart on a firing day, and each all-clear follows seven good days', () => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(0.1, 0.19, 0.22, 0.25, 0.4) },
      { weight: 1, arbitrary: fc.constantFrom<UnknownReason>('source-silent', 'too-few-days') },
    );
    // Long runs of one value make recoveries likely.
    const runs = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(runs, fc.uniqueArray(fc.nat(120), { maxLength: 3 }), (list, closings) => {
        const cells = list.flatMap(([cellValue, count]) => times(count, cellValue));
        let lastOpening = Number.NEGATIVE_INFINITY;
        for (const said of live(cells, closings)) {
          const [day = 0, act] = [Number(said.split(' ')[0]), said.split(' ')[1]];
          if (act === 'open') {
            expect([(cells[day] as number) < 0.2, day - lastOpening >= 14]).toEqual([true, true]);
            lastOpening = day;
          } else if (!said.endsWith('by a person')) {
            const knownDays = cells.slice(0, day + 1).filter((c): c is number => typeof c === 'number');
            expect(knownDays.slice(-7).filter((c) => c >= 0.25)).toHaveLength(7);
          }
        }
      }),
      { seed: 10, numRuns: 500 },
    );
  });

  test('settled 19: from any start the same, and what is explained for a day is the cell of the column', () => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.double({ min: 0.1, max: 0.35, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom<UnknownReason>('source-silent', 'not-started', 'ended') },
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), fc.nat(79), (cells, start) => {
        const columns = { 'activity-rate': columnOf(cells, 50) };
        const last = 49 + cells.length;
        const from = Math.min(50 + start, last);
        const whole = rule.evaluate(columns, 50, last);
        expect(rule.evaluate(columns, from, last)).toEqual({
          from,
          values: whole.values.slice(from - 50),
          reasons: whole.reasons.slice(from - 50),
        });
        for (let day = 50; day <= last; day++) {
          const { state, firingSince } = rule.explain(columns, day);
          expect(state).toEqual(cell(whole, day));
          expect(firingSince !== null).toBe(state.known && state.value === 1);
        }
        expect(whole.reasons).not.toContain(PARTIAL);
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});
