import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { csvLine } from '../../kernel/csv.ts';
import { AppError } from '../../kernel/errors.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { StreamReply } from '../../platform/module.ts';
import { audit } from '../access/commands.ts';
import { ownerOf } from '../access/reads.ts';
import { accountByExternalId, accountsById } from '../accounts/reads.ts';
import { unaskedToday } from './asked-today.ts';
import {
  type LearnedOf,
  type LearnedRisks,
  type LearnedState,
  type learnedOf,
  type learnedRisks,
  learnJob,
  type saveLearned,
  type stopTraining,
  type trainLearned,
} from './contract-learned.ts';
import { isOffered } from './core/standing.ts';
import { risksOf, standingOfRow, stopAtWork, trainingAtWork, trainingProblem } from './learning.ts';
import { outcomeOf } from './replay.ts';
import {
  askedKey,
  lastTraining,
  learnedSettings,
  type RiskRow,
  riskCounts,
  riskPage,
  type TrainingRow,
  trainings,
  writeLearned,
} from './store-learned.ts';

/** Effects told of in the history of a training. */
const EFFECTS = 8;
const ROWS_AT_ONCE = 1000;

/** The learned risk of the workspace: what is asked, how it did, and how it moved. */
export async function stateOf(ctx: Ctx): Promise<LearnedState> {
  const { settings, askedAt } = await learnedSettings(ctx);
  const row = await lastTraining(ctx, settings);
  const work = trainingAtWork(ctx);
  return {
    ...{ today: ctx.today, settings, standing: standingOfRow(settings, row), problem: trainingProblem(ctx) },
    running: work ?? (askedAt === null ? null : { step: 'waiting', progress: 0 }),
    training: row === null ? null : { day: row.day, trainedAt: formatInstant(row.trainedAt), outcomes: row.outcomes, report: row.report },
    history: (await trainings(ctx, settings)).map(({ card, ...one }) => ({
      ...one,
      effects: (card?.coefficients ?? []).slice(0, EFFECTS).map(({ metric, perDeviation }) => ({ metric, perDeviation })),
    })),
  };
}

/** Says for which outcome a risk is learned. */
export async function saySettings(ctx: Ctx, settings: InputOf<typeof saveLearned>): Promise<OutputOf<typeof saveLearned>> {
  await outcomeOf(ctx, settings.outcome);
  const { settings: before } = await learnedSettings(ctx);
  await writeLearned(ctx, settings, settings.active ? ctx.now : null);
  await audit(ctx, { action: 'lab.learned-changed', subject: askedKey(settings), before: { ...before }, after: { ...settings } });
  if (settings.active) ctx.requestJob(learnJob);
  else stopAtWork(ctx);
  return settings;
}

/** Asks for a training before the night. */
export async function askTraining(ctx: Ctx): Promise<OutputOf<typeof trainLearned>> {
  const { settings } = await learnedSettings(ctx);
  if (!settings.active) throw new AppError('conflict', 'No risk is learned here: switch it on first.');
  await writeLearned(ctx, settings, ctx.now);
  ctx.requestJob(learnJob);
  return { asked: true };
}

export async function stop(ctx: Ctx): Promise<OutputOf<typeof stopTraining>> {
  return { stopped: stopAtWork(ctx) };
}

/** What the risk says of a customer today, and through what. */
export async function riskOf(ctx: Ctx, { externalId }: InputOf<typeof learnedOf>): Promise<LearnedOf> {
  const { accountId } = await accountByExternalId(ctx, externalId);
  const { settings } = await learnedSettings(ctx);
  const row = settings.active ? await lastTraining(ctx, settings) : null;
  const standing = standingOfRow(settings, row);
  if (row === null) return { today: ctx.today, standing, training: null, unasked: null, risk: null };
  const { report, model, day } = row;
  const unasked = (await unaskedToday(ctx, settings.outcome, [accountId])).get(accountId) ?? null;
  const speaks = model !== null && isOffered(standing) && unasked === null;
  const found = speaks ? (await risksOf(ctx, model, [accountId])).get(accountId) : undefined;
  return {
    ...{ today: ctx.today, standing, unasked },
    training: {
      ...{ day, outcome: report.outcome, windowDays: report.windowDays, baseRate: report.baseRate, most: mostSeen(row) },
      ...{ from: report.cutOffs[0]?.cutOff.slice(0, 7) ?? '', to: report.cutOffs.at(-1)?.cutOff.slice(0, 7) ?? '' },
      ...{ customersWithOutcome: report.customersWithOutcome, area: report.area, difference: report.difference },
      single: report.single === null ? null : { metric: report.single.metric, area: report.singleArea?.estimate ?? null },
    },
    risk: found === undefined ? null : { ...found, parts: [...found.parts], unknown: [...found.unknown] },
  };
}

