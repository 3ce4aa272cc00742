import type { Shelf } from '../../platform/backup/shelf.ts';
import type { Relational } from '../../platform/db/relational.ts';

/** What custody needs of the house: it looks after the data as they lie there, of all workspaces. */
export interface CustodyParts {
  readonly shelf: Shelf;
  readonly relational: Relational;
}
