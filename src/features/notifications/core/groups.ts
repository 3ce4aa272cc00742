import type { Day } from '../../../kernel/time.ts';

/** What is needed of a notice to put it with its like. */
export interface Groupable {
  readonly toldOn: Day;
  readonly account: { readonly externalId: string } | null;
  readonly kind: string;
}

/** Notices of one day about one customer, or of one kind about none. */
export interface NoticeGroup<Notice extends Groupable> {
  readonly key: string;
  readonly day: Day;
  readonly notices: readonly Notice[];
}

/**
 * Puts notices together: what happened on one day at one customer is read once.
 *
 * @param notices  The latest first.
 * @returns        Groups in the order of their latest notice.
 * @example        groupNotices([{ toldOn: '2026-11-18', account: { externalId: 'a' }, kind: 'warning' }, { toldOn: '2026-11-18', account: null, kind: 'source-silent' }, { toldOn: '2026-11-18', account: { externalId: 'a' }, kind: 'task-due' }]).map(({ notices }) => notices.length) // => [2, 1]
 */
export function groupNotices<Notice extends Groupable>(notices: readonly Notice[]): readonly NoticeGroup<Notice>[] {
  const groups = new Map<string, Notice[]>();
  for (const notice of notices) {
    const about = notice.account === null ? `kind ${notice.kind}` : `customer ${notice.account.externalId}`;
    const key = `${notice.toldOn} ${about}`;
    groups.set(key, [...(groups.get(key) ?? []), notice]);
  }
  return [...groups].map(([key, some]) => ({ key, day: some[0]?.toldOn as Day, notices: some }));
}