/** What the risk said of customers in the last run, beside the health. */
export async function risksSaid(ctx: Ctx, { only, offset, limit }: InputOf<typeof learnedRisks>): Promise<LearnedRisks> {
  const { settings } = await learnedSettings(ctx);
  const row = await lastTraining(ctx, settings);
  if (row === null || !isOffered(standingOfRow(settings, row))) return { day: null, most: 1, tenths: [], total: 0, rows: [] };
  const counts = await riskCounts(ctx);
  const counted = counts.filter(({ tenth, band }) => only === 'all' || (tenth === 10 && (only === 'top' || band === 'healthy')));
  const rows = await riskPage(ctx, only, { offset, limit });
  const day = rows[0]?.day ?? (await riskPage(ctx, 'all', { offset: 0, limit: 1 }))[0]?.day ?? null;
  return {
    ...{ day, most: mostSeen(row) },
    tenths: [...new Set(counts.map(({ tenth }) => tenth))]
      .sort((a, b) => a - b)
      .map((tenth) => {
        const own = counts.filter((one) => one.tenth === tenth);
        const customers = own.reduce((sum, one) => sum + one.customers, 0);
        const bands = { healthy: 0, watch: 0, danger: 0, 'insufficient-data': 0 };
        for (const { band, customers: some } of own) bands[band] = some;
        return { tenth, mean: own.reduce((sum, one) => sum + one.sum, 0) / customers, bands };
      }),
    total: counted.reduce((sum, { customers }) => sum + customers, 0),
    rows: await named(ctx, rows),
  };
}

function mostSeen({ report }: TrainingRow): number {
  return report.calibration?.groups.at(-1)?.high ?? 1;
}

async function named(ctx: Ctx, rows: readonly RiskRow[]): Promise<LearnedRisks['rows']> {
  const ids = rows.map(({ accountId }) => accountId);
  const [accounts, owners] = [await accountsById(ctx, ids), await ownerOf(ctx, ids)];
  return rows.flatMap(({ accountId, chance, tenth, band, score, reasons }) => {
    const account = accounts.get(accountId);
    if (account === undefined) return [];
    const { externalId, name } = account;
    return [
      { account: { externalId, name }, owner: owners.get(accountId)?.name ?? null, chance, tenth, band, score, reasons: [...reasons] },
    ];
  });
}

/** The same of every customer that the caller sees, as a file. */
export async function risksFile(ctx: Ctx): Promise<StreamReply> {
  const { settings } = await learnedSettings(ctx);
  const row = await lastTraining(ctx, settings);
  const most = row !== null && isOffered(standingOfRow(settings, row)) ? mostSeen(row) : null;
  return new StreamReply(riskLines(ctx, most), 'learned-risks.csv');
}

/** `most`: above it the back-test has seen nothing, and a line says so; null where the risk may not speak. */
async function* riskLines(ctx: Ctx, most: number | null): AsyncGenerator<string> {
  yield lineOf(['account', 'name', 'owner', 'day', 'probability', 'beyond_back_test', 'tenth', 'health', 'health_score', 'raised_most_by']);
  if (most === null) return;
  for (let offset = 0; ; offset += ROWS_AT_ONCE) {
    const some = await riskPage(ctx, 'all', { offset, limit: ROWS_AT_ONCE });
    const day = some[0]?.day ?? '';
    for (const { account, owner, chance, tenth, band, score, reasons } of await named(ctx, some))
      yield lineOf([
        account.externalId,
        account.name,
        owner,
        day,
        chance,
        chance > most ? 'yes' : 'no',
        tenth,
        band,
        score,
        reasons.map(({ metric }) => metric).join(' '),
      ]);
    if (some.length < ROWS_AT_ONCE) return;
  }
}

const lineOf = (cells: Parameters<typeof csvLine>[0]): string => `${csvLine(cells, 'people')}\n`;
