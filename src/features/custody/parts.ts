import type { Shelf } from '../../platform/backup/shelf.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Relational } from '../../platform/db/relational.ts';

/** What custody needs of the house: it looks after the data as they lie there, of all workspaces. */
export interface CustodyParts {
  readonly shelf: Shelf;
  readonly relational: Relational;
  /** Whether the caller administers every workspace of this server: only then may they have what belongs to all. */
  readonly administersAll: (ctx: Ctx) => Promise<boolean>;
}
