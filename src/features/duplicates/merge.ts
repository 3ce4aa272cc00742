import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { FieldValue, RecordWords } from '../../kernel/record.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { assignOwner, audit } from '../access/commands.ts';
import { ACCOUNT_RECORDS, absorbAccount, releaseAccount } from '../accounts/commands.ts';
import { accountsById } from '../accounts/reads.ts';
import { moveLedger } from '../contracts/commands.ts';
import { moveTasks } from '../tasks/commands.ts';
import { forgetMemory } from '../usage/commands.ts';
import type { mergeCustomers, undoMerge } from './contract.ts';
import { fieldsOf, valuesOf } from './fields.ts';
import { mergeAnswers, twoOf } from './service.ts';
import { insertMerge, markUndone, mergeById, standingMergesOf } from './store.ts';
import type { Moved } from './tables.ts';

interface Side {
  readonly accountId: AccountId;
  readonly externalId: string;
}

/** Merges one customer into another, in one transaction. */
export async function merge(ctx: Ctx, input: InputOf<typeof mergeCustomers>): Promise<OutputOf<typeof mergeCustomers>> {
  const [kept, dropped] = await twoOf(ctx, input.keep, input.drop);
  const taken = (await fieldsOf(ctx, kept, dropped)).filter(({ field, stands }) =>
    input.take === undefined ? stands === 'drop' : input.take.includes(field),
  );
  const { records, aliases } = await absorbAccount(ctx, dropped, kept);
  const owner = taken.find(({ field }) => field === 'owner');
  await sayOf(ctx, kept, new Map(taken.map(({ field, drop }) => [field, drop])));
  await moveLedger(ctx, dropped.accountId, kept.accountId);
  const moved: Moved = {
    fields: taken.filter(({ field }) => field !== 'owner').map(({ field, keep, drop }) => ({ field, before: keep, after: drop })),
    ...(owner === undefined ? {} : { owner: { before: owner.keep as PersonId | null, after: owner.drop as PersonId } }),
    records,
    tasks: await moveTasks(ctx, dropped.accountId, kept.accountId),
    aliases,
  };
  const id = newId('mrg');
  await insertMerge(ctx, { id, kept: kept.accountId, dropped: dropped.accountId, moved });
  await audit(ctx, { action: 'account.merged', subject: kept.externalId, before: null, after: { merged: dropped.externalId } });
  forgetMemory(ctx);
  return answerOf(ctx, id);
}

/**
 * Takes a merge apart again.
 *
 * @throws AppError('conflict') for one that is undone already, or on which a later merge rests.
 */
export async function undo(ctx: Ctx, { mergeId }: InputOf<typeof undoMerge>): Promise<OutputOf<typeof undoMerge>> {
  const found = await mergeById(ctx, mergeId);
  if (found === null) throw new AppError('not-found', `There is no merge '${mergeId}'.`);
  if (found.undoneAt !== null) throw new AppError('conflict', 'This merge has been undone already.');
  const [latest] = (await standingMergesOf(ctx, found.kept)).filter(({ id, dropped }) => dropped === found.kept || id === mergeId);
  if (latest?.id !== mergeId)
    throw new AppError('conflict', 'The customer was itself merged into another one since.', { hint: 'Undo the later merge first.' });
  const accounts = await accountsById(ctx, [found.kept, found.dropped]);
  const [kept, dropped] = [accounts.get(found.kept), accounts.get(found.dropped)];
  if (kept === undefined || dropped === undefined) throw new AppError('not-found', 'One of both customers is gone.');
  await releaseAccount(ctx, dropped, kept, found.moved);
  await sayBack(ctx, kept, found.moved);
  await moveLedger(ctx, kept.accountId, dropped.accountId);
  await moveTasks(ctx, kept.accountId, dropped.accountId, found.moved.tasks);
  await markUndone(ctx, mergeId);
  await audit(ctx, { action: 'account.unmerged', subject: kept.externalId, before: null, after: { merged: dropped.externalId } });
  forgetMemory(ctx);
  return answerOf(ctx, mergeId);
}

/** Fields that still say what the merge made them say go back; what somebody changed since stays. */
async function sayBack(ctx: Ctx, kept: Side, { fields, owner }: Moved): Promise<void> {
  const now = await valuesOf(ctx, kept);
  const same = (field: string, value: FieldValue): boolean => JSON.stringify(now.get(field) ?? null) === JSON.stringify(value);
  const back = new Map(
    fields.filter(({ field, after }) => after !== null && same(field, after)).map(({ field, before }) => [field, before]),
  );
  if (owner !== undefined && same('owner', owner.after)) back.set('owner', owner.before);
  await sayOf(ctx, kept, back);
}

/** Says values of a customer's fields, as if a person had; the history tells. */
async function sayOf(ctx: Ctx, { accountId, externalId }: Side, values: ReadonlyMap<string, FieldValue | null>): Promise<void> {
  const part = (wanted: (field: string) => boolean): RecordWords => Object.fromEntries([...values].filter(([field]) => wanted(field)));
  const isCustom = (field: string): boolean => field.startsWith('custom.');
  const words = part((field) => !isCustom(field) && field !== 'owner');
  const custom = Object.fromEntries(Object.entries(part(isCustom)).map(([field, value]) => [field.slice('custom.'.length), value]));
  if (Object.keys(words).length + Object.keys(custom).length > 0)
    await ACCOUNT_RECORDS.account.save(ctx, [{ id: externalId, words, custom }], null);
  const owner = values.get('owner');
  if (owner !== undefined) await assignOwner(ctx, accountId, owner as PersonId | null, externalId);
}

async function answerOf(ctx: Ctx, id: string): Promise<OutputOf<typeof mergeCustomers>> {
  const found = await mergeById(ctx, id);
  const [answer] = found === null ? [] : await mergeAnswers(ctx, [found]);
  if (answer === undefined) throw new AppError('not-found', `There is no merge '${id}'.`);
  return answer;
}
