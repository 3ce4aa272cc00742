import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { personNames, teamsWithLeads } from '../access/reads.ts';
import { askingOf, refuseWrong } from './asking.ts';
import type { listViews, removeView, saveView } from './contract.ts';
import { usable } from './core/conditions.ts';
import { BUILT_IN, type View } from './core/views.ts';
import { countsOf } from './store.ts';
import { type Asking, whereOf } from './store-filters.ts';
import { deleteView, keepView, type ViewRow, viewById, viewsOf } from './store-views.ts';

type Saved = OutputOf<typeof saveView>;

/** The views the caller may open, with how many customers each finds, and what conditions can be made of. */
export async function viewList(ctx: Ctx): Promise<OutputOf<typeof listViews>> {
  const asking = await askingOf(ctx);
  const kept = await viewsOf(ctx);
  const names = await personNames(
    ctx,
    kept.map(({ ownerId }) => ownerId as PersonId),
  );
  const builtIn = Object.entries(BUILT_IN).map(([viewId, view]) => ({
    ...{ viewId, name: null, shared: 'workspace' as const, mine: false, owner: null },
    ...read(view, asking),
  }));
  const own = kept.map((row) => ({ ...said(row, ctx), owner: names.get(row.ownerId as PersonId) ?? null, ...read(row.view, asking) }));
  const all = [...builtIn, ...own];
  const counts = await countsOf(
    ctx,
    all.map(({ view }) => whereOf(view.where, '', asking)),
  );
  return {
    views: all.map((view, index) => ({ ...view, count: counts[index] ?? 0 })),
    custom: asking.custom.map(({ key, label, type, choices }) => ({ key, label, type, choices: [...choices] })),
    people: asking.people.map(({ id, name }) => ({ personId: id, name })),
    teams: (await teamsWithLeads(ctx)).map(({ id, name }) => ({ teamId: id, name })),
  };
}

function said({ id, name, shared, ownerId }: ViewRow, ctx: Ctx) {
  return { viewId: id, name, shared, mine: ownerId === ownerOf(ctx) };
}

function read(view: View, { custom }: Asking): Pick<Saved, 'view' | 'leftOut'> {
  const { view: left, leftOut } = usable(view, custom);
  return { view: plain(left), leftOut: leftOut.map(plainCondition) };
}

function plain({ where, sort, columns }: View): Saved['view'] {
  return { where: where.map(plainCondition), sort: sort.map((one) => ({ ...one })), columns: [...columns] };
}

function plainCondition({ values, ...rest }: View['where'][number]): Saved['leftOut'][number] {
  return { ...rest, values: [...values] };
}

/** Saves a view, or changes one of the caller's own. */
export async function keep(ctx: Ctx, { viewId, name, shared, view }: InputOf<typeof saveView>): Promise<Saved> {
  const asking = await askingOf(ctx);
  refuseWrong(view.where, view.sort, asking);
  if (viewId !== undefined) await own(ctx, viewId);
  const id = viewId ?? newId('view');
  const teamId = ctx.principal.kind === 'person' ? ctx.principal.teamId : null;
  if (shared === 'team' && teamId === null)
    throw new AppError('invalid-input', 'You are in no team to share a view with.', {
      hint: 'Keep it for yourself, or share it with all.',
      issues: [{ path: 'shared', message: 'You are in no team.' }],
    });
  await keepView(ctx, { id, name, ownerId: ownerOf(ctx), shared, teamId: shared === 'team' ? teamId : null, view });
  const [count = 0] = await countsOf(ctx, [whereOf(view.where, '', asking)]);
  return { viewId: id, name, shared, mine: true, owner: null, ...read(view, asking), count };
}

/** Removes a view of the caller's own. */
export async function remove(ctx: Ctx, { viewId }: InputOf<typeof removeView>): Promise<OutputOf<typeof removeView>> {
  await own(ctx, viewId);
  await deleteView(ctx, viewId);
  return { viewId };
}

async function own(ctx: Ctx, viewId: string): Promise<void> {
  const found = await viewById(ctx, viewId);
  if (found === null || found.ownerId !== ownerOf(ctx)) throw new AppError('not-found', `You have no view '${viewId}'.`);
}

function ownerOf({ principal }: Ctx): string {
  return principal.kind === 'person' ? principal.personId : principal.kind;
}
