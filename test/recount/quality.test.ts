import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { runImport } from '../../src/features/imports/contract.ts';
import { importMappingSchema } from '../../src/features/imports/contract-mapping.ts';
import { listQuality, runQuality } from '../../src/features/quality/contract.ts';
import { openPglite } from '../../src/platform/db/relational.ts';
import type { Engine } from '../engines.ts';
import { withUtcHouse } from './recounted.ts';

/** Field data are a long proof (`npm run test:long`); excerpts are counted in every run. */
const FIELD = process.env.MOORING_LONG === undefined ? undefined : process.env.MOORING_FIELD_DATA;
/** What today is in the houses of tests. */
const TODAY = '2026-11-18';
const run = promisify(execFile);
const embedded: Engine = { kind: 'pglite', fresh: () => openPglite({ folder: null, templateFile: inject('pgliteTemplate') }) };

const RAVENSTACK = importMappingSchema.parse({
  source: 'ravenstack',
  files: [
    {
      file: 'ravenstack_accounts.csv',
      entity: 'account',
      columns: { id: 'account_id', name: 'account_name', industry: 'industry', region: 'country', startsOn: 'signup_date' },
      custom: { referral_source: 'text', plan_tier: 'text', seats: 'number', is_trial: 'flag', churn_flag: 'flag' },
    },
    {
      file: 'ravenstack_subscriptions.csv',
      entity: 'contract-line',
      endsOnIs: 'exclusive',
      columns: {
        ...{ id: 'subscription_id', account: 'account_id', startsOn: 'start_date', endsOn: 'end_date', plan: 'plan_tier', seats: 'seats' },
        ...{ mrr: 'mrr_amount', arr: 'arr_amount', trial: 'is_trial', billingPeriod: 'billing_frequency', autoRenew: 'auto_renew_flag' },
      },
      custom: { upgrade_flag: 'flag', downgrade_flag: 'flag', churn_flag: 'flag' },
    },
    {
      file: 'ravenstack_churn_events.csv',
      entity: 'churn-record',
      columns: {
        ...{ id: 'churn_event_id', account: 'account_id', on: 'churn_date', reason: 'reason_code', reactivated: 'is_reactivation' },
        comment: 'feedback_text',
      },
      custom: { refund_amount_usd: 'number', preceding_upgrade_flag: 'flag', preceding_downgrade_flag: 'flag' },
      otherwise: { reason: 'OTHER' },
    },
    {
      file: 'ravenstack_support_tickets.csv',
      entity: 'issue',
      columns: {
        ...{ id: 'ticket_id', account: 'account_id', raisedAt: 'submitted_at', closedAt: 'closed_at', priority: 'priority' },
        ...{ firstReplyMinutes: 'first_response_time_minutes', satisfaction: 'satisfaction_score', escalated: 'escalation_flag' },
      },
      custom: { resolution_time_hours: 'number' },
    },
    {
      file: 'ravenstack_feature_usage.csv',
      entity: 'events',
      columns: {
        account: { via: 'contract-line', column: 'subscription_id' },
        ...{ occurredAt: 'usage_date', name: { value: 'feature used' }, module: 'feature_name', messageId: 'usage_id' },
      },
    },
  ],
});

const HELM = importMappingSchema.parse({
  source: 'helm-charts',
  files: [
    {
      file: 'accounts.csv',
      entity: 'account',
      columns: { id: 'account', name: 'name', startsOn: 'created_at', endsOn: 'ended_at', endKind: 'end_kind' },
    },
    {
      file: 'events.csv',
      entity: 'events',
      columns: { account: 'account', userId: 'user_hash', occurredAt: 'timestamp', name: { value: 'change' }, module: 'module' },
      excludeWhen: { bot: '1', bulk_sweep: '1' },
    },
  ],
});

async function filesOf(folder: string, mapping: typeof HELM): Promise<{ name: string; text: string }[]> {
  return Promise.all(mapping.files.map(async ({ file }) => ({ name: file, text: await readFile(join(folder, file), 'utf8') })));
}

describe('the contradictions of RavenStack', () => {
  test.runIf(FIELD !== undefined)(
    'settled 35: sixteen kinds, each counted again by a script that reads only the files: 0 differences',
    async () => {
      const folder = join(FIELD ?? '', 'ravenstack');
      await withUtcHouse(embedded, async (house, owner) => {
        await house.call(runImport, { mapping: RAVENSTACK, files: await filesOf(folder, RAVENSTACK) }, owner);
        await house.call(runQuality, {}, owner);
        const { findings } = await house.call(listQuality, {}, owner);
        const scratch = await mkdtemp(join(tmpdir(), 'mooring-quality-'));
        try {
          const file = join(scratch, 'findings.json');
          await writeFile(file, JSON.stringify(findings));
          const command = [join(import.meta.dirname, 'ravenstack-quality.mjs'), folder, file, '--as-of', TODAY];
          const { stdout } = await run(process.execPath, command).catch((error: { stdout?: string }) => ({ stdout: String(error.stdout) }));
          expect(stdout.trim().split('\n').at(-1)).toBe('16 kinds of contradictions, 38872 in all, 0 differences');
        } finally {
          await rm(scratch, { recursive: true, force: true });
        }
      });
    },
    300_000,
  );
});

describe('flagged rows of the charts', () => {
  const folder = join(import.meta.dirname, '../fixtures/helm-charts');

  test('settled 13: bot and bulk rows are kept apart, and both readings stand side by side', async () => {
    await withUtcHouse(embedded, async (house, owner) => {
      await house.call(runImport, { mapping: HELM, files: await filesOf(folder, HELM) }, owner);
      await house.call(runQuality, {}, owner);
      const { findings, readings } = await house.call(listQuality, {}, owner);
      expect(findings.find(({ rule }) => rule === 'flagged-usage')).toMatchObject({ entity: 'event', count: 32, weight: 'left-out' });
      // The same, counted from the file.
      const [head = '', ...rows] = (await readFile(join(folder, 'events.csv'), 'utf8')).trim().split('\n');
      const at = (column: string): number => head.split(',').indexOf(column);
      const month = readings.find(({ all, counted }) => all.events > counted.events);
      const own = rows.map((row) => row.split(',')).filter((cells) => cells[at('timestamp')]?.startsWith(month?.month.slice(0, 7) ?? '-'));
      const reading = (cells: readonly string[][]) => ({
        events: cells.length,
        userDays: new Set(cells.map((one) => [one[at('account')], one[at('user_hash')], one[at('timestamp')]?.slice(0, 10)].join(' ')))
          .size,
        accounts: new Set(cells.map((one) => one[at('account')])).size,
      });
      const counted = own.filter((cells) => cells[at('bot')] !== '1' && cells[at('bulk_sweep')] !== '1');
      expect(month).toMatchObject({ all: reading(own), counted: reading(counted) });
    });
  });
});
