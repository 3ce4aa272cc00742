import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** A condition: the column holds one of some texts. They travel as one parameter: of thousands, each would cost more than what it finds. */
export function oneOf(column: AnyPgColumn, texts: readonly string[]): SQL {
  return sql`${column} = any(${sql.param([...texts])}::text[])`;
}
