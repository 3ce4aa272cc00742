import type { RecordContent } from '../../../kernel/record.ts';
import { day } from '../../../kernel/time.ts';
import type { Around, Customer, CustomerSpan, Fact, Whole } from './facts.ts';

/*
 * A small world in which the examples of rules take place: 2026-11-18 in Shanghai, a customer `a` since 2026, and one that left.
 */

const CUSTOMERS: readonly CustomerSpan[] = [
  { id: 'a', name: '云帆', startsOn: day('2026-01-01'), endsOn: null },
  { id: 'gone', name: '远山', startsOn: day('2026-01-01'), endsOn: day('2026-06-30') },
];

/**
 * What is around; dollars can be converted from February on.
 *
 * @param other  What is different.
 * @returns      The surroundings.
 * @example      around().today // => '2026-11-18'
 */
export function around(other: Partial<Around> = {}): Around {
  return {
    today: day('2026-11-18'),
    timeZone: 'Asia/Shanghai',
    baseCurrency: 'CNY',
    customer: (id) => CUSTOMERS.find((one) => one.id === id),
    has: () => false,
    rateFrom: (currency) => (currency === 'USD' ? day('2026-02-01') : null),
    keeps: () => false,
    ...other,
  };
}

/**
 * A record.
 *
 * @param kind     The name of its kind.
 * @param id       Its id.
 * @param content  Its values.
 * @param custom   Values of custom fields.
 * @returns        The record, of the customer that its values name.
 * @example        fact('note', 'n', { account: 'a' }).account // => 'a'
 */
export function fact(kind: string, id: string, content: RecordContent, custom: RecordContent = {}): Fact {
  return { kind, id, account: typeof content.account === 'string' ? content.account : null, content, custom };
}

/**
 * The customer `a` with its records.
 *
 * @param other  What is different, and its records.
 * @returns      The customer.
 * @example      customer({}).of('contact') // => []
 */
export function customer(other: {
  readonly custom?: RecordContent;
  readonly hasOwner?: boolean;
  readonly endsOn?: string;
  readonly lines?: readonly Fact[];
  readonly churns?: readonly Fact[];
  readonly contacts?: readonly Fact[];
  readonly units?: readonly Fact[];
}): Customer {
  const records: Readonly<Record<string, readonly Fact[] | undefined>> = {
    'contract-line': other.lines,
    'churn-record': other.churns,
    contact: other.contacts,
    'org-unit': other.units,
  };
  return {
    id: 'a',
    name: '云帆',
    startsOn: day('2026-01-01'),
    endsOn: other.endsOn === undefined ? null : day(other.endsOn),
    hasOwner: other.hasOwner ?? true,
    custom: other.custom ?? {},
    of: (kind) => records[kind] ?? [],
  };
}

/**
 * A workspace of which nothing is known.
 *
 * @param other  What is known.
 * @returns      The whole.
 * @example      whole({}).customers // => []
 */
export function whole(other: Partial<Whole>): Whole {
  return {
    customers: [],
    eventsOutsideCustomers: [],
    eventsOutsideLines: [],
    eventsOfUnknownLines: null,
    deliveries: [],
    rejected: [],
    readings: [],
    ...other,
  };
}
