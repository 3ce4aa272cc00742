import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { accountsById, visibleAccountIds } from '../accounts/reads.ts';
import { discardModelDraft, publishModelDraft, rollBackModel } from '../health/commands.ts';
import { modelDrafts, usableModelDraft } from '../health/reads.ts';
import { publishRule } from '../warnings/commands.ts';
import { ruleForPast, ruleNow, ruleVersion } from '../warnings/reads.ts';
import type * as contract from './contract-drafts.ts';
import { shadowJob } from './contract-drafts.ts';
import {
  type DraftRow,
  deleteRuleDraft,
  deleteShadow,
  differencesOn,
  insertShadow,
  ruleDrafts,
  type ShadowRow,
  shadowDays,
  shadowRows,
  type Which,
  writeRuleDraft,
} from './store.ts';

type Drafts = OutputOf<typeof contract.listDrafts>;
type Draft = Drafts['drafts'][number];

const [MOST_DAYS, MOST_NAMED] = [90, 200];

/** All drafts, and what those say that run beside what is live. */
export async function draftList(ctx: Ctx): Promise<Drafts> {
  const [rules, models, shadows] = [await ruleDrafts(ctx), await modelDrafts(ctx), await shadowRows(ctx)];
  const people = [...rules, ...models].map(({ changedBy }) => changedBy as PersonId);
  const names = await personNames(ctx, [...people, ...shadows.map(({ startedBy }) => startedBy as PersonId)]);
  const nameOf = (who: string): string => names.get(who as PersonId) ?? who;
  const drafts: Draft[] = [];
  for (const { rule: subject, definition, changedAt, changedBy, basedOn, revision } of rules)
    drafts.push({
      ...{ kind: 'rule', subject, name: null, definition, basedOn, revision },
      liveVersion: (await ruleNow(ctx, subject))?.version ?? 0,
      ...{
        changedAt: formatInstant(changedAt),
        changedBy: nameOf(changedBy),
        problem: await problemOf(ctx, { rule: subject, definition }),
      },
      shadow: await shadowOf(ctx, shadows, { kind: 'rule', subject }, nameOf),
    });
  for (const { modelId: subject, name, liveVersion, changedAt, changedBy, basedOn, revision, problem } of models)
    drafts.push({
      ...{ kind: 'model', subject, name, definition: null, basedOn, revision, liveVersion, problem },
      ...{ changedAt: formatInstant(changedAt), changedBy: nameOf(changedBy) },
      shadow: await shadowOf(ctx, shadows, { kind: 'model', subject }, nameOf),
    });
  return { today: ctx.today, drafts };
}

