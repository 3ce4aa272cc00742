import { AppError } from '../../kernel/errors.ts';
import type { Ctx } from '../../platform/context.ts';
import { customFieldsOf } from '../../platform/records/custom-fields.ts';
import { activePeople } from '../access/reads.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { type Condition, fieldOf, type Problem, problemOf, type Sort } from './core/conditions.ts';
import type { Asking } from './store-filters.ts';

/** What conditions are read against now. */
export async function askingOf(ctx: Ctx): Promise<Asking> {
  return {
    today: ctx.today,
    me: ctx.principal.kind === 'person' ? ctx.principal.personId : null,
    custom: (await customFieldsOf(ctx, accountKind.name)).filter(({ archivedAt }) => archivedAt === null),
    people: (await activePeople(ctx)).map(({ id, name, teamId }) => ({ id, name, teamId })),
  };
}

const SAYS: Readonly<Record<Problem, string>> = {
  'no-such-field': 'There is no such field.',
  'does-not-suit': 'The field cannot be compared so.',
  'no-value': 'Give at least one value.',
  'wrong-value': 'The field cannot hold such a value.',
};

/** Refuses what cannot be asked: a condition that is passed over would find more than was meant. */
export function refuseWrong(where: readonly Condition[], sort: readonly Sort[], { custom }: Asking): void {
  const issues = [
    ...where.flatMap((condition, index) => {
      const problem = problemOf(condition, custom);
      return problem === null ? [] : [{ path: `where.${index}`, message: `${condition.field}: ${SAYS[problem]}` }];
    }),
    ...sort.flatMap(({ field }, index) =>
      fieldOf(field, custom) === null ? [{ path: `sort.${index}`, message: `${field}: ${SAYS['no-such-field']}` }] : [],
    ),
  ];
  const [first] = issues;
  if (first !== undefined)
    throw new AppError('invalid-input', first.message, { hint: 'Take the condition away, or choose another field.', issues });
}
