import { InvariantError } from '../../../kernel/errors.ts';
import { type Day, dayNumber } from '../../../kernel/time.ts';
import { MOVEMENT_TYPES } from '../../contracts/core/movement.ts';

const SECOND_SALES = ['', 'ADD', 'CROSS', 'VALUE'];

/**
 * The ledger of many customers as columns: made for counting millions. Entries of a customer lie together, by day and then in the order in
 * which they were written. Lines and contracts are numbers that tell them apart within their customer only.
 */
export interface LedgerColumns {
  /** Where the entries of each customer lie. */
  readonly accounts: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
  readonly currencies: readonly string[];
  /** Of each number of a line or contract its id; empty where they were not asked for. */
  readonly units: ReadonlyMap<number, UnitName>;
  /** The earliest day; null where there is nothing. */
  readonly firstDay: number | null;
  readonly day: Int32Array;
  readonly amount: Float64Array;
  readonly recordedAt: Float64Array;
  readonly line: Int32Array;
  readonly contract: Int32Array;
  /** Of a renewal: the other line. -1: none. */
  readonly other: Int32Array;
  /** Position in `MOVEMENT_TYPES`. */
  readonly type: Uint8Array;
  readonly currency: Uint8Array;
  /** 1 of a trial. */
  readonly trial: Uint8Array;
  /** 0 none, 1 ADD, 2 CROSS, 3 VALUE. */
  readonly sale: Uint8Array;
}

/** What a number of a line or contract stands for. */
export interface UnitName {
  readonly kind: 'line' | 'contract';
  readonly id: string;
}

/** Grows while texts are read; `finish` puts customer beside customer. */
export interface ColumnsReader {
  /** Takes lines as `entriesAsText` of the ledger writes them. */
  read(text: string): void;
  finish(): LedgerColumns;
}

/**
 * Reads entries of the ledger into columns.
 *
 * @param expected    About how many there will be.
 * @param currencies  Currencies that have their position already.
 * @param named       Whether it must be known which lines and contracts the numbers stand for.
 * @returns           A reader; give it texts, then finish it.
 * @throws            InvariantError for a text that is none of the ledger's.
 * @example           readColumns(1).finish().firstDay // => null
 */
export function readColumns(expected: number, currencies: readonly string[] = [], named = false): ColumnsReader {
  let rows = new Rows(Math.max(16, expected));
  const accounts = new Names();
  const codes = new Names(currencies);
  const types = new Names(MOVEMENT_TYPES);
  const days = new Remembered((day) => dayNumber(day as Day));
  const moments = new Remembered(Number);
  /** Of each customer its lines and contracts: they are told apart within it only. */
  const unitsOf: Map<string, number>[] = [];
  const units = new Map<number, UnitName>();
  let unitCount = 0;

  const unitOf = (account: number, id: string): number => {
    unitsOf[account] ??= new Map();
    const own = unitsOf[account];
    const known = own.get(id);
    if (known !== undefined) return known;
    const code = unitCount++;
    own.set(id, code);
    if (named) units.set(code, { kind: id.startsWith('c') ? 'contract' : 'line', id: id.slice(1) });
    return code;
  };

  function readEntry(parts: Parts): void {
    if (rows.length === rows.capacity) rows = rows.grown();
    const at = rows.length++;
    const of = accounts.codeOf(parts.next());
    rows.account[at] = of;
    rows.day[at] = days.of(parts.next());
    rows.type[at] = types.codeOf(parts.next());
    rows.sale[at] = Math.max(0, SECOND_SALES.indexOf(parts.next()));
    rows.amount[at] = Number(parts.next());
    rows.currency[at] = codes.codeOf(parts.next());
    rows.trial[at] = parts.next() === '1' ? 1 : 0;
    rows.recordedAt[at] = moments.of(parts.next());
    const [other, contract, line] = [parts.next(), parts.next(), parts.rest()];
    rows.contract[at] = contract === '' ? -1 : unitOf(of, `c${contract}`);
    rows.line[at] = unitOf(of, line === '' ? `c${contract}` : line);
    rows.other[at] = other === '' ? -1 : unitOf(of, `=${other}`);
  }

  return {
    read(text) {
      const parts = new Parts(text);
      while (parts.begin()) readEntry(parts);
    },
    finish: () => ({ ...ordered(rows, accounts.names), currencies: codes.names, units }),
  };
}

