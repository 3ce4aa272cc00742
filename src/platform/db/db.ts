import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** What stores write their statements on: drizzle over the pg-shaped port, the same on PGlite and PostgreSQL. */
export type Db = NodePgDatabase;
