import type { RecordContent } from '../../../kernel/record.ts';

/** A record of a contract or a line, as it is kept. */
export interface Signed {
  readonly id: string;
  readonly content: RecordContent;
}

/**
 * What was paid once, up to a day. Of a contract whose lines say it themselves, the contract's own figure is the same money and is passed over.
 *
 * @param contracts  Of one customer.
 * @param lines      Of the same; trials are passed over.
 * @param today      The last day that counts, as text.
 * @param rateOf     What a minor unit of a currency is worth; an absent currency is asked for as ''.
 * @returns          Whole minor units; null where a rate is missing.
 * @source           FIN-04: all contract revenue.
 * @example          oneOffFees([{ id: 'c', content: { startsOn: '2026-01-01', oneOffFee: 50 } }], [], '2026-02-01', () => 1) // => 50
 */
export function oneOffFees(
  contracts: readonly Signed[],
  lines: readonly Signed[],
  today: string,
  rateOf: (currency: string) => number | null,
): number | null {
  const paid = lines.filter(({ content }) => content.trial !== true && numberIn(content.oneOffFee) !== 0);
  const said = new Set(paid.map(({ content }) => content.contract));
  const fees = [...contracts.filter(({ id }) => !said.has(id)), ...paid].filter(
    ({ content }) => numberIn(content.oneOffFee) !== 0 && typeof content.startsOn === 'string' && content.startsOn <= today,
  );
  let sum = 0;
  for (const { content } of fees) {
    const rate = rateOf(typeof content.currency === 'string' ? content.currency : '');
    if (rate === null) return null;
    sum += numberIn(content.oneOffFee) * rate;
  }
  return Math.round(sum);
}

function numberIn(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/**
 * With what a customer began: product and plan of its first paid line.
 *
 * @param lines  Of one customer.
 * @returns      Texts; '' where nobody said. What was bought later is left out: it is known only of those who stayed.
 * @example      beganWith([{ id: 'b', content: { startsOn: '2026-02-01', plan: 'Pro' } }, { id: 'a', content: { startsOn: '2026-01-01', plan: 'Basic' } }]) // => { product: '', plan: 'Basic' }
 */
export function beganWith(lines: readonly Signed[]): { readonly product: string; readonly plan: string } {
  const [first] = lines
    .filter(({ content }) => content.trial !== true && typeof content.startsOn === 'string')
    .sort((a, b) => (`${a.content.startsOn} ${a.id}` < `${b.content.startsOn} ${b.id}` ? -1 : 1));
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { product: text(first?.content.product), plan: text(first?.content.plan) };
}
