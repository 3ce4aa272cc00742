import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import { addDays } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { bodiesOfAccounts } from '../../platform/records/read-records.ts';
import { personNames } from '../access/reads.ts';
import { accountKind, commitmentKind, contactKind, noteKind } from '../accounts/core/kinds.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import { churnRecordKind, contractKind } from '../contracts/core/kinds.ts';
import { standingEntries } from '../contracts/core/ledger.ts';
import { ledgerEntriesOf } from '../contracts/reads.ts';
import { surveyAnswerKind } from '../feedback/core/kinds.ts';
import { healthSaid } from '../health/reads.ts';
import { issueKind } from '../issues/core/kinds.ts';
import { touchKind } from '../touches/core/kinds.ts';
import { warningsOf } from '../warnings/reads.ts';
import type { timeline } from './contract.ts';
import {
  entriesOfHealth,
  entriesOfRecord,
  pageOfTimeline,
  TIMELINE_GROUPS,
  type TimelineEntry,
  type TimelineGroup,
} from './core/entries.ts';

const KINDS = [
  ...[accountKind, commitmentKind, contactKind, noteKind, churnRecordKind, contractKind],
  ...[surveyAnswerKind, issueKind, touchKind],
];
/** So far back what was said about the health is looked at. */
const HEALTH_DAYS = 730;

/** A page of what happened with a customer. */
export async function timelineOf(ctx: Ctx, input: InputOf<typeof timeline>): Promise<OutputOf<typeof timeline>> {
  const { accountId } = await accountByExternalId(ctx, input.externalId);
  const groups = input.groups === undefined ? null : groupsIn(input.groups);
  const all = [
    ...(await recordEntries(ctx, accountId)),
    ...(await movementEntries(ctx, accountId)),
    ...(await judgedEntries(ctx, accountId)),
  ];
  // What a contract says of days to come has not happened.
  const happened = all.filter(({ on }) => on <= ctx.today);
  const { entries, next, counts } = pageOfTimeline(happened, groups, input.after ?? null, input.limit);
  const names = await personNames(
    ctx,
    entries.flatMap(({ who }) => (who === null ? [] : [who as PersonId])),
  );
  // Who did it is a person's id where one was chosen, else a name as somebody wrote it.
  const named = entries.map((entry) => ({ ...entry, who: names.get(entry.who as PersonId) ?? entry.who }));
  return { today: ctx.today, entries: named, next, counts: { ...counts } };
}

function groupsIn(text: string): readonly TimelineGroup[] {
  return text.split(',').map((word) => {
    const group = TIMELINE_GROUPS.find((one) => one === word);
    if (group === undefined)
      throw new AppError('invalid-input', `There is no group '${word}' on a timeline.`, {
        issues: [{ path: 'groups', message: `Take some of ${TIMELINE_GROUPS.join(', ')}.` }],
      });
    return group;
  });
}

async function recordEntries(ctx: Ctx, accountId: AccountId): Promise<readonly TimelineEntry[]> {
  const bodies = (await bodiesOfAccounts(ctx, KINDS, [accountId])).get(accountId) ?? [];
  const contacts = new Map(bodies.filter(({ kind }) => kind === contactKind.name).map(({ id, content }) => [id, content.name]));
  return bodies
    .flatMap(({ kind, id, content }) => entriesOfRecord(kind, id, content, ctx.workspace.timeZone))
    .map((entry) => {
      // A touch without minutes says with whom it was, by name.
      const name = entry.kind === 'touch' && entry.detail !== null ? contacts.get(entry.detail) : undefined;
      return typeof name === 'string' ? { ...entry, detail: name } : entry;
    });
}

async function movementEntries(ctx: Ctx, accountId: AccountId): Promise<readonly TimelineEntry[]> {
  return standingEntries(await ledgerEntriesOf(ctx, [accountId]))
    .filter(({ trial }) => !trial)
    .map(({ number, day, type, amountMinor, currency, note }) => ({
      ...{ id: `movement ${number}`, kind: 'movement', on: day, code: type, title: note, detail: null },
      ...{ who: null, from: null, to: amountMinor, currency },
    }));
}

async function judgedEntries(ctx: Ctx, accountId: AccountId): Promise<readonly TimelineEntry[]> {
  const health = entriesOfHealth(await healthSaid(ctx, accountId, addDays(ctx.today, -HEALTH_DAYS)));
  const warnings = await warningsOf(ctx, accountId);
  const names = await personNames(
    ctx,
    warnings.flatMap(({ closedBy }) => (closedBy === null ? [] : [closedBy as PersonId])),
  );
  return [
    ...health,
    ...warnings.flatMap(({ id, rule, title, metric, value, threshold, openedOn, closedOn, closedBy, state }): TimelineEntry[] => {
      const common = { title, currency: null };
      return [
        {
          ...common,
          ...{
            id: `warning-opened ${id}`,
            kind: 'warning-opened',
            on: openedOn,
            code: rule,
            detail: metric,
            who: null,
            from: value,
            to: threshold,
          },
        },
        ...(closedOn === null
          ? []
          : [
              {
                ...common,
                ...{ id: `warning-closed ${id}`, kind: 'warning-closed' as const, on: closedOn, code: rule, detail: state },
                ...{ who: closedBy === null ? null : (names.get(closedBy as PersonId) ?? null), from: null, to: null },
              },
            ]),
      ];
    }),
  ];
}
