import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { customValue } from '../../kernel/custom-field.ts';
import { AppError } from '../../kernel/errors.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { customFieldsOf, customValuesKept, type StoredCustomField, writeCustomField } from '../../platform/records/custom-fields.ts';
import { audit } from '../access/commands.ts';
import type { archiveCustomField, listCustomFields, saveCustomField } from './contract-custom-fields.ts';
import { accountKind } from './core/kinds.ts';
import { attributeValuesKept } from './store.ts';

type Answer = OutputOf<typeof saveCustomField>;

/** Different values that are looked at before the type of a field changes. */
const LOOKED_AT = 5000;

/** The fields that the workspace has added. */
export async function customFieldList(ctx: Ctx, { kind }: InputOf<typeof listCustomFields>): Promise<OutputOf<typeof listCustomFields>> {
  return { fields: (await customFieldsOf(ctx, kind ?? null)).map(answerOf) };
}

/**
 * Adds a field, or changes it.
 *
 * @throws AppError('conflict') while records keep a value that the field, as it would be, cannot hold.
 */
export async function saveField(ctx: Ctx, input: InputOf<typeof saveCustomField>): Promise<Answer> {
  const known = await customFieldsOf(ctx, input.kind);
  const before = known.find(({ key }) => key === input.key) ?? null;
  const choices = input.type === 'choice' ? [...new Set(input.choices)] : [];
  if (input.type === 'choice' && choices.length === 0)
    throw new AppError('invalid-input', 'A choice needs something to choose.', {
      issues: [{ path: 'choices', message: 'Name at least one.' }],
    });
  const last = Math.max(-1, ...known.map(({ position }) => position));
  const after: StoredCustomField = {
    kind: input.kind,
    key: input.key,
    label: input.label,
    type: input.type,
    choices,
    position: input.position ?? before?.position ?? last + 1,
    archivedAt: null,
  };
  if (before === null || before.type !== after.type || before.choices.join('\n') !== choices.join('\n')) await checkKept(ctx, after);
  await writeCustomField(ctx, after);
  await audit(ctx, { action: 'custom-field.saved', subject: `${after.kind}.${after.key}`, before: plain(before), after: plain(after) });
  return answerOf(after);
}

async function checkKept(ctx: Ctx, field: StoredCustomField): Promise<void> {
  const kept =
    field.kind === accountKind.name
      ? await attributeValuesKept(ctx, field.key, LOOKED_AT)
      : await customValuesKept(ctx, field.kind, field.key, LOOKED_AT);
  const bad = kept.filter(({ value }) => customValue(field, value).problem !== undefined);
  const [first] = bad;
  if (first === undefined) return;
  const records = bad.reduce((sum, one) => sum + one.records, 0);
  throw new AppError('conflict', `${records} records keep a value that would not fit, such as '${String(first.value)}'.`, {
    hint: 'Change those values first, or choose another type.',
    issues: [{ path: 'type', message: `Does not fit '${String(first.value)}', which ${records} records keep or something like it.` }],
  });
}

/** Takes a field out of forms and lists, or puts it back. */
export async function archiveField(ctx: Ctx, { kind, key, archived }: InputOf<typeof archiveCustomField>): Promise<Answer> {
  const before = (await customFieldsOf(ctx, kind)).find((field) => field.key === key);
  if (before === undefined) throw new AppError('not-found', `${kind} has no field '${key}'.`);
  const after = { ...before, archivedAt: archived ? (before.archivedAt ?? ctx.now) : null };
  if ((before.archivedAt === null) !== (after.archivedAt === null)) {
    await writeCustomField(ctx, after);
    const action = archived ? 'custom-field.archived' : 'custom-field.restored';
    await audit(ctx, { action, subject: `${kind}.${key}`, before: null, after: null });
  }
  return answerOf(after);
}

function answerOf({ archivedAt, choices, ...field }: StoredCustomField): Answer {
  return { ...field, choices: [...choices], archivedAt: archivedAt === null ? null : formatInstant(archivedAt) };
}

function plain(field: StoredCustomField | null): { label: string; type: string; choices: string } | null {
  return field === null ? null : { label: field.label, type: field.type, choices: field.choices.join('、') };
}