async function problemOf(ctx: Ctx, { rule, definition }: Pick<DraftRow, 'rule' | 'definition'>): Promise<string | null> {
  try {
    await ruleForPast(ctx, rule, definition);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

async function shadowOf(ctx: Ctx, shadows: readonly ShadowRow[], which: Which, nameOf: (who: string) => string): Promise<Draft['shadow']> {
  const row = shadows.find(({ kind, subject }) => kind === which.kind && subject === which.subject);
  if (row === undefined) return null;
  const days = await shadowDays(ctx, which, MOST_DAYS);
  const [latest] = days;
  const visible = await visibleAccountIds(ctx);
  const seen = visible === 'all' ? null : new Set(visible);
  const all = latest === undefined ? [] : await differencesOn(ctx, which, latest.day);
  const shown = all.filter(({ accountId }) => seen === null || seen.has(accountId)).slice(0, MOST_NAMED);
  const accounts = await accountsById(
    ctx,
    shown.map(({ accountId }) => accountId),
  );
  return {
    ...{ since: row.sinceDay, startedBy: nameOf(row.startedBy), revision: row.revision },
    days: days.map(({ day, customers, live, shadow, differ }) => ({ day, customers, live: { ...live }, shadow: { ...shadow }, differ })),
    differences: shown.flatMap(({ accountId, said }) => {
      const account = accounts.get(accountId);
      return account === undefined ? [] : [{ externalId: account.externalId, name: account.name, said }];
    }),
  };
}

/** Keeps a draft of a rule, based on the rule as it judges now. */
export async function keepRuleDraft(
  ctx: Ctx,
  { subject, definition, revision }: InputOf<typeof contract.saveRuleDraft>,
): Promise<OutputOf<typeof contract.saveRuleDraft>> {
  await ruleForPast(ctx, subject, definition);
  const basedOn = (await ruleNow(ctx, subject))?.version ?? 0;
  if (!(await writeRuleDraft(ctx, subject, revision, { basedOn, definition, by: actorOf(ctx.principal) })))
    throw new AppError('conflict', 'Somebody else changed this draft meanwhile.', { hint: 'Reload, and make your change again.' });
  return { kind: 'rule', subject, revision: revision + 1 };
}

/** Throws a draft away, and its shadow. */
export async function discard(
  ctx: Ctx,
  which: InputOf<typeof contract.discardAnyDraft>,
): Promise<OutputOf<typeof contract.discardAnyDraft>> {
  if (which.kind === 'model') await discardModelDraft(ctx, which.subject);
  else if (!(await deleteRuleDraft(ctx, which.subject))) throw missing(which);
  await deleteShadow(ctx, which);
  return which;
}

/** Makes a draft the next version; its shadow is over. */
export async function publish(
  ctx: Ctx,
  { kind, subject, revision, ...said }: InputOf<typeof contract.publishAnyDraft>,
): Promise<OutputOf<typeof contract.publishAnyDraft>> {
  const version =
    kind === 'model' ? await publishModelDraft(ctx, subject, { revision, ...said }) : await publishRuleDraft(ctx, subject, revision);
  await deleteShadow(ctx, { kind, subject });
  return { kind, subject, version };
}

async function publishRuleDraft(ctx: Ctx, rule: string, revision: number): Promise<number> {
  const draft = await ruleDraft(ctx, rule);
  if (draft.revision !== revision) throw new AppError('conflict', 'Somebody else changed this draft meanwhile.');
  const version = await publishRule(ctx, rule, draft.basedOn, draft.definition);
  await deleteRuleDraft(ctx, rule);
  return version;
}

async function ruleDraft(ctx: Ctx, rule: string): Promise<DraftRow> {
  const draft = (await ruleDrafts(ctx)).find((one) => one.rule === rule);
  if (draft === undefined) throw missing({ kind: 'rule', subject: rule });
  return draft;
}

function missing({ subject }: Which): AppError {
  return new AppError('not-found', `There is no draft of '${subject}'.`);
}

/** Lets a draft run beside what is live, as it is now. */
export async function startOne(ctx: Ctx, which: InputOf<typeof contract.startShadow>): Promise<OutputOf<typeof contract.startShadow>> {
  const { definition, revision } =
    which.kind === 'model' ? await usableModelDraft(ctx, which.subject) : await usableRuleDraft(ctx, which.subject);
  await deleteShadow(ctx, which);
  await insertShadow(ctx, { ...which, definition, revision, sinceDay: ctx.today, startedAt: ctx.now, startedBy: actorOf(ctx.principal) });
  await audit(ctx, { action: 'lab.shadow-started', subject: which.subject, before: null, after: { kind: which.kind, revision } });
  ctx.requestJob(shadowJob);
  return which;
}

async function usableRuleDraft(ctx: Ctx, rule: string): Promise<DraftRow> {
  const draft = await ruleDraft(ctx, rule);
  await ruleForPast(ctx, rule, draft.definition);
  return draft;
}

/** Ends a shadow. */
export async function stopOne(ctx: Ctx, which: InputOf<typeof contract.stopShadow>): Promise<OutputOf<typeof contract.stopShadow>> {
  if (!(await deleteShadow(ctx, which))) throw new AppError('not-found', `No draft of '${which.subject}' runs beside what is live.`);
  await audit(ctx, { action: 'lab.shadow-stopped', subject: which.subject, before: { kind: which.kind }, after: null });
  return which;
}

/** Makes an earlier version judge again. */
export async function rollBackTo(
  ctx: Ctx,
  { kind, subject, version }: InputOf<typeof contract.rollBack>,
): Promise<OutputOf<typeof contract.rollBack>> {
  if (kind === 'model') return { kind, subject, version: await rollBackModel(ctx, subject, version) };
  const [now, earlier] = [await ruleNow(ctx, subject), await ruleVersion(ctx, subject, version)];
  if (now === null || earlier === null) throw new AppError('not-found', `There is no version ${version} of the rule '${subject}'.`);
  return { kind, subject, version: await publishRule(ctx, subject, now.version, earlier) };
}
