import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type As, type House, makeHouse, type Owner } from '../../../test/make.ts';
import { operationRequest } from '../../contract/request.ts';
import { listAudit } from '../access/contract.ts';
import { assignAccount, contacts, saveAccount } from '../accounts/contract.ts';
import { contractLines, contracts, products } from '../contracts/contract.ts';
import { overrideHealth } from '../health/contract.ts';
import { runImport } from '../imports/contract.ts';
import type { ImportMapping } from '../imports/contract-mapping.ts';
import { issues } from '../issues/contract.ts';
import { say } from '../metrics/contract.ts';
import { defineMetric } from '../metrics/contract-own.ts';
import { batch } from '../usage/contract.ts';
import { saveRule } from '../warnings/contract-rules.ts';
import { exportRows } from './contract.ts';
import { EXPORTED, EXPORTED_JUDGEMENT } from './core/entities.ts';

type Asked = { readonly entity: string; readonly format?: 'csv' | 'jsonl'; readonly canonical?: 'true' };

/** The file of an export, and the status it came with. */
async function exported(house: House, asked: Asked, as: As): Promise<{ status: number; text: string }> {
  const { path } = operationRequest(exportRows, { ...asked });
  const answer = await house.server.inject({
    method: 'GET',
    url: path,
    headers: { ...(as.cookie === undefined ? {} : { cookie: as.cookie }), 'x-mooring-workspace': as.workspace?.key ?? '' },
  });
  return { status: answer.statusCode, text: answer.body };
}

async function fill(house: House, owner: Owner): Promise<void> {
  for (const externalId of ['b', 'a', '=c'])
    await house.call(saveAccount, { externalId, name: `客户 ${externalId}`, startsOn: '2026-01-01', attributes: { size: '大' } }, owner);
  await house.call(products.save, { id: 'p', fields: { name: '系统' } }, owner);
  await house.call(contacts.save, { id: 'k2', fields: { account: 'a', name: '-李', roles: ['IT', 'USER'] } }, owner);
  await house.call(contacts.save, { id: 'k1', fields: { account: 'b', name: '王' }, custom: { vip: true } }, owner);
  await house.call(contractLines.save, { id: 'l', fields: { account: 'a', startsOn: '2026-01-01', arr: 120_000, seats: 5 } }, owner);
  await house.call(contracts.save, { id: 'v', fields: { account: 'a', tcv: 99_999, currency: 'USD', endsOn: '2026-12-31' } }, owner);
  await house.call(
    issues.save,
    { id: 't', fields: { account: 'a', raisedAt: '2026-02-01T03:04:05Z', escalated: true, satisfaction: 4 } },
    owner,
  );
  const key = await house.addKey(owner, ['ingest']);
  const events = [...Array(3).keys()].map((n) => ({
    ...{ type: 'track', event: 'login', userId: `u${n % 2}`, messageId: `m${2 - n}`, timestamp: '2026-11-17T02:00:00Z' },
    context: { groupId: n === 1 ? 'b' : 'a' },
    properties: { z: 1, a: { d: 1, c: [2, 1] } },
  }));
  await house.call(batch, { batch: events }, { key });
  await house.settle();
}

