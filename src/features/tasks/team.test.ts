import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type As, type House, makeHouse, type Owner } from '../../../test/make.ts';
import { listAudit, listPeople, saveTeam, updatePerson } from '../access/contract.ts';
import { endAway, setAway } from '../access/contract-away.ts';
import { assignAccount, commitments, saveAccount } from '../accounts/contract.ts';
import { batch } from '../usage/contract.ts';
import { claimTask, getTask, myDay, type Task } from './contract.ts';
import { reassignTasks, teamDay } from './contract-team.ts';

const [TODAY, LATER, AFTER] = ['2026-11-18', '2026-11-20', '2026-11-21'];

/** One house an engine; the stories follow one another. */
describeEachEngine('who is away, and the day of a team', (engine) => {
  let house: House;
  let owner: Owner;
  let key: string;
  const people: Record<'lead' | 'anna' | 'bo' | 'cai', As & { personId: string }> = {} as never;

  beforeAll(async () => {
    house = await makeHouse(engine);
    owner = await house.setUp();
    key = await house.addKey(owner, ['ingest']);
    for (const name of ['lead', 'anna', 'bo', 'cai'] as const) {
      const joined = await house.addPerson(owner, { functions: ['csm'], scope: name === 'lead' ? 'team' : 'own', name });
      people[name] = { ...owner, ...joined };
    }
    const { teamId } = await house.call(saveTeam, { name: 'East', leadPersonId: people.lead.personId }, owner);
    for (const name of ['lead', 'anna', 'bo'] as const) await house.call(updatePerson, { personId: people[name].personId, teamId }, owner);
  }, 60_000);
  afterAll(() => house.close());

  /** A customer whose promise is broken: one warning, one task. */
  const breakPromise = async (account: string, who: string | null): Promise<Task> => {
    await house.call(saveAccount, { externalId: account, name: account, startsOn: '2026-09-01' }, owner);
    if (who !== null) await house.call(assignAccount, { externalId: account, personId: who }, owner);
    const promise = { account, side: 'OURS', content: '月底前导出', dueOn: '2026-11-01' };
    await house.call(commitments.save, { id: account, fields: promise }, owner);
    const login = { type: 'track', event: 'login', userId: 'u', messageId: account, context: { groupId: account } };
    await house.call(batch, { batch: [login] }, { key });
    await house.settle();
    const task = (await team()).find((one) => one.account.externalId === account && one.kind === 'promise-broken');
    if (task === undefined) throw new Error(`No task for ${account}.`);
    return task;
  };
  const team = async (as: As = owner): Promise<readonly Task[]> => (await house.call(myDay, { whose: 'team' }, as)).tasks;
  const loads = async (as: As) =>
    (await house.call(teamDay, {}, as)).people.map(({ person, open, done, away }) => [
      person?.name ?? null,
      open,
      done,
      away?.until ?? null,
    ]);

  test('MON-08: work of somebody away goes to the stand-in, says so, and is theirs again by itself', async () => {
    const { anna, bo, lead, cai } = people;
    const away = { personId: anna.personId, from: TODAY, until: LATER, standInId: bo.personId };
    expect((await house.call(setAway, away, anna)).away).toEqual({
      from: TODAY,
      until: LATER,
      standIn: { personId: bo.personId, name: 'bo' },
    });
    const given = await breakPromise('a1', anna.personId);
    expect([given.assignee?.name, given.account.owner?.name]).toEqual(['bo', 'anna']);
    // The customer is not bo's; the work is.
    const { history } = await house.call(getTask, { taskId: given.taskId }, bo);
    expect(history).toMatchObject([{ who: 'auto', what: 'opened', detail: `stand-in:${LATER}:bo` }]);

    await expect(house.call(setAway, { ...away, standInId: cai.personId }, cai)).rejects.toMatchObject({ code: 'forbidden' });
    await house.call(setAway, { personId: bo.personId, from: TODAY, until: TODAY }, lead);
    expect((await breakPromise('a2', anna.personId)).assignee?.name).toBe('anna');
    await house.call(endAway, { personId: bo.personId }, lead);

    house.clock.set(`${AFTER}T02:00:00Z`);
    expect((await breakPromise('a3', anna.personId)).assignee?.name).toBe('anna');
    const shown = (await house.call(listPeople, {}, owner)).people.find(({ personId }) => personId === anna.personId);
    expect(shown?.away).toBeNull();
    const { entries } = await house.call(listAudit, {}, owner);
    expect(entries.filter(({ action }) => action.startsWith('person.away') || action === 'person.back')).toMatchObject([
      { action: 'person.back', who: 'lead' },
      { action: 'person.away', who: 'lead' },
      { action: 'person.away', who: 'anna', after: { awayFrom: TODAY, awayUntil: LATER } },
    ]);
    house.clock.set(`${TODAY}T02:00:00Z`);
  });

  test('days that cannot be, and a stand-in who is nobody here, are named', async () => {
    const { anna } = people;
    const away = { personId: anna.personId, from: TODAY, until: LATER, standInId: null };
    const refused = (change: object) =>
      house.call(setAway, { ...away, ...change }, anna).then(
        () => 'taken',
        (error) => error.message,
      );
    expect(await refused({ until: '2026-11-17' })).toContain('is before the first');
    expect(await refused({ from: '2026-11-01', until: '2026-11-17' })).toContain('is over already');
    expect(await refused({ until: '2027-12-01' })).toContain('longer than a year');
    expect(await refused({ standInId: anna.personId })).toContain('Nobody stands in for themselves');
    expect(await refused({ standInId: 'per_nobody' })).toContain('is nobody who has access');
  });

  test('the day of a team by person, for those who lead it; many tasks handed over, what changed meanwhile named, and all taken back', async () => {
    const { anna, bo, lead, cai } = people;
    await breakPromise('free', null);
    await breakPromise('c1', cai.personId);
    await house.call(setAway, { personId: anna.personId, from: TODAY, until: LATER }, anna);
    expect(await loads(lead)).toEqual([
      [null, 1, 0, null],
      ['anna', 2, 0, LATER],
      ['bo', 1, 0, null],
      ['lead', 0, 0, null],
    ]);
    expect((await loads(owner)).map(([name]) => name)).toContain('cai');
    await expect(loads(anna)).rejects.toMatchObject({ code: 'forbidden' });

    const tasks = (await team(lead)).filter(({ assignee }) => assignee?.name !== 'bo');
    const moves = tasks.map(({ taskId, version }) => ({ taskId, version, personId: bo.personId }));
    const [fast, ...others] = tasks.filter(({ assignee }) => assignee?.name === 'anna');
    if (fast === undefined) throw new Error('Anna has no task.');
    await house.call(claimTask, { taskId: fast.taskId, version: fast.version }, anna);
    const hidden = (await team()).find(({ account }) => account.externalId === 'c1');
    const gone = { taskId: others[0]?.taskId ?? '', version: others[0]?.version ?? 0, personId: 'per_gone' };
    const answer = await house.call(
      reassignTasks,
      { moves: [gone, ...moves, { taskId: hidden?.taskId ?? '', version: 1, personId: bo.personId }] },
      lead,
    );
    expect(answer.moved).toHaveLength(2);
    expect(answer.stayed.map(({ why }) => why)).toEqual(['no-person', 'changed', 'not-found']);
    expect(await loads(lead)).toEqual([
      ['anna', 1, 0, LATER],
      ['bo', 3, 0, null],
      ['lead', 0, 0, null],
    ]);
    await expect(house.call(reassignTasks, { moves }, anna)).rejects.toMatchObject({ code: 'forbidden' });

    const before = new Map(tasks.map((task) => [task.taskId, task]));
    const back = answer.moved.map((one) => ({ ...one, personId: before.get(one.taskId)?.assignee?.personId ?? null, claimed: true }));
    expect((await house.call(reassignTasks, { moves: back, undo: true }, lead)).stayed).toEqual([]);
    const now = (await team(lead)).filter(({ taskId }) => answer.moved.some((one) => one.taskId === taskId));
    expect(now.map(({ assignee, state }) => [assignee?.name ?? null, state]).sort()).toEqual([
      [null, 'open'],
      ['anna', 'claimed'],
    ]);
  });
});
