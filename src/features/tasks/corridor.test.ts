import { expect, test } from 'vitest';
import { describeEachEngine, type Engine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { Operation, OutputOf, SentInputOf } from '../../contract/operation.ts';
import { addDays, type Day, day, daysBetween } from '../../kernel/time.ts';
import { assignAccount, commitments, contacts, saveAccount } from '../accounts/contract.ts';
import { contractLines } from '../contracts/contract.ts';
import { surveyAnswers } from '../feedback/contract.ts';
import { explain } from '../health/contract.ts';
import { issues } from '../issues/contract.ts';
import { say, series } from '../metrics/contract.ts';
import { touches } from '../touches/contract.ts';
import { batch } from '../usage/contract.ts';
import { closeWarnings, listWarnings, reopenWarnings, ruleTally } from '../warnings/contract.ts';
import { listRules, type RuleDefinition, saveRule, tryRule } from '../warnings/contract-rules.ts';
import { claimTask, completeTask, getTask, myDay, releaseTask, reopenTask, snoozeTask, type Task, wakeTask } from './contract.ts';

/** The corridor from a batch of events to a finished task, through the operations people and programs use. */
describeEachEngine('from events to a finished task', (engine) => {
  test('ACT-06, MON-05: 1 of 10 registered users logs in: one warning, one task, explained; 已解决 resolves the warning by that person', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      expect(await house.lastValue('acme', 'activity-rate')).toEqual({ day: TODAY, metric: 'activity-rate', value: 0.1 });
      const [task, ...more] = await house.tasks();
      expect(more).toEqual([]);
      expect(task).toMatchObject({
        rank: 1,
        kind: 'low-activity',
        severity: 'critical',
        state: 'open',
        dueOn: '2026-11-19',
        dueProvisional: false,
        warningState: 'new',
        reason: {
          rule: 'low-activity',
          metric: 'activity-rate',
          value: 0.1,
          threshold: 0.2,
          openedOn: TODAY,
          direction: 'down',
          said: null,
        },
        current: { value: 0.1 },
      });
      const { evidence, history } = await house.ask(getTask, { taskId: task?.taskId ?? '' });
      expect(evidence).toMatchObject({ from: '2026-10-22', to: TODAY, sourceEventCount: 28 });
      expect(evidence.sourceEvents[0]).toMatchObject({ name: 'login', userId: 'acme-u0' });
      expect(history.map(({ what }) => what)).toEqual(['opened']);
      const claimed = await house.ask(claimTask, at(task));
      expect(claimed).toMatchObject({ state: 'claimed', warningState: 'acknowledged', assignee: { name: '王琳' } });
      expect(await house.ask(completeTask, { ...at(claimed), outcome: 'resolved', note: '已电话确认' })).toMatchObject({
        state: 'done',
        outcome: 'resolved',
        warningState: 'resolved',
      });
      await house.settle();
      const { warnings } = await house.ask(listWarnings, { externalId: 'acme' });
      expect(warnings).toMatchObject([{ state: 'resolved', resolvedBy: '王琳', value: 0.1, threshold: 0.2 }]);
      expect(await house.tasks()).toMatchObject([{ group: 'done', state: 'done' }]);
    });
  });

  test('HLT-02, HLT-01: 活跃分 is Known, the score is 数据不足 and lists its missing parts; another expectation, another score', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      expect(await house.ask(explain, { externalId: 'acme' })).toMatchObject({
        asOf: TODAY,
        activityScore: { score: { value: expect.closeTo(16.6667, 3) }, activity: { value: 0.1 }, expected: 0.6 },
        health: {
          score: { value: null, reason: 'insufficient-data' },
          band: 'insufficient-data',
          coverage: 0.4,
          missing: ['core-modules', 'module-breadth', 'integration'],
        },
        window: {
          workingDays: 20,
          knownWorkingDays: 20,
          registeredUsers: { value: 10 },
          registeredInferred: false,
          meanDailyUsers: { value: 1 },
        },
      });
      await house.ask(say, { externalId: 'acme', metric: 'expected-activity', value: 0.2, note: '每周结账一次' });
      expect(await house.ask(explain, { externalId: 'acme' })).toMatchObject({ activityScore: { score: { value: 50 }, expected: 0.2 } });
    });
  });

  test('MON-05, MON-04: recovered over 25 % for 7 days: the warning resolves by itself and its task is cancelled; run twice, nothing more', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      for (const on of daysOf(addDays(TODAY, 1), addDays(TODAY, 14))) {
        house.clock.set(`${on}T02:00:00Z`);
        await house.send('acme', 10, on, on);
        await house.judge(on);
        await house.judge(on);
      }
      const { warnings } = await house.ask(listWarnings, { externalId: 'acme' });
      const low = warnings.filter(({ rule }) => rule === 'low-activity');
      expect(low).toMatchObject([{ state: 'resolved', resolvedBy: 'auto', openedOn: TODAY }]);
      // That the use rose is told for itself.
      expect(await house.tasks()).toMatchObject([{ kind: 'users-risen', group: 'growth' }]);
      expect((await house.ask(myDay, {})).counts).toMatchObject({ open: 1, must: 0, growth: 1 });
    });
  });

  test('MON-09, MON-08: a decision maker who left warns within seconds, and stands where risk × ARR puts it', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      const line = { account: 'acme', startsOn: '2026-01-01', endsOn: '2026-12-31', seats: 10, arr: 100_000_00, currency: 'CNY' };
      await house.ask(contractLines.save, { id: 'l-1', fields: line });
      const who = { account: 'acme', name: '陈岚', roles: ['DECIDER'] };
      await house.ask(contacts.save, { id: 'c-1', fields: { ...who, joinedOn: '2026-01-01' } });
      await house.ask(contacts.save, { id: 'c-1', fields: { leftOn: TODAY } });
      await house.settle();
      const left = (await house.tasks()).find(({ kind }) => kind === 'decision-maker-left');
      // Activity below 20 % 30, a decision maker who left 25, no level 15: 70 of 100 points.
      expect(left).toMatchObject({ severity: 'critical', atRisk: { risk: 70, arrMinor: 100_000_00, amountMinor: 70_000_00 } });
    });
  });

  test('ISL-05, HOF-04, REL-01, ATR-01, PRJ-05, HLT-07: what is recorded about a customer warns by its own rule', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      await house.ask(saveAccount, { externalId: 'acme', startsOn: '2026-05-01' });
      const account = 'acme';
      await house.ask(contractLines.save, { id: 'l', fields: { account, startsOn: '2026-05-01', arr: 10_000_00 } });
      await house.ask(issues.save, { id: 'i', fields: { account, title: '报表打不开', raisedAt: '2026-10-01T02:00:00Z' } });
      const promise = { account, side: 'OURS', content: '月底前导出', dueOn: '2026-11-01' };
      await house.ask(commitments.save, { id: 'p', fields: promise });
      await house.ask(surveyAnswers.save, { id: 's', fields: { account, score: 3, scale: '0-10', type: 'NPS', answeredOn: '2026-11-10' } });
      for (const on of ['2026-11-02', '2026-11-05', '2026-11-09'])
        await house.ask(touches.save, { id: on, fields: { account, on, way: 'CALL', result: 'UNANSWERED' } });
      await house.settle();
      const kinds = new Set((await house.tasks()).map(({ kind }) => kind));
      const wanted = ['issue-aging', 'promise-broken', 'relation-cold', 'approaches-avoided', 'go-live-late', 'answer-unhappy'];
      expect(wanted.filter((kind) => !kinds.has(kind))).toEqual([]);
    });
  });

  test('MON-05: other numbers change who is warned; an own rule warns in its own words; one that is off is silent', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      const [low] = (await house.ask(listRules, {})).rules;
      if (low?.definition.kind !== 'ours') throw new Error('The first rule is one of ours.');
      const looser = { ...low.definition, fireAt: 0.05, clearAt: 0.06, clearDays: 1 };
      expect(await house.ask(tryRule, { rule: low.rule, definition: looser })).toMatchObject({ customers: 1, warned: 0, opened: 0 });
      await house.ask(saveRule, { rule: low.rule, version: 0, active: true, definition: looser });
      await house.settle();
      expect((await house.tasks()).map(({ kind }) => kind)).not.toContain('low-activity');
      await house.ask(saveRule, { rule: low.rule, version: 1, active: true, definition: low.definition });

      const own: RuleDefinition = {
        ...{ kind: 'own', title: '没人用也没人提', act: '问清在不在用', condition: 'activity_rate <= 0.1 && dau < 5', direction: 'down' },
        ...{ severity: 'high', dueInWorkingDays: 3, clearDays: 1, coolDownDays: 0 },
      };
      expect(await house.ask(tryRule, { rule: 'own-1', definition: own })).toMatchObject({ warned: 1, samples: [{ externalId: 'acme' }] });
      await house.ask(saveRule, { rule: 'own-1', version: 0, active: true, definition: own });
      await house.settle();
      expect((await house.tasks()).find(({ kind }) => kind === 'own-1')).toMatchObject({
        dueOn: '2026-11-23',
        reason: { metric: 'activity-rate', value: 0.1, threshold: 0.1, said: { title: '没人用也没人提', act: '问清在不在用' } },
      });
      await house.ask(saveRule, { rule: 'own-1', version: 1, active: false, definition: own });
      await house.settle();
      expect((await house.tasks()).map(({ kind }) => kind)).not.toContain('own-1');
    });
  });

  test('MON-07: closed as a false alarm from the list, counted for its rule, its task cancelled; taken back, it is open again', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      const [warning] = (await house.ask(listWarnings, { are: 'open', rule: 'low-activity' })).warnings;
      if (warning === undefined) throw new Error('no warning');
      const { warningId } = warning;
      expect(await house.ask(closeWarnings, { warningIds: [warningId], outcome: 'false-alarm' })).toEqual({ closed: [warningId] });
      await house.settle();
      const tally = async () => (await house.ask(ruleTally, {})).rules.find(({ rule }) => rule === 'low-activity');
      expect(await tally()).toEqual({ rule: 'low-activity', opened: 1, open: 0, falseAlarms: 1, falseRate: 1 });
      expect((await house.tasks()).map(({ kind }) => kind)).not.toContain('low-activity');
      expect(await house.ask(reopenWarnings, { warningIds: [warningId] })).toEqual({ reopened: [warningId] });
      expect(await tally()).toMatchObject({ open: 1, falseAlarms: 0, falseRate: 0 });
    });
  });

  test('settled 11: 继续跟进 keeps the warning 处理中 and opens a follow-up in five working days; undo takes both back', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      const [task] = await house.tasks();
      const claimed = await house.ask(claimTask, at(task));
      const done = await house.ask(completeTask, { ...at(claimed), outcome: 'following-up' });
      expect(done).toMatchObject({ state: 'done', warningState: 'working' });
      expect(await house.tasks()).toMatchObject([
        { kind: 'follow-up', state: 'claimed', dueOn: '2026-11-25', group: 'warning' },
        { kind: 'low-activity', state: 'done' },
      ]);
      const { history } = await house.ask(getTask, { taskId: done.taskId });
      expect(history.at(-1)).toMatchObject({ who: '王琳', what: 'completed', detail: 'following-up:2026-11-25' });
      expect(await house.ask(reopenTask, at(done))).toMatchObject({ state: 'claimed', outcome: null, warningState: 'acknowledged' });
      expect(await house.tasks()).toMatchObject([{ kind: 'low-activity', state: 'claimed' }]);
    });
  });

  test('settled 11: 误报 closes the warning as a false alarm; undo before the news is delivered keeps the task', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      const [task] = await house.tasks();
      const done = await house.ask(completeTask, { ...at(task), outcome: 'false-alarm' });
      expect(done.warningState).toBe('false-alarm');
      const back = await house.ask(reopenTask, at(done));
      await house.settle();
      expect(await house.tasks()).toMatchObject([{ taskId: back.taskId, state: 'claimed', warningState: 'new' }]);
    });
  });

  test('two people at once: the second is told who was faster; a task sleeps until its day and wakes by itself', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      const [task] = await house.tasks();
      const claimed = await house.ask(claimTask, at(task));
      await expect(house.ask(claimTask, at(task))).rejects.toThrow('王琳 changed this task meanwhile: claimed.');
      await expect(house.ask(snoozeTask, { ...at(claimed), until: TODAY })).rejects.toThrow('is not after today');
      const asleep = await house.ask(snoozeTask, { ...at(claimed), until: addDays(TODAY, 2) });
      expect(asleep).toMatchObject({ state: 'snoozed', group: 'snoozed', snoozedUntil: '2026-11-20' });
      house.clock.set('2026-11-20T01:00:00Z');
      expect(await house.tasks()).toMatchObject([{ state: 'claimed', group: 'must', snoozedUntil: null }]);
      await expect(house.ask(wakeTask, at(asleep))).rejects.toThrow("it cannot be changed by 'wake'");
      expect(await house.ask(releaseTask, at(asleep))).toMatchObject({ state: 'open' });
    });
  });

  test('settled 21: work of a customer with an owner is the owner’s; without one it stands in the lead’s queue', async () => {
    await withHouse(engine, async (house) => {
      const csm = await house.addPerson(house.owner, { functions: ['csm'], scope: 'own', name: '陈思' });
      await house.quietCustomer('acme');
      await house.quietCustomer('beta', csm.personId);
      const names = (tasks: readonly Task[]) => tasks.map(({ account }) => account.externalId).sort();
      expect(names(await house.tasks())).toEqual(['acme']);
      expect(names((await house.ask(myDay, { whose: 'team' })).tasks)).toEqual(['acme', 'beta']);
      expect(names((await house.call(myDay, {}, { ...house.owner, cookie: csm.cookie })).tasks)).toEqual(['beta']);
      const [acme] = await house.tasks();
      await expect(house.call(getTask, { taskId: acme?.taskId ?? '' }, { ...house.owner, cookie: csm.cookie })).rejects.toThrow(
        'There is no task',
      );
    });
  });

  test('series: a row for each day and metric, by day and then as asked; an unknown metric is named', async () => {
    await withHouse(engine, async (house) => {
      await house.quietCustomer('acme');
      const rows = await house.ask(series, { externalId: 'acme', metrics: 'wau,dau', from: addDays(TODAY, -1), to: addDays(TODAY, 1) });
      expect(rows).toEqual([
        { day: '2026-11-17', metric: 'wau', value: 1 },
        { day: '2026-11-17', metric: 'dau', value: 1 },
        { day: TODAY, metric: 'wau', value: 1 },
        { day: TODAY, metric: 'dau', value: 1 },
        { day: '2026-11-19', metric: 'wau', value: null, reason: 'not-computed' },
        { day: '2026-11-19', metric: 'dau', value: null, reason: 'not-computed' },
      ]);
      await expect(house.ask(series, { externalId: 'acme', metrics: 'dau,nps', from: TODAY, to: TODAY })).rejects.toThrow(
        "There is no metric 'nps'.",
      );
    });
  });
});

