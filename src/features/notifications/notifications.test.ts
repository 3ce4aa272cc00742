import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { type HookReceiver, type MailReceiver, startHookReceiver, startMailReceiver } from '../../../test/receivers.ts';
import { addDays, day, instant } from '../../kernel/time.ts';
import { listAudit } from '../access/contract.ts';
import { archiveAccount, notes, saveAccount } from '../accounts/contract.ts';
import { assignTask, completeTask, myDay } from '../tasks/contract.ts';
import { batch } from '../usage/contract.ts';
import { watchSourcesJob } from '../usage/contract-sources.ts';
import { closeWarnings, listWarnings } from '../warnings/contract.ts';
import { countNotices, dueJob, listNotices, readNotices, sendJob } from './contract.ts';
import * as channels from './contract-channels.ts';
import { noticeDeliveries } from './tables.ts';

const TODAY = day('2026-11-18');
const SCHEDULE = { digestHour: 9, quiet: { from: 22, to: 8 }, restDays: 'critical' } as const;

const bodyOf = ({ posts: [post] }: HookReceiver) =>
  post?.body as { readonly markdown: { readonly text?: string; readonly content?: string } };

describeEmbedded('notices', (engine) => {
  let [house, owner, key, hooks, mails]: [House, Owner, string, HookReceiver, MailReceiver] = [{}, {}, '', {}, {}] as never;

  beforeEach(async () => {
    hooks = await startHookReceiver();
    mails = await startMailReceiver();
    // A Wednesday, 10:00 in Shanghai.
    house = await makeHouse(engine, { at: '2026-11-18T02:00:00Z', outbound: [hooks.origin, `smtp://127.0.0.1:${mails.port}`] });
    owner = await house.setUp();
    key = await house.addKey(owner, ['ingest']);
  });
  afterEach(async () => {
    await house.close();
    await hooks.close();
    await mails.close();
  });

  const withMail = (more: object = {}) =>
    house.call(
      channels.saveMail,
      { host: '127.0.0.1', port: mails.port, security: 'none', user: null, sender: 'mooring@example.com', ...more },
      owner,
    );
  const addBot = (more: object = {}) =>
    house.call(
      channels.addBot,
      {
        kind: 'wecom',
        name: '客户成功群',
        severity: 'normal',
        teams: [],
        schedule: SCHEDULE,
        hook: `${hooks.origin}/send?key=secret-key-1234`,
        ...more,
      },
      owner,
    );
  const notices = async (as: { cookie: string } = owner) => (await house.call(listNotices, {}, { ...owner, ...as })).notices;
  const deliveries = async () => (await house.call(channels.listDeliveries, {}, owner)).deliveries;

  /** Customers of ten users of whom one works: a critical warning each. */
  async function quietCustomers(names: Readonly<Record<string, string>>): Promise<void> {
    for (const [externalId, name] of Object.entries(names))
      await house.call(saveAccount, { externalId, name, startsOn: addDays(TODAY, -60) }, owner);
    const items = Object.keys(names).flatMap((groupId) => [
      ...Array.from({ length: 10 }, (_, user) => ({
        ...{ type: 'identify', messageId: `${groupId}-id-${user}`, userId: `u${user}` },
        ...{ timestamp: `${addDays(TODAY, -40)}T01:00:00Z`, context: { groupId } },
      })),
      ...Array.from({ length: 40 }, (_, back) => ({
        ...{ type: 'track', event: 'login', messageId: `${groupId}-in-${back}`, userId: 'u0' },
        ...{ timestamp: `${addDays(TODAY, back - 39)}T01:00:00Z`, context: { groupId } },
      })),
    ]);
    await house.call(batch, { batch: items }, { key });
  }
  const quietCustomer = (externalId: string, name: string) => quietCustomers({ [externalId]: name });

  async function settleAt(iso: string): Promise<void> {
    house.clock.set(iso);
    await house.runtime.runJob(sendJob.name);
    await house.settle();
  }

  test('MON-07: a critical warning reaches the owner, by mail and in the group, once, however often the news comes and the house is opened', async () => {
    await withMail();
    await addBot({ kind: 'dingtalk', secret: 'SEC0123456789' });
    await quietCustomer('haifeng', '海风科技');
    await house.settle();
    const [notice, ...more] = await notices();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      ...{ kind: 'warning', severity: 'critical', account: { externalId: 'haifeng', name: '海风科技' } },
      ...{ rule: 'low-activity', metric: 'activity-rate', value: 0.1, threshold: 0.2, toldOn: TODAY, read: false, over: false },
    });
    expect(mails.mails.map(({ to }) => to)).toEqual([['owner@example.com']]);
    const raw = mails.mails[0]?.raw ?? '';
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/im);
    expect(raw).toMatch(/^Message-ID: <dlv_[a-z0-9]+@example\.com>$/im);
    expect(hooks.posts).toHaveLength(1);
    const [post] = hooks.posts;
    expect(post?.path).toMatch(/^\/send\?key=secret-key-1234&timestamp=1794967200000&sign=[\w%]+$/);
    expect(post?.body).toMatchObject({ msgtype: 'markdown', markdown: { title: '系舟 · acme：海风科技 有紧急预警' } });
    expect(bodyOf(hooks).markdown.text).toContain(
      '- [海风科技](http://127.0.0.1:4800/acme/customers/haifeng) 【紧急】活跃度低于 20%：活跃度 10.0%，界线 20%',
    );

    // A restart over the same stores, and the job as often as one likes: nothing goes out again.
    const again = await makeHouse(engine, { at: '2026-11-18T02:10:00Z', stores: house.stores, outbound: [hooks.origin] });
    await again.runtime.runJob(sendJob.name);
    await again.runtime.runJob(sendJob.name);
    await again.settle();
    await again.server.close();
    expect([mails.mails.length, hooks.posts.length]).toEqual([1, 1]);
    expect((await deliveries()).map(({ channel, to, kind, state, notices: told }) => [channel, to, kind, state, told]).sort()).toEqual([
      ['dingtalk', '客户成功群', 'at-once', 'sent', 1],
      ['mail', '王琳', 'at-once', 'sent', 1],
    ]);

    // What a crash cut off may have arrived: it is shown, and not sent again.
    const cutOff = { state: 'sending', claimedAt: instant('2026-11-18T02:00:00Z') } as const;
    await house.runtime.unscopedDb.update(noticeDeliveries).set(cutOff);
    await settleAt('2026-11-18T02:20:00Z');
    expect((await deliveries()).map(({ state }) => state)).toEqual(['unsure', 'unsure']);
    expect([mails.mails.length, hooks.posts.length]).toEqual([1, 1]);

    // Read, and over.
    expect(await house.call(countNotices, {}, owner)).toEqual({ unread: 1 });
    expect(await house.call(readNotices, { noticeIds: [notice?.noticeId ?? ''] }, owner)).toEqual({ unread: 0 });
    const { warnings } = await house.call(listWarnings, {}, owner);
    await house.call(closeWarnings, { warningIds: warnings.map(({ warningId }) => warningId), outcome: 'resolved' }, owner);
    expect(await notices()).toMatchObject([{ read: true, over: true }]);
    await house.call(archiveAccount, { externalId: 'haifeng' }, owner);
    expect(await notices()).toEqual([]);
  });

  test('a storm is one message; in quiet hours it waits for the morning, and what is over by then is left out', async () => {
    await withMail();
    await addBot();
    // 23:30 in Shanghai.
    house.clock.set('2026-11-18T15:30:00Z');
    await quietCustomers({ a: '客户 a', b: '客户 b', c: '客户 c' });
    await house.settle();
    expect(await house.call(countNotices, {}, owner)).toEqual({ unread: 3 });
    expect([mails.mails.length, hooks.posts.length]).toEqual([0, 0]);
    expect((await deliveries()).map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ['waiting', '2026-11-19T00:00:00.000Z'],
      ['waiting', '2026-11-19T00:00:00.000Z'],
    ]);
    const { warnings } = await house.call(listWarnings, { externalId: 'b' }, owner);
    await house.call(closeWarnings, { warningIds: warnings.map(({ warningId }) => warningId), outcome: 'false-alarm' }, owner);
    await house.settle();
    expect(await house.call(countNotices, {}, owner)).toEqual({ unread: 2 });
    await settleAt('2026-11-19T00:03:00Z');
    expect([mails.mails.length, hooks.posts.length]).toEqual([1, 1]);
    const content = bodyOf(hooks).markdown.content ?? '';
    expect(content.split('\n').slice(0, 3)).toEqual([
      '**系舟 · acme：2 条紧急预警**',
      '> [客户 a](http://127.0.0.1:4800/acme/customers/a) 【紧急】活跃度低于 20%：活跃度 10.0%，界线 20%',
      '> [客户 c](http://127.0.0.1:4800/acme/customers/c) 【紧急】活跃度低于 20%：活跃度 10.0%，界线 20%',
    ]);
  });

  test('a task that is handed over, due and overdue comes with the digest of the next working morning, once', async () => {
    await withMail();
    const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '李雷' });
    await quietCustomer('haifeng', '海风科技');
    await house.settle();
    const [task] = (await house.call(myDay, { whose: 'team' }, owner)).tasks;
    const handed = await house.call(assignTask, { taskId: task?.taskId ?? '', version: task?.version ?? 0, personId: csm.personId }, owner);
    await house.settle();
    expect(await notices(csm)).toMatchObject([{ kind: 'task-given', by: '王琳', account: { name: '海风科技' }, read: false }]);
    mails.mails.length = 0;
    // The day it is due, and the day after: a Thursday and a Friday.
    house.clock.set('2026-11-18T16:10:00Z');
    await house.runtime.runJob(dueJob.name);
    await house.runtime.runJob(dueJob.name);
    await settleAt('2026-11-19T00:30:00Z');
    expect(mails.mails).toEqual([]);
    await settleAt('2026-11-19T01:03:00Z');
    await settleAt('2026-11-19T01:08:00Z');
    expect(mails.mails).toHaveLength(1);
    expect((await deliveries()).filter(({ kind }) => kind === 'digest')).toMatchObject([{ to: '李雷', state: 'sent', notices: 2 }]);
    house.clock.set('2026-11-19T16:10:00Z');
    await house.runtime.runJob(dueJob.name);
    expect((await notices(csm)).map(({ kind }) => kind)).toEqual(['task-overdue', 'task-due', 'task-given']);
    await house.call(completeTask, { taskId: handed.taskId, version: handed.version, outcome: 'resolved' }, owner);
    await house.runtime.runJob(dueJob.name);
    expect(await house.call(countNotices, {}, { ...owner, cookie: csm.cookie })).toEqual({ unread: 0 });
    // Nothing is left to say, so nothing is said.
    await settleAt('2026-11-20T01:03:00Z');
    expect(mails.mails).toHaveLength(1);
  });

  test('C360-01: a colleague who is mentioned in a note is told once, and only of a customer they may see', async () => {
    const ann = await house.addPerson(owner, { functions: ['csm'], scope: 'all', name: '韩梅梅' });
    const other = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '李雷' });
    await quietCustomer('haifeng', '海风科技');
    const save = (text: string, version: number) =>
      house.call(notes.save, { id: 'n1', fields: { account: 'haifeng', text }, version }, owner);
    await save('@韩梅梅 @李雷 看一下续约', 0);
    await house.settle();
    await save('@韩梅梅 @李雷 看一下续约，尽快', 1);
    await house.settle();
    const mentions = async (person: typeof ann) => (await notices(person)).filter(({ kind }) => kind === 'mention');
    expect(await mentions(ann)).toMatchObject([{ kind: 'mention', by: '王琳', account: { name: '海风科技' }, read: false }]);
    expect(await mentions(other)).toEqual([]);
  });

  test('settled 1: those who lead are told of a source that falls silent, once, until it is heard of again', async () => {
    await withMail();
    const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'all', name: '韩梅' });
    await quietCustomer('haifeng', '海风科技');
    await house.settle();
    house.clock.set('2026-11-22T02:00:00Z');
    await house.runtime.runJob(watchSourcesJob.name);
    await house.settle();
    const silent = async () => (await notices()).filter(({ kind }) => kind === 'source-silent');
    expect(await silent()).toMatchObject([{ source: 'test ingest', day: TODAY, account: null, over: false, read: false }]);
    expect((await notices(csm)).filter(({ kind }) => kind === 'source-silent')).toEqual([]);
    const login = { type: 'track', event: 'login', messageId: 'again', userId: 'u0', context: { groupId: 'haifeng' } };
    await house.call(batch, { batch: [login] }, { key });
    await house.settle();
    expect(await silent()).toMatchObject([{ over: true, read: true }]);
  });

  test('a bot that takes nothing is tried again, waits as long as it is told, is shown as failing, and can be tried by hand', async () => {
    const { botId } = await addBot({ kind: 'feishu', secret: 'feishu-secret' });
    hooks.answer({ status: 429, headers: { 'retry-after': '120' } }, { body: { code: 19021, msg: 'sign match fail' } });
    await quietCustomer('haifeng', '海风科技');
    await house.settle();
    expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 1, dueAt: '2026-11-18T02:02:00.000Z' }]);
    await settleAt('2026-11-18T02:01:30Z');
    expect(hooks.posts).toHaveLength(1);
    await settleAt('2026-11-18T02:02:00Z');
    expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: 2, answer: expect.stringContaining('sign match fail') }]);
    const [bot] = (await house.call(channels.listBots, {}, owner)).bots;
    expect(bot).toMatchObject({ failingSince: '2026-11-18T02:00:00.000Z', answer: expect.stringContaining('19021'), sentAt: null });

    hooks.answer('hang');
    const [failed] = await deliveries();
    await house.call(channels.retryDelivery, { deliveryId: failed?.deliveryId ?? '' }, owner);
    await house.settle();
    // It hung up in the middle: nobody knows, and nobody is told twice by themselves.
    expect(await deliveries()).toMatchObject([{ state: 'unsure' }]);
    await settleAt('2026-11-18T09:00:00Z');
    expect(hooks.posts).toHaveLength(3);
    hooks.answer({ body: { code: 0, msg: 'success' } });
    expect(await house.call(channels.testBot, { botId }, owner)).toEqual({ sent: true, answer: 'HTTP 200 {"code":0,"msg":"success"}' });
    expect(hooks.posts[3]?.body).toMatchObject({ msg_type: 'post', timestamp: '1794992400', sign: expect.stringMatching(/^[\w+/]{43}=$/) });
    expect((await house.call(channels.listBots, {}, owner)).bots).toMatchObject([
      { failingSince: null, sentAt: '2026-11-18T09:00:00.000Z' },
    ]);
  });

  test('no answer holds a secret, what is kept goes nowhere else, and only addresses of the vendors and of the operator are taken', async () => {
    const hook = `${hooks.origin}/send?key=secret-key-1234`;
    const { botId } = await addBot({ kind: 'dingtalk', secret: 'SEC-very-secret', hook });
    await withMail({ user: 'mooring', password: 'wrong' });
    expect(await house.call(channels.testMail, {}, owner)).toMatchObject({
      sent: false,
      to: 'owner@example.com',
      answer: expect.stringMatching(/535 .*invalid/),
    });
    await withMail({ user: 'mooring', password: 'right' });
    expect(await house.call(channels.testMail, {}, owner)).toEqual({
      sent: true,
      to: 'owner@example.com',
      answer: '250 2.0.0 Ok: queued',
    });
    expect(mails.logins.at(-1)).toBe('mooring:right');
    mails.refuse(552, 'Mailbox is full');
    expect(await house.call(channels.testMail, {}, owner)).toMatchObject({ sent: false, answer: '552 Mailbox is full' });

    const seen = JSON.stringify([
      await house.call(channels.listBots, {}, owner),
      await house.call(channels.mailSettings, {}, owner),
      await house.call(channels.listDeliveries, {}, owner),
      await house.call(listAudit, {}, owner),
    ]);
    expect(seen).toContain('…1234');
    for (const secret of ['secret-key', 'SEC-very', 'right', 'wrong']) expect(seen).not.toContain(secret);

    const serving = { name: '群', severity: 'critical' as const, teams: [], schedule: SCHEDULE };
    await expect(house.call(channels.saveBot, { botId, ...serving, hook: `${hooks.origin}/other` }, owner)).rejects.toMatchObject({
      issues: [{ path: 'secret' }],
    });
    await expect(withMail({ user: 'mooring', port: 2525 })).rejects.toMatchObject({ issues: [{ path: 'password' }] });
    await expect(withMail({ port: 6379 })).rejects.toMatchObject({ issues: [{ path: 'port' }] });
    for (const bad of [
      'http://169.254.169.254/latest/meta-data',
      'https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=12345678',
      'https://oapi.dingtalk.com/robot/send?access_token=12345678',
      `${hooks.origin}@evil.example/`,
      `${hooks.origin}.evil.example/`,
    ])
      await expect(addBot({ hook: bad })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'hook' }] });
    await expect(addBot({ teams: ['tem_nobody'] })).rejects.toMatchObject({ issues: [{ path: 'teams' }] });
    await expect(addBot({ schedule: { ...SCHEDULE, digestHour: 23 } })).rejects.toMatchObject({
      issues: [{ path: 'schedule.digestHour' }],
    });
  });
});
