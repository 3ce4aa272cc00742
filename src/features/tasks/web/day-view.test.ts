import { describe, expect, test } from 'vitest';
import { day } from '../../../kernel/time.ts';
import type { Task } from '../contract.ts';
import { countsOf, expectedAfter, isMine, NOBODY, neighbourOf, sectionsOf, selectedOf, takeOver, tasksOf, undoOf } from './day-view.ts';

const today = day('2026-11-18');
const me = { personId: 'p1', name: '林知夏' };

function task(taskId: string, more: Partial<Task> = {}): Task {
  return {
    taskId,
    rank: 1,
    group: 'must',
    kind: 'low-activity',
    title: null,
    account: { externalId: taskId, name: taskId, owner: null },
    reason: {
      rule: 'low-activity',
      metric: 'activity-rate',
      value: 0.178,
      threshold: 0.2,
      openedOn: day('2026-11-17'),
      direction: 'down',
      said: null,
    },
    atRisk: { risk: null, arrMinor: null, amountMinor: null },
    severity: 'critical',
    state: 'open',
    assignee: null,
    dueOn: today,
    dueProvisional: false,
    snoozedUntil: null,
    outcome: null,
    note: null,
    warningState: 'new',
    current: { value: 0.178 },
    spark: [],
    version: 1,
    ...more,
  };
}

const tasks = [
  task('b', { rank: 2 }),
  task('a'),
  task('w', { group: 'warning', rank: 3, dueOn: day('2026-11-19'), assignee: me, state: 'claimed' }),
  task('g', { group: 'growth', rank: 4, reason: { ...task('g').reason, rule: 'users-risen', direction: 'up' } }),
  task('z', { group: 'done', state: 'done' }),
];

describe('the day as shown', () => {
  test('groups in order, rows by rank, empty groups left out', () => {
    expect(sectionsOf(tasks, null).map((section) => [section.group, section.tasks.map((one) => one.taskId)])).toEqual([
      ['must', ['a', 'b']],
      ['warning', ['w']],
      ['growth', ['g']],
      ['done', ['z']],
    ]);
    expect(sectionsOf(tasks, 'warning')).toHaveLength(1);
  });

  test('the work of one person of the team, of nobody, of all', () => {
    const ids = (who: string | null) => tasksOf(tasks, who).map((one) => one.taskId);
    expect([ids('p1'), ids(NOBODY), ids('p9'), ids(null).length]).toEqual([['w'], ['b', 'a', 'g', 'z'], [], 5]);
  });

  test('the row asked for is selected, else the first', () => {
    const sections = sectionsOf(tasks, null);
    expect(selectedOf(sections, 'w')?.taskId).toBe('w');
    expect(selectedOf(sections, 'gone')?.taskId).toBe('a');
    expect(selectedOf([], 'w')).toBeNull();
    expect([neighbourOf(sections, 'a'), neighbourOf(sections, 'z'), neighbourOf([], 'a')]).toEqual(['b', 'g', null]);
  });

  test('counts follow the rows: done and snoozed are no longer open', () => {
    expect(countsOf(tasks, today)).toEqual({ open: 4, must: 2, growth: 1, unclaimed: 3, overdue: 0, customers: 4 });
  });
});

describe('a change before the server has answered', () => {
  test('claim, snooze, done and their undo lead back to where it was', () => {
    const before = task('a');
    for (const change of [
      { act: 'claim' },
      { act: 'snooze', until: day('2026-11-19') },
      { act: 'complete', outcome: 'resolved', note: '' },
    ] as const) {
      const after = expectedAfter(before, change, me, today);
      const undo = undoOf(before, change);
      expect(undo).not.toBeNull();
      const back = undo ? expectedAfter(after, undo, me, today) : after;
      expect([back.group, back.snoozedUntil, back.outcome]).toEqual(['must', null, null]);
    }
    const grows = task('g', { group: 'growth', reason: { ...before.reason, rule: 'users-risen', direction: 'up' } });
    const asleep = expectedAfter(grows, { act: 'snooze', until: day('2026-11-19') }, me, today);
    expect(expectedAfter(asleep, { act: 'wake' }, me, today).group).toBe('growth');
  });

  test('handing over can be taken back to whoever had it', () => {
    const other = { personId: 'p2', name: '周予安' };
    expect(undoOf(task('a', { assignee: me }), { act: 'assign', person: other })).toEqual({ act: 'assign', person: me });
    expect(undoOf(task('a'), { act: 'assign', person: other })).toBeNull();
    expect(undoOf(task('a'), { act: 'wake' })).toBeNull();
  });

  test('handed to me is not mine until I claim it; from a colleague I take over', () => {
    const handed = task('a', { assignee: me });
    const theirs = task('b', { assignee: { personId: 'p2', name: '周予安' }, state: 'claimed' });
    expect([isMine(handed, me), isMine({ ...handed, state: 'claimed' }, me), isMine(theirs, me)]).toEqual([false, true, false]);
    expect(takeOver(handed, me)).toEqual({ act: 'claim' });
    expect(takeOver(theirs, me)).toEqual({ act: 'assign', person: me });
    expect(takeOver({ ...handed, state: 'claimed' }, me)).toBeNull();
  });

  test('a finished task belongs to whoever finished it and leaves today’s list', () => {
    const after = expectedAfter(task('a'), { act: 'complete', outcome: 'false-alarm', note: '节假日' }, me, today);
    expect([after.group, after.state, after.assignee?.name, after.note]).toEqual(['done', 'done', '林知夏', '节假日']);
  });
});
