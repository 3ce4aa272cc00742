import { LEADING } from '../../contract/access.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { customText, customValue } from '../../kernel/custom-field.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { ACCOUNT_RECORDS, assignAccounts } from '../accounts/commands.ts';
import { askingOf } from './asking.ts';
import { refreshCards } from './cards.ts';
import type { editCards } from './contract.ts';
import { CUSTOM, FIELDS } from './core/fields.ts';
import { cardsByExternalId } from './store.ts';
import type { Asking } from './store-filters.ts';

type Kept = NonNullable<Awaited<ReturnType<typeof cardsByExternalId>> extends ReadonlyMap<string, infer C> ? C : never>;
type Answer = OutputOf<typeof editCards>;

/**
 * Changes one field of many customers, with history and audit as if each were changed by hand, and their cards with them. A customer that is
 * not there for the caller, or was changed meanwhile, is refused by itself; a value that the field cannot hold refuses all.
 */
export async function edit(ctx: Ctx, { field, rows }: InputOf<typeof editCards>): Promise<Answer> {
  const asking = await askingOf(ctx);
  refuse(ctx, field);
  const wanted = new Map(rows.map((row) => [row.externalId, { ...row, to: readValue(field, row.to, asking) }]));
  const cards = await cardsByExternalId(ctx, [...wanted.keys()]);
  const changed: (Answer['changed'][number] & Pick<Kept, 'accountId'>)[] = [];
  const refused: Answer['refused'] = [];
  let unchanged = 0;
  for (const { externalId, to, from: expected } of wanted.values()) {
    const card = cards.get(externalId);
    if (card === undefined) refused.push({ externalId, code: 'account-unknown' });
    else {
      const from = keptValue(card, field);
      if (from === to) unchanged += 1;
      else if (expected !== undefined && expected !== from) refused.push({ externalId, code: 'conflict' });
      else changed.push({ externalId, name: card.name, from, to, accountId: card.accountId });
    }
  }
  if (changed.length > 0) {
    await write(ctx, field, changed);
    await refreshCards(
      ctx,
      changed.map(({ accountId }) => accountId),
      ['who'],
    );
  }
  return { field, changed: changed.map(({ accountId: _, ...row }) => row), unchanged, refused };
}

/** Who looks after a customer may hand it on; what it is, those who lead say. */
function refuse({ principal }: Ctx, field: string): void {
  if (field === 'owner' || principal.kind !== 'person') return;
  const leading: readonly string[] = LEADING;
  if (!principal.functions.some((name) => leading.includes(name)))
    throw new AppError('forbidden', 'Only those who lead change what is kept about customers.');
}

function readValue(field: string, to: string | null, { custom, people }: Asking): string | null {
  const wrong = (message: string): AppError =>
    new AppError('invalid-input', message, { issues: [{ path: 'rows.0.to', message }], hint: 'Choose another value.' });
  if (field === 'owner') {
    if (to !== null && !people.some(({ id }) => id === to)) throw wrong(`'${to}' is no person of this workspace with access.`);
    return to;
  }
  if (field === 'stage' || field === 'tier') {
    if (to !== null && !(FIELDS[field].choices ?? []).includes(to)) throw wrong(`'${to}' is no ${field}.`);
    return to;
  }
  const own = field.startsWith(CUSTOM) ? custom.find(({ key }) => key === field.slice(CUSTOM.length)) : undefined;
  if (own === undefined)
    throw new AppError('invalid-input', `'${field}' cannot be changed here.`, {
      issues: [{ path: 'field', message: 'One of owner, stage, tier, or a field of your own.' }],
    });
  if (to === null || to.trim() === '') return null;
  const read = customValue(own, to);
  if (read.problem !== undefined) throw wrong(`${own.label}: ${read.problem}`);
  return customText(read.value);
}

function keptValue(card: Kept, field: string): string | null {
  if (field === 'owner') return card.ownerId;
  if (field === 'stage') return card.stage;
  if (field === 'tier') return card.tier;
  return card.custom[field.slice(CUSTOM.length)] ?? null;
}

async function write(ctx: Ctx, field: string, changed: readonly (Answer['changed'][number] & Pick<Kept, 'accountId'>)[]): Promise<void> {
  if (field === 'owner') {
    await assignAccounts(
      ctx,
      changed.map(({ accountId, externalId, to }) => ({ accountId, externalId, personId: to as PersonId | null })),
    );
    return;
  }
  const said = changed.map(({ externalId, to }) =>
    field.startsWith(CUSTOM)
      ? { id: externalId, words: {}, custom: { [field.slice(CUSTOM.length)]: to } }
      : { id: externalId, words: { [field]: to } },
  );
  await ACCOUNT_RECORDS.account.save(ctx, said, null);
}
