import { REASONS, type Reason } from './reasons.ts';

export type Status = 'accepted' | 'duplicate' | 'quarantined' | 'rejected';

/** What became of one item. */
export interface Outcome {
  readonly messageId: string | null;
  readonly status: Status;
  readonly code: Reason | null;
}

/** The answer to a batch (settled 14). */
export interface ItemReceipt {
  index: number;
  messageId: string | null;
  status: Status;
  code?: string;
  hint?: string;
}

export interface BatchReceipt extends Record<Status, number> {
  items: ItemReceipt[];
}

/**
 * Says what became of every item of a batch.
 *
 * @param outcomes  One entry an item, in the order of the batch.
 * @returns         The items in the same order, each with one status, and how many have each.
 * @example         receiptOf([{ messageId: 'm', status: 'accepted', code: null }]) // => { accepted: 1, duplicate: 0, quarantined: 0, rejected: 0, items: [{ index: 0, messageId: 'm', status: 'accepted' }] }
 */
export function receiptOf(outcomes: readonly Outcome[]): BatchReceipt {
  const receipt: BatchReceipt = { accepted: 0, duplicate: 0, quarantined: 0, rejected: 0, items: [] };
  for (const [index, { messageId, status, code }] of outcomes.entries()) {
    receipt[status] += 1;
    receipt.items.push(code === null ? { index, messageId, status } : { index, messageId, status, code, hint: REASONS[code] });
  }
  return receipt;
}

/**
 * Whether anything of a batch was kept: then the answer is a success and the sender need not send it again.
 *
 * @param receipt  The receipt.
 * @returns        True when at least one item was accepted, was here before, or was kept aside.
 * @example        isKept(receiptOf([{ messageId: null, status: 'rejected', code: 'shape' }])) // => false
 */
export function isKept(receipt: Readonly<Record<Status, number>>): boolean {
  return receipt.accepted + receipt.duplicate + receipt.quarantined > 0;
}
