import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { ruleById } from '../warnings/core/registry.ts';
import { startsFirst } from '../warnings/core/stagger.ts';
import { rulesNow, staggersOf } from '../warnings/reads.ts';
import type { lift } from './contract-lift.ts';
import { GRACE_DAYS } from './core/outcomes.ts';
import { ruleLift } from './core/rule-lift.ts';
import { pastInChunks } from './past.ts';

type Lift = OutputOf<typeof lift>;

/** What rules changed that half of the customers had first. */
export async function liftOf(ctx: Ctx, { horizonDays }: InputOf<typeof lift>): Promise<Lift> {
  const rules = new Map((await rulesNow(ctx)).map((one) => [one.rule, one.definition]));
  const staggers: Lift['staggers'] = [];
  for (const stagger of await staggersOf(ctx)) {
    const definition = rules.get(stagger.rule);
    const isChance = definition?.kind === 'own' ? definition.direction === 'up' : ruleById(stagger.rule)?.meta.isChance === true;
    const outcome = isChance ? ('expanded' as const) : ('ended' as const);
    const from = dayNumber(stagger.startedOn);
    // From the day on which the other half has it too, both are alike.
    const until = Math.min(
      dayNumber(ctx.today) - GRACE_DAYS,
      stagger.endedOn === null ? Number.POSITIVE_INFINITY : dayNumber(stagger.endedOn),
    );
    const days = Math.max(0, Math.min(horizonDays, until - from));
    const drawn = [];
    const wanted = { inputs: [], outcome: { kind: outcome }, from, to: from, horizonDays, since: from };
    for await (const some of pastInChunks(ctx, wanted))
      for (const { accountId, outcomes, knownUntil } of some)
        drawn.push({ first: startsFirst(stagger.seed, accountId), outcomes, knownUntil });
    const title = definition?.kind === 'own' ? definition.title : null;
    staggers.push({ ...stagger, title, outcome, ...ruleLift(drawn, from, days) });
  }
  return { today: ctx.today, staggers };
}
