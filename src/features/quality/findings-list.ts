import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { accountIdsByExternalId, accountsById, visibleAccountIds } from '../accounts/reads.ts';
import type { acceptFinding, listQuality, reopenFinding } from './contract.ts';
import type { Finding } from './core/findings.ts';
import { QUALITY_RULES } from './core/registry.ts';
import { WEIGHTS } from './core/rule.ts';
import { acceptedFindings, dropAccepted, findingsOf, keepAccepted, latestRuns } from './store.ts';
import type { QualityRun } from './tables.ts';

type List = OutputOf<typeof listQuality>;

/** What the last run found, weightiest first, against the run before. */
export async function qualityList(ctx: Ctx): Promise<List> {
  const [run, previous] = await latestRuns(ctx, 2);
  if (run === undefined) return { run: null, previous: null, findings: [], readings: [] };
  const before = previous === undefined ? null : countsOf(await findingsOf(ctx, previous.id));
  const accepted = await acceptedFindings(ctx);
  const names = await personNames(
    ctx,
    accepted.map(({ acceptedBy }) => acceptedBy as PersonId),
  );
  const isShown = await sampleFilter(ctx);
  const found = await findingsOf(ctx, run.id);
  const called = await namesOf(ctx, found);
  const findings = found.flatMap((finding): List['findings'] => {
    const { rule, entity, count } = finding;
    const meta = QUALITY_RULES.find((one) => one.meta.id === rule)?.meta;
    // A rule of an earlier version says nothing any more.
    if (meta === undefined) return [];
    const known = accepted.find((one) => one.rule === rule && one.entity === entity);
    return [
      {
        ...{ rule, entity, count, weight: meta.weight, effect: { ...meta.effect } },
        before: before === null ? null : (before.get(keyOf(finding)) ?? 0),
        accepted:
          known === undefined
            ? null
            : {
                reason: known.reason,
                by: names.get(known.acceptedBy as PersonId) ?? known.acceptedBy,
                at: formatInstant(known.acceptedAt),
                count: known.count,
              },
        samples: finding.samples
          .filter(({ account }) => isShown(account))
          .map((sample) => ({ ...sample, name: called.get(sample.account ?? '') ?? null, count: sample.count ?? 1 })),
      },
    ];
  });
  const weigh = ({ weight }: List['findings'][number]): number => WEIGHTS.indexOf(weight);
  return {
    run: runOf(run),
    previous: previous === undefined ? null : runOf(previous),
    findings: findings.sort((a, b) => weigh(a) - weigh(b) || b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1)),
    readings: (await ctx.events.readings(ctx.workspace.id))
      .filter(({ all, counted }) => all.events > counted.events)
      .map(({ month, all, counted }) => ({
        month,
        all: { ...all },
        counted: { ...counted },
      })),
  };
}

function runOf({ asOf, finishedAt, ms }: QualityRun): NonNullable<List['run']> {
  return { asOf, finishedAt: formatInstant(finishedAt), seconds: ms / 1000 };
}

const keyOf = ({ rule, entity }: { readonly rule: string; readonly entity: string }): string => `${rule} ${entity}`;

function countsOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  return new Map(findings.map((finding) => [keyOf(finding), finding.count]));
}

/** What the customers of examples are called, by the id that the example says. */
async function namesOf(ctx: Ctx, findings: readonly Finding[]): Promise<ReadonlyMap<string, string>> {
  const said = new Set(findings.flatMap(({ samples }) => samples.flatMap(({ account }) => account ?? [])));
  const ids = await accountIdsByExternalId(ctx, [...said]);
  const accounts = await accountsById(ctx, [...ids.values()]);
  return new Map(
    [...ids].flatMap(([externalId, id]) => (accounts.get(id)?.name === undefined ? [] : [[externalId, accounts.get(id)?.name ?? '']])),
  );
}

/** Whether an example may be shown: of a customer that the caller sees; of no customer only to those who see all. */
async function sampleFilter(ctx: Ctx): Promise<(account: string | null) => boolean> {
  const visible = await visibleAccountIds(ctx);
  if (visible === 'all') return () => true;
  const { principal } = ctx;
  const seesAll = principal.kind !== 'person' || principal.scope === 'all';
  const shown = new Set([...(await accountsById(ctx, visible)).values()].map(({ externalId }) => externalId));
  return (account) => (account === null ? seesAll : shown.has(account));
}

/** Notes that a finding is known and accepted. */
export async function accept(ctx: Ctx, { rule, entity, reason }: InputOf<typeof acceptFinding>): Promise<OutputOf<typeof acceptFinding>> {
  const [run] = await latestRuns(ctx, 1);
  const found = run === undefined ? [] : await findingsOf(ctx, run.id);
  const finding = found.find((one) => one.rule === rule && one.entity === entity);
  if (finding === undefined) throw new AppError('not-found', `The last run found nothing of '${rule}' about '${entity}'.`);
  await keepAccepted(ctx, { rule, entity, reason, count: finding.count, acceptedAt: ctx.now, acceptedBy: actorOf(ctx.principal) });
  await audit(ctx, { action: 'quality.accepted', subject: `${rule} ${entity}`, before: null, after: { reason } });
  return { accepted: true };
}

/** Takes back that a finding is accepted. */
export async function reopen(ctx: Ctx, { rule, entity }: InputOf<typeof reopenFinding>): Promise<OutputOf<typeof reopenFinding>> {
  if (!(await dropAccepted(ctx, rule, entity))) throw new AppError('not-found', `Nobody has accepted '${rule}' about '${entity}'.`);
  await audit(ctx, { action: 'quality.reopened', subject: `${rule} ${entity}`, before: null, after: null });
  return { accepted: false };
}
