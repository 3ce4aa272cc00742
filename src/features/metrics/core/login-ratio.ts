import type { Column } from '../../../kernel/column.ts';
import { quotient } from './quotient.ts';

/**
 * The share of registered users who logged in, for each day.
 *
 * @param loginUsers       Users who logged in, a count a day; covers `from` to `to`.
 * @param registeredUsers  Registered users, a count a day; covers `from` to `to`.
 * @param from             Day number of the first cell.
 * @param to               Day number of the last cell, included.
 * @returns                Fractions; above 1 when people log in who are not registered. Unknown with the reason of the login count,
 *                         then of the registered count; Unknown(`no-registered-users`) where nobody is registered.
 * @source                 ACT-03.
 * @example                loginRatio({ from: 0, values: Float64Array.of(36), reasons: Uint8Array.of(0) }, { from: 0, values: Float64Array.of(80), reasons: Uint8Array.of(0) }, 0, 0).values // => Float64Array.of(0.45)
 */
export function loginRatio(loginUsers: Column, registeredUsers: Column, from: number, to: number): Column {
  return quotient(loginUsers, registeredUsers, 'no-registered-users', from, to);
}
