import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { OutputOf } from '../../contract/operation.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountsById } from '../accounts/reads.ts';
import { metricById } from '../metrics/core/registry.ts';
import type { readiness } from './contract-models.ts';
import { type Judged, judge } from './core/judge.ts';
import type { HealthModel } from './core/model.ts';
import { type Fix, fixFor, rankFixes, type Unscored } from './core/readiness.ts';
import { distinctModels, measured, modelsOn, profilesOf, versionsOf } from './judging.ts';
import { liveToday } from './preview.ts';
import { partsOf } from './service.ts';

/** Customers judged at a time: bounds memory, and the time for which others wait. */
const CHUNK = 200;
/** Named at most. */
const MOST = 200;

type Readiness = OutputOf<typeof readiness>;

/** Where a fix is made, below the address of the workspace; null where only time helps. */
const LINKS: Readonly<Record<Fix, string | null>> = {
  'map-logins': '/mappings',
  'map-modules': '/mappings',
  'map-depth': '/mappings',
  'send-events': '/connect',
  'restart-source': '/sources',
  'import-users': '/import',
  'record-modules': '/import',
  'record-issues': '/import',
  'record-touches': '/import',
  'record-answers': '/import',
  'record-contacts': '/import',
  'record-lines': '/import',
  'say-integration': '/customers',
  'say-value': '/customers',
  'await-days': null,
  'await-calendar': null,
  'mend-model': '/settings/health',
};

interface Lacking {
  readonly accountId: AccountId;
  readonly coverage: number;
  readonly model: HealthModel;
  readonly unscored: Unscored;
  readonly reasons: ReadonlyMap<string, string>;
}

/** Whose health cannot be scored today, what is missing, and the fixes in the order in which they bring most scores. */
export async function readinessToday(ctx: Ctx): Promise<Readiness> {
  const day = dayNumber(ctx.today);
  const ids = await liveToday(ctx);
  const versions = await versionsOf(ctx);
  const lacking: Lacking[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const some = ids.slice(start, start + CHUNK);
    const profiles = await profilesOf(ctx, some, versions);
    const models = new Map(some.map((id) => [id, modelsOn(versions, profiles.get(id) ?? {}, day)]));
    await yieldToOthers();
    const columns = await measured(ctx, some, distinctModels([...models.values()]), day, day);
    for (const [accountId, own] of models) {
      const judged = judge(columns.get(accountId) ?? {}, own, day, day);
      if (Number.isNaN(judged.usage.score.values[0] ?? Number.NaN)) lacking.push(lackingOf(accountId, own.usage, judged));
    }
  }
  const fixes = rankFixes(lacking.map(({ unscored }) => unscored));
  const shown = lacking.slice(0, MOST);
  const named = [...shown.map(({ accountId }) => accountId), ...(fixes.flatMap(({ accounts }) => accounts) as AccountId[])];
  const accounts = await accountsById(ctx, [...new Set(named)]);
  const measures = new Map(lacking.flatMap(({ model }) => model.measures.map((measure) => [measure.id, measure] as const)));
  const nameOf = (id: string) => ({ ...(measures.get(id)?.name ?? { 'zh-CN': id, 'en-US': id }) });
  return {
    asOf: ctx.today,
    customers: ids.length,
    scored: ids.length - lacking.length,
    fixes: fixes.map(({ fix, affects, unlocks, unlockedSoFar, measures: of, accounts: some }) => ({
      ...{ fix, affects, unlocks, unlockedSoFar, link: LINKS[fix] },
      measures: of.map((id) => ({ id, name: nameOf(id), metric: measures.get(id)?.metric ?? '' })),
      customers: some.flatMap((id) => {
        const account = accounts.get(id as AccountId);
        return account === undefined ? [] : [{ externalId: account.externalId, name: account.name }];
      }),
    })),
    unscored: shown.flatMap(({ accountId, coverage, unscored, reasons }) => {
      const account = accounts.get(accountId);
      if (account === undefined) return [];
      const missing = unscored.missing.map(({ measure, fix }) => ({
        ...{ measure, fix, name: nameOf(measure), reason: reasons.get(measure) ?? 'not-measured' },
      }));
      return [{ externalId: account.externalId, name: account.name, coverage, missing }];
    }),
  };
}

function lackingOf(accountId: AccountId, model: HealthModel, judged: Judged): Lacking {
  const parts = partsOf(model, judged, 0).filter(({ id }) => (model.measures.find((one) => one.id === id)?.weight ?? 0) > 0);
  const reasons = new Map<string, string>();
  const missing = parts.flatMap(({ id, weight, score, value }) => {
    if (score.known) return [];
    const metric = model.measures.find((one) => one.id === id)?.metric ?? '';
    const reason = value.known ? score.reason : value.reason;
    reasons.set(id, reason);
    return [{ measure: id, weight, required: model.requires.includes(id), fix: fixFor(metric, reason, existing(metric, judged.columns)) }];
  });
  const known = parts.reduce((sum, { score, weight }) => sum + (score.known ? weight : 0), 0);
  return {
    accountId,
    model,
    coverage: judged.usage.coverage[0] ?? 0,
    reasons,
    unscored: { account: accountId, expected: 1, requiredCoverage: model.requiredCoverage, known, missing },
  };
}

function existing(metric: string, columns: Judged['columns']): boolean {
  return columns[metric] !== undefined || metricById(metric) !== undefined || metric === 'health-level' || metric === 'usage-health';
}
