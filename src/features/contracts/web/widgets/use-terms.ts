import type { Day } from '../../../../kernel/time.ts';
import { isDay } from '../../../../kernel/time.ts';
import { SHOWN_KINDS } from '../../../../web/records/record-kinds.ts';
import type { ShownRecord } from '../../../../web/records/record-source.ts';
import { useRecords } from '../../../../web/records/use-records.ts';
import { type RenewalClock, renewalClock, type Term } from '../../core/renewal-clock.ts';

/** The contracts and lines of a customer, and which term runs out next. */
export function useTerms(
  externalId: string,
  today: Day,
): {
  readonly contracts: readonly ShownRecord[];
  readonly lines: readonly ShownRecord[];
  readonly clock: RenewalClock | null;
  readonly pending: boolean;
} {
  const contracts = useRecords(SHOWN_KINDS.contract, externalId);
  const lines = useRecords(SHOWN_KINDS['contract-line'], externalId);
  return {
    contracts: contracts.records,
    lines: lines.records,
    clock: renewalClock(contracts.records.map(termOf), lines.records.map(termOf), today),
    pending: contracts.isPending || lines.isPending,
  };
}

function termOf({ fields }: ShownRecord): Term {
  const day = (name: string): Day | null => {
    const value = fields[name];
    return typeof value === 'string' && isDay(value) ? value : null;
  };
  return {
    startsOn: day('startsOn'),
    endsOn: day('endsOn'),
    noticeDays: typeof fields.noticeDays === 'number' ? fields.noticeDays : null,
  };
}

/** Whether a term runs on a day. */
export function runsOn(record: ShownRecord, day: Day): boolean {
  const { startsOn, endsOn } = termOf(record);
  return (startsOn === null || startsOn <= day) && (endsOn === null || endsOn >= day);
}
