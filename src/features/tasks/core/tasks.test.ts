import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, day } from '../../../kernel/time.ts';
import { nextState, stateOn, type TaskAct, type TaskState, TRANSITIONS } from './lifecycle.ts';
import { compareTasks, groupOn, type Ranked } from './rank.ts';
import { compareLoads, loadsOf, NO_LOAD } from './team-day.ts';

const today = day('2026-11-18');
const status = (
  state: TaskState,
  snoozedUntil = state === 'snoozed' ? addDays(today, 2) : null,
  resumeState: 'open' | 'claimed' = 'claimed',
) => ({ state, snoozedUntil, resumeState });

describe('the life of a task', () => {
  test('settled 11: the table of states and acts', () => {
    const acts: TaskAct[] = ['claim', 'release', 'assign', 'snooze', 'wake', 'complete', 'reopen', 'cancel'];
    const table = Object.keys(TRANSITIONS).map((state) =>
      acts.map((act) => nextState(status(state as TaskState), act, today) ?? '-').join(' '),
    );
    expect(table).toEqual([
      'claimed - open snoozed - done - cancelled',
      '- open open snoozed - done - cancelled',
      'claimed - open snoozed claimed done - cancelled',
      '- - - - - - claimed -',
      '- - - - - - - -',
    ]);
  });

  test('a sleeping task wakes by itself on its day, in the state it had', () => {
    const asleep = status('snoozed', day('2026-11-20'), 'open');
    expect(['2026-11-19', '2026-11-20', '2026-12-01'].map((text) => stateOn(asleep, day(text)))).toEqual(['snoozed', 'open', 'open']);
    expect(nextState(asleep, 'wake', day('2026-11-20'))).toBeNull();
  });
});

describe('the day of a team', () => {
  const one = (assigneeId: string | null, state: TaskState, dueOn = today, doneOn: typeof today | null = null) => ({
    ...{ assigneeId, state, dueOn, doneOn },
  });

  test('by person: open, overdue, unclaimed, done today; asleep, cancelled and done before count nowhere', () => {
    const yesterday = addDays(today, -1);
    const loads = loadsOf(
      [
        ...[one('a', 'open', yesterday), one('a', 'claimed', yesterday), one('a', 'claimed'), one('a', 'done', yesterday, today)],
        ...[one('a', 'snoozed', yesterday), one('a', 'cancelled', yesterday), one('a', 'done', yesterday, yesterday)],
        ...[one(null, 'open', addDays(today, 3)), one('b', 'snoozed'), one('c', 'done', today, today)],
      ],
      today,
    );
    expect([...loads]).toEqual([
      ['a', { open: 3, overdue: 2, unclaimed: 1, done: 1 }],
      [null, { open: 1, overdue: 0, unclaimed: 1, done: 0 }],
      ['c', { open: 0, overdue: 0, unclaimed: 0, done: 1 }],
    ]);
  });

  test('first whose work lies still because they are away, then who is late most, then who has most', () => {
    const load = (name: string, open: number, overdue: number, isAway = false) => ({ ...NO_LOAD, name, open, overdue, isAway });
    const people = [load('busy', 9, 0), load('idle away', 0, 0, true), load('late', 2, 2), load('away', 1, 0, true)];
    expect(people.toSorted(compareLoads).map(({ name }) => name)).toEqual(['away', 'late', 'busy', 'idle away']);
  });
});

describe('the order of the day', () => {
  const task = (more: Partial<Ranked>): Ranked => ({
    taskId: 't',
    severity: 'critical',
    dueOn: today,
    value: 0.1,
    threshold: 0.2,
    customer: '甲',
    atRisk: null,
    arr: null,
    ...more,
  });

  test('MON-08: 30 % of 100万 comes before 80 % of 20万, whoever shouts; what is not known comes after', () => {
    const [a, b] = [task({ atRisk: 30_000_000, severity: 'normal' }), task({ atRisk: 16_000_000 })];
    expect(compareTasks(a, b)).toEqual({ order: -1, by: 'at-risk' });
    expect(compareTasks(task({ atRisk: 0, severity: 'normal' }), task({}))).toEqual({ order: -1, by: 'at-risk' });
  });

  test('MON-08: growth is ranked by what recurs a year, whatever is at risk', () => {
    const [a, b] = [task({ arr: 100_000_00, atRisk: 5 }), task({ arr: 20_000_00, atRisk: 900_000, severity: 'critical' })];
    expect(compareTasks(a, b, 'arr')).toEqual({ order: -1, by: 'arr' });
    expect(compareTasks(task({ arr: 0 }), task({ severity: 'high' }), 'arr')).toEqual({ order: -1, by: 'arr' });
    expect(compareTasks(task({ dueOn: addDays(today, -1) }), task({}), 'arr')).toEqual({ order: -1, by: 'due-day' });
  });

  test('severity, then due day, then shortfall, then name; and what decided is said', () => {
    expect(compareTasks(task({}), task({ severity: 'normal', dueOn: addDays(today, -9) }))).toEqual({ order: -1, by: 'severity' });
    expect(compareTasks(task({}), task({ dueOn: addDays(today, -1), value: 0.19 }))).toEqual({ order: 1, by: 'due-day' });
    expect(compareTasks(task({ value: 0.05 }), task({ value: 0.19 }))).toEqual({ order: -1, by: 'shortfall' });
    expect(compareTasks(task({ customer: 'B' }), task({ customer: 'A' }))).toEqual({ order: 1, by: 'customer' });
    expect(compareTasks(task({}), task({ taskId: 'u' }))).toEqual({ order: -1, by: 'task' });
  });

  test('it is one order: the same list however it was shuffled', () => {
    const any = fc.record({
      taskId: fc.uuid(),
      severity: fc.constantFrom('critical' as const, 'high' as const, 'normal' as const),
      dueOn: fc.nat(3).map((n) => addDays(today, n)),
      value: fc.constantFrom(0, 0.1, 0.19),
      threshold: fc.constant(0.2),
      customer: fc.constantFrom('甲', '乙', 'A'),
      atRisk: fc.constantFrom(null, 0, 100),
      arr: fc.constantFrom(null, 0, 100),
    });
    fc.assert(
      fc.property(
        fc
          .uniqueArray(any, { selector: (t) => t.taskId, maxLength: 12 })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([a, b]) => {
          const sorted = (list: readonly Ranked[], money: 'at-risk' | 'arr') =>
            [...list].sort((x, y) => compareTasks(x, y, money).order).map((t) => t.taskId);
          expect(sorted(a, 'at-risk')).toEqual(sorted(b, 'at-risk'));
          expect(sorted(a, 'arr')).toEqual(sorted(b, 'arr'));
        },
      ),
      { seed: 9, numRuns: 200 },
    );
  });

  test('headings: due today or overdue, later, asleep, finished today', () => {
    const on = (state: TaskState, dueOn = today, doneOn: typeof today | null = null, isChance = false) =>
      groupOn({ ...status(state), dueOn, doneOn, isChance }, today);
    expect([
      on('open'),
      on('claimed', addDays(today, -3)),
      on('open', addDays(today, 1)),
      on('snoozed'),
      on('done', today, today),
      on('done', today, addDays(today, -1)),
      on('cancelled'),
    ]).toEqual(['must', 'must', 'warning', 'snoozed', 'done', null, null]);
    const days = [addDays(today, -3), today, addDays(today, 3)];
    expect(days.map((dueOn) => on('open', dueOn, null, true))).toEqual(['growth', 'growth', 'growth']);
    expect([on('snoozed', today, null, true), on('done', today, today, true)]).toEqual(['snoozed', 'done']);
  });
});
