import type { AccountId } from '../../kernel/ids.ts';
import type { FieldValue } from '../../kernel/record.ts';
import type { Ctx } from '../../platform/context.ts';
import { ownerOf } from '../access/reads.ts';
import { accountRecords } from '../accounts/reads.ts';

/** A field in which two customers differ, and whose value stands. */
export interface DifferingField {
  readonly field: string;
  readonly keep: FieldValue | null;
  readonly drop: FieldValue | null;
  readonly stands: 'keep' | 'drop';
}

interface Side {
  readonly accountId: AccountId;
  readonly externalId: string;
}

/** Fields in which two customers differ. What only one says stands; of two first days the earlier; else what the kept one says. */
export async function fieldsOf(ctx: Ctx, kept: Side, dropped: Side): Promise<readonly DifferingField[]> {
  const [keep, drop] = [await valuesOf(ctx, kept), await valuesOf(ctx, dropped)];
  return [...new Set([...keep.keys(), ...drop.keys()])].sort().flatMap((field): DifferingField[] => {
    const [one, other] = [keep.get(field) ?? null, drop.get(field) ?? null];
    if (other === null || JSON.stringify(one) === JSON.stringify(other)) return [];
    const takes = one === null || (field === 'startsOn' && String(other) < String(one));
    return [{ field, keep: one, drop: other, stands: takes ? 'drop' : 'keep' }];
  });
}

/** Everything that is said of a customer, by field; what a workspace added under `custom.<key>`. */
export async function valuesOf(ctx: Ctx, { accountId, externalId }: Side): Promise<ReadonlyMap<string, FieldValue>> {
  const record = (await accountRecords(ctx, [externalId])).get(externalId);
  const owner = (await ownerOf(ctx, [accountId])).get(accountId);
  return new Map<string, FieldValue>([
    ...Object.entries(record?.content ?? {}),
    ...Object.entries(record?.custom ?? {}).map(([key, value]) => [`custom.${key}`, value] as const),
    ...(owner === undefined ? [] : [['owner', owner.personId] as const]),
  ]);
}
