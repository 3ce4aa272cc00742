import { type Fate, hasDay, type LabelledRows, labelAt, type OutcomeWindow } from './labels.ts';

/**
 * Customers from each cut-off to the next, with whether the outcome came by then: what a hazard learns from. Nothing behind the next cut-off is looked
 * at, neither for the label nor for who is there.
 *
 * @param fates    One a customer.
 * @param cutOffs  Day numbers, rising.
 * @param asked    The window of the outcome. Asked about a dormancy, it comes on the day on which the silence has lasted so long.
 * @returns        The rows with a label; none at the last cut-off. Who has not started, has ended, is too new, is dormant already or ends before the
 *                 next cut-off while dormancy is asked about has none.
 * @source         J. D. Singer, J. B. Willett (1993): one row a customer and period in which it is at risk.
 * @example        monthRows([{ startsOn: 0, endsOn: Infinity, days: [40], knownUntil: 90 }], [0, 30, 60, 90], { days: 60, looksFor: 'some' }).labels // => Uint8Array.of(0, 1, 0)
 */
export function monthRows(fates: readonly Fate[], cutOffs: readonly number[], asked: OutcomeWindow): LabelledRows {
  const [accounts, places, labels]: [number[], number[], number[]] = [[], [], []];
  const came = fates.map((fate) => (asked.looksFor === 'some' ? fate : { ...fate, days: silences(fate, asked.days) }));
  for (const [place, cutOff] of cutOffs.slice(0, -1).entries()) {
    const month = { ...asked, days: (cutOffs[place + 1] ?? cutOff) - cutOff, looksFor: 'some' as const };
    for (const [account, fate] of fates.entries()) {
      const label = labelAt(came[account] ?? fate, cutOff, month);
      if (typeof label === 'string' || (asked.looksFor === 'none' && !isAsked(fate, cutOff, asked, month.days, label))) continue;
      accounts.push(account);
      places.push(place);
      labels.push(label);
    }
  }
  return { accounts: Uint32Array.from(accounts), places: Uint16Array.from(places), labels: Uint8Array.from(labels) };
}

/** Asked about a dormancy: who was awake at the cut-off, and stayed long enough to be told. */
function isAsked({ days, endsOn }: Fate, cutOff: number, asked: OutcomeWindow, length: number, label: 0 | 1): boolean {
  if (label === 0 && endsOn < cutOff + length) return false;
  return asked.awakeWithin === undefined || hasDay(days, cutOff - asked.awakeWithin + 1, cutOff);
}

/** The days on which the last use lies so many days back, and nobody used it since. */
function silences({ days, endsOn }: Fate, length: number): number[] {
  return days.flatMap((day, place) => {
    const silent = (days[place + 1] ?? Number.POSITIVE_INFINITY) > day + length;
    return silent && day + length <= endsOn ? [day + length] : [];
  });
}
