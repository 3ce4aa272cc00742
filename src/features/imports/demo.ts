import { type Cast, smallCast, wholeCast } from '../../connectors/demo/cast.ts';
import { DEMO_SOURCE, demoData, demoTruth } from '../../connectors/demo/demo-data.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans } from '../accounts/reads.ts';
import type * as contract from './contract.ts';
import { importParts } from './service.ts';
import { firstImportOf, standingImportsOf } from './store.ts';
import { takeBack } from './undo.ts';

/** Ids of invented customers. */
const DEMO_ID = /^demo-\d{3}$/;
const CASTS = { small: { of: smallCast, customers: 24 }, whole: { of: wholeCast, customers: 200 } };

function castOf({ size, customers }: InputOf<typeof contract.runDemo>): Cast {
  const cast = CASTS[size];
  return cast.of(customers ?? cast.customers);
}

/** Fills the workspace with invented customers, and has them judged. Run again on a later day it adds the days since. */
export function runDemoOf(ctx: Ctx, input: InputOf<typeof contract.runDemo>): Promise<OutputOf<typeof contract.runDemo>> {
  return playCast(ctx, castOf(input));
}

/**
 * Has a cast play in the workspace.
 *
 * @throws AppError('conflict') when there are customers that were not invented, or others that were: they must not be mixed up.
 */
export async function playCast(ctx: Ctx, cast: Cast): Promise<OutputOf<typeof contract.runDemo>> {
  const spans = await liveSpans(ctx);
  const real = spans.find(({ externalId }) => !DEMO_ID.test(externalId));
  if (real !== undefined)
    throw new AppError('conflict', `The workspace has customers of its own, such as '${real.externalId}'.`, {
      hint: 'Make another workspace for sample data.',
    });
  if (spans.length > 0 && spans.length !== cast.roles.length)
    throw new AppError('conflict', `There are ${spans.length} sample customers already, not ${cast.roles.length}.`, {
      hint: 'Remove them first, or ask for as many again.',
    });
  const anchor = (await firstImportOf(ctx, DEMO_SOURCE)) ?? ctx.today;
  const parts = demoData({ cast, anchor, now: ctx.now, timeZone: ctx.workspace.timeZone });
  return importParts(ctx, { source: DEMO_SOURCE, mapping: null, parts, asOf: ctx.today, isDry: false });
}

/**
 * What was put into the sample customers on purpose.
 *
 * @throws AppError('not-found') when there are none.
 */
export async function truthOfDemo(ctx: Ctx, input: InputOf<typeof contract.demoTruth>): Promise<OutputOf<typeof contract.demoTruth>> {
  const anchor = await firstImportOf(ctx, DEMO_SOURCE);
  if (anchor === null) throw noDemo();
  return {
    label: DEMO_SOURCE,
    anchor,
    customers: demoTruth(castOf(input), anchor).map((one) => ({ ...one, seen: one.seen.map((sight) => ({ ...sight })) })),
  };
}

/**
 * Removes the sample customers with everything that rests on them. Works in steps; called again it goes on where it stopped.
 *
 * @throws AppError('not-found') when there are none.
 */
export async function removeDemoOf(ctx: Ctx): Promise<OutputOf<typeof contract.removeDemo>> {
  const runs = await standingImportsOf(ctx, DEMO_SOURCE);
  if (runs.length === 0) throw noDemo();
  const sum = { removed: 0, restored: 0, events: 0, users: 0, refusedTotal: 0 };
  const refused: OutputOf<typeof contract.removeDemo>['refused'] = [];
  for (const { id } of runs) {
    const back = await takeBack(ctx, id, { isDry: false, wholly: true });
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += back[key];
    refused.push(...back.refused);
  }
  return { ...sum, refused: refused.slice(0, 1000) };
}

function noDemo(): AppError {
  return new AppError('not-found', 'There are no sample customers.', { hint: 'Put them in first: mooring demo.' });
}