const lines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describeEmbedded('export', (engine) => {
  test('every kind streams in a stable order, canonical without internal ids and times, and only to those who may', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      await fill(house, owner);
      const formula = { kind: 'events' as const, name: 'login', aggregate: 'count' as const, windowDays: 7 };
      const label = { 'zh-CN': '登录次数', 'en-US': 'Logins' };
      const definition = { label, unit: 'count' as const, direction: 'up' as const, owner: null, formula };
      await house.call(defineMetric, { metric: 'own-logins', version: 0, active: true, definition }, owner);
      const numbers = { fireAt: 0.18, clearAt: 0.25, clearDays: 7, coolDownDays: 14, severity: 'critical' as const };
      await house.call(saveRule, { rule: 'low-activity', version: 0, active: true, definition: { kind: 'ours', ...numbers } }, owner);
      await house.call(overrideHealth, { externalId: 'a', band: 'danger', reason: '老板换了', until: '2026-11-30' }, owner);
      await house.call(say, { externalId: 'a', metric: 'expected-activity', value: 0.2, note: '每月结账' }, owner);
      const canonical = async (entity: string): Promise<string> => (await exported(house, { entity, canonical: 'true' }, owner)).text;

      expect(lines(await canonical('account')).map((row) => (row as { id: string }).id)).toEqual(['=c', 'a', 'b']);
      expect(lines(await canonical('contract-line'))).toEqual([
        { account: 'a', arr: 120_000, currency: 'CNY', id: 'l', seats: 5, startsOn: '2026-01-01' },
      ]);
      expect(lines(await canonical('contact'))).toEqual([
        { id: 'k1', account: 'b', name: '王', 'custom.vip': true },
        { id: 'k2', account: 'a', name: '-李', roles: ['IT', 'USER'] },
      ]);
      const events = await canonical('event');
      expect(lines(events).map((row) => (row as { id: string }).id)).toEqual(['m0', 'm2', 'm1']);
      expect(events).toContain('"properties":{"a":{"c":[2,1],"d":1},"z":1}');
      for (const entity of EXPORTED) expect(await canonical(entity)).not.toMatch(/"(acc|per|imp|chg)_|recordedAt|importId/);

      expect(lines(await canonical('own-metric'))).toMatchObject([{ id: 'own-logins', version: 1, active: true }]);
      expect(lines(await canonical('warning-rule'))).toMatchObject([{ id: 'low-activity', version: 1, definition: { fireAt: 0.18 } }]);
      expect(await canonical('health-model')).toBe('');
      expect(lines(await canonical('health-override'))).toEqual([
        { account: 'a', band: 'danger', reason: '老板换了', from: '2026-11-18', until: '2026-11-30', ended: false },
      ]);
      expect(lines(await canonical('said-value'))).toMatchObject([
        { account: 'a', metric: 'expected-activity', value: 0.2, withdrawn: false },
      ]);

      const forPeople = await exported(house, { entity: 'contact', format: 'csv' }, owner);
      expect(forPeople.text).toMatch(/^\uFEFFid,account,custom.vip,importId,name,recordedAt,recordedBy,roles,version\r\n/);
      expect(forPeople.text).toContain(",'-李,");
      expect((await exported(house, { entity: 'account', format: 'csv', canonical: 'true' }, owner)).text).toContain(
        '\r\na,大,客户 a,2026-01-01\r\n',
      );

      const { entries } = await house.call(listAudit, {}, owner);
      expect(entries[0]).toMatchObject({ action: 'export.made', subject: 'account' });
      const lead = await house.addPerson(owner, { functions: ['cs-head'], scope: 'own', name: '组长' });
      await house.call(assignAccount, { externalId: 'b', personId: lead.personId }, owner);
      const asLead = { ...owner, cookie: lead.cookie };
      for (const [entity, ids] of [
        ['account', ['b']],
        ['contact', ['k1']],
        ['event', ['m1']],
      ] as const)
        expect(lines((await exported(house, { entity, canonical: 'true' }, asLead)).text)).toMatchObject(ids.map((id) => ({ id })));
      const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'all', name: '经理' });
      expect((await exported(house, { entity: 'account' }, { ...owner, cookie: csm.cookie })).status).toBe(403);
      expect((await exported(house, { entity: 'password' }, owner)).status).toBe(400);
    } finally {
      await house.close();
    }
  });

  test('what import can take comes back the same: export, import into an empty workspace, and every byte is equal', async () => {
    const one = await makeHouse(engine);
    const files: { entity: string; text: string }[] = [];
    try {
      const owner = await one.setUp();
      await fill(one, owner);
      for (const entity of RETURNING) files.push({ entity, text: (await exported(one, { entity, canonical: 'true' }, owner)).text });
    } finally {
      await one.close();
    }
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      // Movements follow from lines.
      const kept = files.filter(({ entity, text }) => text !== '' && entity !== 'movement');
      const mapping = { source: 'export', files: kept.map(({ entity, text }) => mappingOf(entity, text)) };
      await house.call(runImport, { mapping, files: kept.map(({ entity, text }) => ({ name: `${entity}.jsonl`, text })) }, owner);
      for (const { entity, text } of files) expect((await exported(house, { entity, canonical: 'true' }, owner)).text).toBe(text);
      expect(kept.map(({ entity }) => entity)).toEqual(['account', 'contact', 'contract', 'contract-line', 'issue', 'product']);
    } finally {
      await house.close();
    }
  });
});

/** Kinds of records, and the movements that follow from them. Properties of events come back under another name. */
const RETURNING = EXPORTED.filter((entity) => !['custom-field', 'user', 'event', ...EXPORTED_JUDGEMENT].includes(entity));

/** How a file of an export is read in again: its columns are named like the fields. */
function mappingOf(entity: string, text: string): ImportMapping['files'][number] {
  const columns = [...new Set(lines(text).flatMap((row) => Object.keys(row as object)))];
  const custom = columns.filter((column) => column.startsWith('custom.'));
  const types = Object.fromEntries(custom.map((column) => [column, column === 'custom.vip' ? 'flag' : 'text']));
  return {
    ...{ file: `${entity}.jsonl`, entity: entity as 'account', amounts: 'minor', custom: types as Record<string, 'text' | 'flag'> },
    columns: Object.fromEntries(columns.filter((column) => !custom.includes(column)).map((column) => [column, column])),
  };
}
