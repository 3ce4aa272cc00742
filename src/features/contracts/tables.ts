import { bigint, boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { LedgerEntry, MovementType, SecondSale } from './core/movement.ts';

export const arrMovements = pgTable(
  'arr_movements',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    lineId: text('line_id'),
    contractId: text('contract_id'),
    day: text('day').$type<Day>().notNull(),
    type: text('type').$type<MovementType>().notNull(),
    secondSale: text('second_sale').$type<SecondSale>(),
    amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
    currency: text('currency').notNull(),
    trial: boolean('trial').notNull(),
    other: text('other_line_id'),
    origin: text('origin').$type<LedgerEntry['origin']>().notNull(),
    recordedAt: bigint('recorded_at', { mode: 'number' }).$type<Instant>().notNull(),
    recordedBy: text('recorded_by').notNull(),
    importId: text('import_id'),
    reverses: bigint('reverses', { mode: 'number' }),
    note: text('note'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.number] })],
);

export const arrLedgers = pgTable('arr_ledgers', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  lastNumber: bigint('last_number', { mode: 'number' }).notNull(),
  epoch: integer('epoch').notNull(),
});

export const contractsSettings = pgTable('contracts_settings', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  baseCurrency: text('base_currency').notNull(),
  renewalToleranceDays: integer('renewal_tolerance_days').notNull(),
  changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
});
