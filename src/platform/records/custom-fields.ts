import { and, asc, eq, sql } from 'drizzle-orm';
import { type CustomField, customValue } from '../../kernel/custom-field.ts';
import type { FieldValue, RecordWords } from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { customFields, records } from './tables.ts';

/** A custom field as it is kept. */
export interface StoredCustomField extends CustomField {
  readonly kind: string;
  readonly position: number;
  readonly archivedAt: Instant | null;
}

/** The fields a workspace has added, by kind and place; archived ones among them. */
export async function customFieldsOf(ctx: Ctx, kind: string | null): Promise<readonly StoredCustomField[]> {
  const rows = await ctx.db
    .select()
    .from(customFields)
    .where(and(eq(customFields.workspaceId, ctx.workspace.id), kind === null ? undefined : eq(customFields.kind, kind)))
    .orderBy(asc(customFields.kind), asc(customFields.position), asc(customFields.key));
  return rows.map(({ workspaceId, createdAt, ...field }) => field);
}

/** Makes a field, or says anew what is known of it. */
export async function writeCustomField(
  ctx: Ctx,
  { kind, key, label, type, choices, position, archivedAt }: StoredCustomField,
): Promise<void> {
  const values = { label, type, choices: [...choices], position, archivedAt };
  await ctx.db
    .insert(customFields)
    .values({ workspaceId: ctx.workspace.id, kind, key, createdAt: ctx.now, ...values })
    .onConflictDoUpdate({ target: [customFields.workspaceId, customFields.kind, customFields.key], set: values });
}

/** The values that records of a kind keep under a key, each once, and how many records keep one. At most so many values. */
export async function customValuesKept(
  ctx: Ctx,
  kind: string,
  key: string,
  limit: number,
): Promise<readonly { readonly value: FieldValue; readonly records: number }[]> {
  const value = sql<FieldValue>`${records.custom}->${key}`;
  return ctx.db
    .select({ value, records: sql<number>`count(*)::int` })
    .from(records)
    .where(and(eq(records.workspaceId, ctx.workspace.id), eq(records.kind, kind), sql`jsonb_exists(${records.custom}, ${key})`))
    .groupBy(sql`1`)
    .limit(limit);
}

/** Checks what is said of custom fields: values in the type of their field, or what is wrong. What no field is made for stays as it is. */
export interface CustomCheck {
  read(words: RecordWords): { readonly words: RecordWords; readonly issues: readonly { path: string; message: string }[] };
}

/** How records of a kind are checked, as its fields are now. */
export async function customCheck(ctx: Ctx, kind: string): Promise<CustomCheck> {
  const fields = new Map(
    (await customFieldsOf(ctx, kind)).filter(({ archivedAt }) => archivedAt === null).map((field) => [field.key, field]),
  );
  return {
    read(words) {
      const issues: { path: string; message: string }[] = [];
      const read = Object.entries(words).map(([key, said]): [string, FieldValue | null] => {
        const field = fields.get(key);
        if (field === undefined || said === null) return [key, said];
        const found = customValue(field, said);
        if (found.problem === undefined) return [key, found.value];
        issues.push({ path: `custom.${key}`, message: found.problem });
        return [key, said];
      });
      return { words: Object.fromEntries(read), issues };
    },
  };
}
