import type { SentInputOf } from '../../../contract/operation.ts';
import { isDay } from '../../../kernel/time.ts';
import type { countEvents } from '../contract-sources.ts';
import { EVENT_MEANINGS } from '../core/kinds.ts';

/** What the address asks for. */
export interface EventSearch {
  readonly customer?: string;
  readonly user?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly module?: string;
  readonly from?: string;
  readonly to?: string;
}

const TEXTS = ['customer', 'user', 'name', 'module'] as const;

/**
 * Reads what an address asks for; what cannot be is left out, so that an old or mistyped link still opens.
 *
 * @param found  The search part of the address.
 * @returns      Only what is there and can be asked.
 */
export function searchIn(found: Readonly<Record<string, unknown>>): EventSearch {
  // The router reads digits as numbers.
  const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');
  const texts = TEXTS.flatMap((part) => (text(found[part]) === '' ? [] : [[part, text(found[part]).slice(0, 200)]]));
  const days = (['from', 'to'] as const).flatMap((part) => (isDay(text(found[part])) ? [[part, text(found[part])]] : []));
  const kind = EVENT_MEANINGS.filter((one) => one === found.kind).map((one) => ['kind', one]);
  return Object.fromEntries([...texts, ...days, ...kind]) as EventSearch;
}

/**
 * The question to the server.
 *
 * @param search  What the address asks for.
 * @returns       The same, in the types of the operation.
 */
export function questionOf({ kind, ...rest }: EventSearch): SentInputOf<typeof countEvents> {
  const known = EVENT_MEANINGS.find((one) => one === kind);
  return known === undefined ? rest : { ...rest, kind: known };
}
