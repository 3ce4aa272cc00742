import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';

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
  const ratio = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  for (let index = 0; index < ratio.values.length; index++) {
    const [a, b] = [from + index - loginUsers.from, from + index - registeredUsers.from];
    const [loginReason, registeredReason] = [loginUsers.reasons[a], registeredUsers.reasons[b]];
    if (loginReason === undefined || registeredReason === undefined) continue;
    const registered = registeredUsers.values[b] ?? Number.NaN;
    if (loginReason !== 0 && loginReason !== PARTIAL) ratio.reasons[index] = loginReason;
    else if (registeredReason !== 0 && registeredReason !== PARTIAL) ratio.reasons[index] = registeredReason;
    else if (registered === 0) ratio.reasons[index] = reasonCode('no-registered-users');
    else {
      ratio.values[index] = (loginUsers.values[a] ?? Number.NaN) / registered;
      ratio.reasons[index] = Math.max(loginReason, registeredReason);
    }
  }
  return ratio;
}