/** Walks through lines and their parts without making lists of them: they come by the million. */
class Parts {
  readonly #text: string;
  #at = 0;
  #end = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the next line; false where there is none. */
  begin(): boolean {
    this.#at = this.#end + 1;
    if (this.#at >= this.#text.length) return false;
    const end = this.#text.indexOf('\n', this.#at);
    this.#end = end === -1 ? this.#text.length : end;
    return true;
  }

  next(): string {
    const tab = this.#text.indexOf('\t', this.#at);
    if (tab === -1 || tab > this.#end) throw new InvariantError('A text of the ledger has another form.');
    const part = this.#text.slice(this.#at, tab);
    this.#at = tab + 1;
    return part;
  }

  rest(): string {
    return this.#text.slice(this.#at, this.#end);
  }
}

/** Numbers that texts stand for; the last one is asked for most. */
class Remembered {
  readonly #known = new Map<string, number>();
  readonly #make: (text: string) => number;
  #last = '';
  #value = Number.NaN;

  constructor(make: (text: string) => number) {
    this.#make = make;
  }

  of(text: string): number {
    if (text === this.#last) return this.#value;
    const known = this.#known.get(text);
    this.#value = known ?? this.#make(text);
    if (known === undefined) this.#known.set(text, this.#value);
    this.#last = text;
    return this.#value;
  }
}

/** Positions of names, in the order in which they come; the last one is asked for most. */
class Names {
  readonly names: string[] = [];
  readonly #codes = new Map<string, number>();
  #last = '';
  #code = -1;

  constructor(known: readonly string[] = []) {
    for (const name of known) this.codeOf(name);
  }

  codeOf(name: string): number {
    if (name === this.#last && this.#code !== -1) return this.#code;
    const known = this.#codes.get(name);
    this.#code = known ?? this.names.push(name) - 1;
    if (known === undefined) this.#codes.set(name, this.#code);
    this.#last = name;
    return this.#code;
  }
}

class Rows {
  length = 0;
  readonly capacity: number;
  readonly account: Int32Array;
  readonly day: Int32Array;
  readonly amount: Float64Array;
  readonly recordedAt: Float64Array;
  readonly line: Int32Array;
  readonly contract: Int32Array;
  readonly other: Int32Array;
  readonly type: Uint8Array;
  readonly currency: Uint8Array;
  readonly trial: Uint8Array;
  readonly sale: Uint8Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.account = new Int32Array(capacity);
    this.day = new Int32Array(capacity);
    this.amount = new Float64Array(capacity);
    this.recordedAt = new Float64Array(capacity);
    this.line = new Int32Array(capacity);
    this.contract = new Int32Array(capacity);
    this.other = new Int32Array(capacity);
    this.type = new Uint8Array(capacity);
    this.currency = new Uint8Array(capacity);
    this.trial = new Uint8Array(capacity);
    this.sale = new Uint8Array(capacity);
  }

  grown(): Rows {
    const larger = new Rows(this.capacity * 2);
    for (const name of [...COLUMNS, 'account'] as const) larger[name].set(this[name]);
    larger.length = this.length;
    return larger;
  }
}

const COLUMNS = ['day', 'amount', 'recordedAt', 'line', 'contract', 'other', 'type', 'currency', 'trial', 'sale'] as const;

/** Customer beside customer, each by day; entries of one day stay in the order in which they were written. */
function ordered(rows: Rows, names: readonly string[]): Omit<LedgerColumns, 'currencies' | 'units'> {
  const { starts, order } = byAccount(rows, names.length);
  for (let code = 0; code < names.length; code++) sortByDay(order, rows.day, starts[code] ?? 0, starts[code + 1] ?? 0);
  const sorted = new Rows(Math.max(1, rows.length));
  for (const name of COLUMNS) {
    const [from, to] = [rows[name], sorted[name]];
    for (let at = 0; at < rows.length; at++) to[at] = from[order[at] ?? 0] ?? 0;
  }
  const accounts = new Map(names.map((name, code) => [name, { start: starts[code] ?? 0, end: starts[code + 1] ?? 0 }]));
  return { ...withoutNames(sorted), accounts, firstDay: rows.length === 0 ? null : least(rows.day, rows.length) };
}

/** Where each customer's entries go, and which they are: in the order in which they were read. */
function byAccount({ account, length }: Rows, accounts: number): { starts: Int32Array; order: Int32Array } {
  const counts = new Int32Array(accounts);
  for (let at = 0; at < length; at++) add(counts, account[at], 1);
  const starts = new Int32Array(accounts + 1);
  for (let code = 0; code < accounts; code++) starts[code + 1] = (starts[code] ?? 0) + (counts[code] ?? 0);
  const place = starts.slice();
  const order = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    const code = account[at] ?? 0;
    order[place[code] ?? 0] = at;
    add(place, code, 1);
  }
  return { starts, order };
}

function least(values: Int32Array, length: number): number {
  let found = values[0] ?? 0;
  for (let at = 1; at < length; at++) found = Math.min(found, values[at] ?? 0);
  return found;
}

function add(counts: Int32Array, at = 0, amount = 1): void {
  counts[at] = (counts[at] ?? 0) + amount;
}

function withoutNames({ day, amount, recordedAt, line, contract, other, type, currency, trial, sale }: Rows) {
  return { day, amount, recordedAt, line, contract, other, type, currency, trial, sale };
}

/** Few entries a customer, and often in order: by insertion; the sort of the runtime for the rest. */
function sortByDay(order: Int32Array, day: Int32Array, start: number, end: number): void {
  if (end - start > 64) {
    order.subarray(start, end).sort((a, b) => (day[a] ?? 0) - (day[b] ?? 0) || a - b);
    return;
  }
  for (let at = start + 1; at < end; at++) {
    const one = order[at] ?? 0;
    let back = at - 1;
    while (back >= start && (day[order[back] ?? 0] ?? 0) > (day[one] ?? 0)) {
      order[back + 1] = order[back] ?? 0;
      back -= 1;
    }
    order[back + 1] = one;
  }
}
