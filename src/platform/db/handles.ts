import { AsyncLocalStorage } from 'node:async_hooks';
import type { Query } from 'drizzle-orm';
import { NodePgDatabase, NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Pool, PoolClient } from 'pg';
import { InvariantError } from '../../kernel/errors.ts';
import type { Db } from './db.ts';

const dialect = new PgDialect();

type Session = Db['_']['session'];
type Transaction = Parameters<Parameters<Session['transaction']>[0]>[0];

interface Handles {
  readonly unscopedDb: Db;
  transaction<T>(run: (db: Transaction) => Promise<T>): Promise<T>;
  query(text: string, values: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** The two handles over a pool of connections: one outside any transaction, and one that is a transaction. */
export function handlesOver(pool: Pool): Handles {
  const inside = new AsyncLocalStorage<{ open: boolean }>();

  function refuseInside(): void {
    if (inside.getStore()?.open)
      throw new InvariantError(
        'A second handle was asked for inside a transaction. Use ctx.db: on the embedded engine any other waits for ever.',
      );
  }

  async function transaction<T>(run: (db: Transaction) => Promise<T>): Promise<T> {
    refuseInside();
    const client = await pool.connect();
    client.on('error', ignore);
    const mark = { open: true };
    let broken: unknown = false;
    try {
      await client.query('begin');
      const result = await inside.run(mark, () => run(transactionOn(client, mark)));
      mark.open = false;
      const { command } = await client.query('commit');
      if (command !== 'COMMIT')
        throw new InvariantError('A statement of this transaction failed and the failure was passed over; nothing was kept.');
      return result;
    } catch (error) {
      mark.open = false;
      await client.query('rollback').catch((reason: unknown) => {
        broken = reason;
      });
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(broken instanceof Error ? broken : false);
    }
  }

  async function query(text: string, values: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
    refuseInside();
    const client = await pool.connect();
    client.on('error', ignore);
    try {
      return await client.query<Record<string, unknown>>(text, [...values]);
    } catch (error) {
      // The text may have begun a transaction of its own.
      await client.query('rollback').catch(ignore);
      throw error;
    } finally {
      client.off('error', ignore);
      client.release();
    }
  }

  const session = checkedSession(new NodePgSession(pool, dialect, undefined), refuseInside, transaction);
  return { unscopedDb: new NodePgDatabase(dialect, session, undefined), transaction, query };
}

/** A lost connection also fails the statement that waits for it, so the event by itself says nothing new. */
function ignore(): void {}

function transactionOn(client: PoolClient, mark: { readonly open: boolean }): Transaction {
  const refuseAfterEnd = () => {
    if (!mark.open) throw new InvariantError('A statement came after the end of its transaction: something was not awaited.');
  };
  const session = checkedSession(new NodePgSession(client, dialect, undefined), refuseAfterEnd, () => {
    throw new InvariantError('A transaction is open already.');
  });
  return new NodePgTransaction(dialect, session, undefined);
}

/** The same session, with every statement checked before it is prepared. */
function checkedSession(session: Session, check: (query: Query) => void, transaction: Handles['transaction']): Session {
  const checked: Session = Object.create(session);
  checked.prepareQuery = (query, ...rest) => {
    check(query);
    return session.prepareQuery(query, ...rest);
  };
  checked.transaction = transaction;
  return checked;
}

/** A handle over another one, with every statement checked, also those of its transactions. */
export function checkedHandle(db: Db, check: (query: Query) => void): Db {
  return db instanceof NodePgTransaction ? checkedTransaction(db, check) : new NodePgDatabase(dialect, checkedOver(db, check), undefined);
}

function checkedTransaction(db: Db, check: (query: Query) => void): Transaction {
  return new NodePgTransaction(dialect, checkedOver(db, check), undefined);
}

function checkedOver({ _: { session } }: Db, check: (query: Query) => void): Session {
  return checkedSession(session, check, (run) => session.transaction((inner) => run(checkedTransaction(inner, check))));
}
