import { boolean, pgTable, text } from 'drizzle-orm/pg-core';

/** Which migrations a database has. Made by db/migrate.ts itself, before the first of them. */
export const migrations = pgTable('platform_migrations', {
  name: text('name').primaryKey(),
  checksum: text('checksum').notNull(),
  compatible: boolean('compatible').notNull(),
});
