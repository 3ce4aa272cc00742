import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { addDays } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { teamsWithLeads } from '../access/reads.ts';
import { ledgerState } from '../contracts/reads.ts';
import { askingOf, refuseWrong } from './asking.ts';
import { cardsJob, type listCards } from './contract.ts';
import { pageOfCards, stateOfCards, totalsOf } from './store.ts';
import { type Asking, orderOf, whereOf } from './store-filters.ts';
import type { Card } from './tables.ts';

type Shown = OutputOf<typeof listCards>['rows'][number];

/** Who began to drift within so many days, today included, is new. */
const NEW_DAYS = 7;

/** A page of the customers the caller may see, as asked, with the sums of all that were found. */
export async function cardList(ctx: Ctx, input: InputOf<typeof listCards>): Promise<OutputOf<typeof listCards>> {
  const { search = '', where = [], sort = [], offset, limit } = input;
  const asking = await askingOf(ctx);
  refuseWrong(where, sort, asking);
  const { none, stale } = await stateOfCards(ctx, ctx.today);
  // News makes cards one by one; those of an earlier program, or of a day that has just ended, are made by the job.
  if (none || stale) ctx.requestJob(cardsJob);
  const condition = whereOf(where, search, asking);
  const cards = await pageOfCards(ctx, condition, orderOf(sort, asking), offset, limit);
  const { settings } = await ledgerState(ctx);
  return {
    asOf: cards[0]?.day ?? ctx.today,
    currency: settings.baseCurrency,
    building: none || stale,
    rows: await shownCards(ctx, cards, asking),
    totals: await totalsOf(ctx, condition, addDays(ctx.today, 1 - NEW_DAYS)),
  };
}

async function shownCards(ctx: Ctx, cards: readonly Card[], { people }: Asking): Promise<Shown[]> {
  const teams = new Map((await teamsWithLeads(ctx)).map(({ id, name }) => [id, name]));
  const owners = new Map(
    people.map(({ id, name, teamId }) => [id, { personId: id, name, team: teamId === null ? null : (teams.get(teamId) ?? null) }]),
  );
  return cards.map(
    ({ accountId: _, day: __, ownerId, warningsCritical, warningsHigh, warningsNormal, tasksOpen, custom, reasons, spark, ...card }) => ({
      ...card,
      owner: ownerId === null ? null : (owners.get(ownerId) ?? null),
      warnings: { critical: warningsCritical, high: warningsHigh, normal: warningsNormal },
      tasks: tasksOpen,
      custom: { ...custom },
      reasons: { ...reasons },
      spark: [...spark],
    }),
  );
}
