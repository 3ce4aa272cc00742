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
  code?: string | undefined;
  hint?: string | undefined;
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

/** What follows the id of an item in the written receipt, by reason. */
const ENDS = new Map<string, string>(
  Object.entries(REASONS).map(([code, hint]) => [code, `,"code":${JSON.stringify(code)},"hint":${JSON.stringify(hint)}}`]),
);

/**
 * Writes a receipt as JSON: what its contract names and nothing else. A batch is answered thousands of times a second, so it is written
 * straight away instead of being checked, copied and written.
 *
 * @param receipt  A receipt; hints are those of its codes.
 * @returns        JSON text.
 * @example        writeReceipt({ accepted: 0, duplicate: 0, quarantined: 0, rejected: 0, items: [] }) // => '{"accepted":0,"duplicate":0,"quarantined":0,"rejected":0,"items":[]}'
 */
export function writeReceipt({ accepted, duplicate, quarantined, rejected, items }: BatchReceipt): string {
  let text = `{"accepted":${accepted},"duplicate":${duplicate},"quarantined":${quarantined},"rejected":${rejected},"items":[`;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) continue;
    const messageId = item.messageId === null ? 'null' : JSON.stringify(item.messageId);
    text += `${index === 0 ? '' : ','}{"index":${item.index},"messageId":${messageId},"status":"${item.status}"`;
    text += item.code === undefined ? '}' : (ENDS.get(item.code) ?? `,"code":${JSON.stringify(item.code)}}`);
  }
  return `${text}]}`;
}