const TODAY = day('2026-11-18');
const START = day('2026-09-01');

const at = (task: Task | undefined) => ({ taskId: task?.taskId ?? '', version: task?.version ?? 0 });

/** A house with one owner, and the short words in which these stories are told. */
interface Corridor extends House {
  readonly owner: Owner;
  ask<O extends Operation>(operation: O, input: SentInputOf<O>): Promise<OutputOf<O>>;
  tasks(): Promise<readonly Task[]>;
  /** The first so many of the customer's ten users log in on each day. */
  send(externalId: string, users: number, from: Day, to: Day): Promise<void>;
  /** A customer since September with ten registered users, of whom one logs in. */
  quietCustomer(externalId: string, ownerId?: string): Promise<void>;
  lastValue(externalId: string, metric: string): Promise<unknown>;
  judge(on: Day): Promise<void>;
}

const USERS = 10;

async function withHouse(engine: Engine, story: (house: Corridor) => Promise<void>): Promise<void> {
  const house = await makeHouse(engine);
  try {
    const owner = await house.setUp();
    const key = await house.addKey(owner, ['ingest']);
    await story(corridor(house, owner, key));
  } finally {
    await house.close();
  }
}

function corridor(house: House, owner: Owner, key: string): Corridor {
  const ask: Corridor['ask'] = (operation, input) => house.call(operation, input, owner);
  const deliver = async (items: readonly object[]): Promise<void> => {
    for (let start = 0; start < items.length; start += 1000) await house.call(batch, { batch: items.slice(start, start + 1000) }, { key });
    await house.settle();
  };
  const send: Corridor['send'] = (externalId, users, from, to) =>
    deliver(
      daysOf(from, to).flatMap((on) =>
        Array.from({ length: users }, (_, user) => ({
          type: 'track',
          event: 'login',
          messageId: `${externalId}-${user}-${on}`,
          userId: `${externalId}-u${user}`,
          timestamp: `${on}T01:00:00Z`,
          context: { groupId: externalId },
        })),
      ),
    );
  return {
    ...house,
    owner,
    ask,
    send,
    tasks: async () => (await ask(myDay, {})).tasks,
    async quietCustomer(externalId, ownerId) {
      await ask(saveAccount, { externalId, name: externalId, startsOn: START });
      if (ownerId !== undefined) await ask(assignAccount, { externalId, personId: ownerId });
      const created = { timestamp: `${START}T00:00:00Z`, context: { groupId: externalId } };
      await deliver(
        Array.from({ length: USERS }, (_, user) => ({
          type: 'identify',
          messageId: `${externalId}-id-${user}`,
          userId: `${externalId}-u${user}`,
          ...created,
        })),
      );
      await send(externalId, 1, START, TODAY);
    },
    async lastValue(externalId, metric) {
      return (await ask(series, { externalId, metrics: metric, from: TODAY, to: TODAY })).at(-1);
    },
    async judge(on) {
      house.clock.set(`${on}T02:00:00Z`);
      await house.runtime.runJob('judge', { workspace: owner.workspace, asOf: on });
      await house.settle();
    },
  };
}

function daysOf(from: Day, to: Day): Day[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}
