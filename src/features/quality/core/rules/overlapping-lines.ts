import { shown } from '../facts.ts';
import { type LineSpan, lineSpans } from '../line-spans.ts';
import type { CustomerRule } from '../rule.ts';

/** Lines of the same customer, product and plan that are live on the same day. */
export const overlappingLines: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'overlapping-lines',
    weight: 'wrong-figure',
    title: { 'zh-CN': '同一产品的合同明细重叠', 'en-US': 'Lines of one product that overlap' },
    why: {
      'zh-CN': '同一客户、同一产品和套餐有两条明细在同一天有效：可能是续约没结束旧明细，也可能确实买了两份。',
      'en-US':
        'One customer has two lines of one product and plan on the same day: a renewal that did not end the old line, or two that were really bought.',
    },
    whatToDo: {
      'zh-CN': '若是续约，把旧明细的结束日期改到新明细开始前一天；若确实并行，标为「已知」。',
      'en-US': 'For a renewal end the old line the day before the new one; where both are real, mark it as known.',
    },
    effect: { 'zh-CN': '重叠的日子里收入和席位计了两次。', 'en-US': 'Counted twice in revenue and seats on the days of the overlap.' },
    inputs: ['contract-line'],
  },
  check: ({ id: account, of }) => {
    const last = new Map<string, LineSpan>();
    const sorted = [...lineSpans(of('contract-line'))].sort((a, b) =>
      a.from === b.from ? (a.line.id < b.line.id ? -1 : 1) : a.from < b.from ? -1 : 1,
    );
    return sorted.flatMap((span) => {
      const key = JSON.stringify(['product', 'plan', 'name'].map((field) => span.line.content[field] ?? null));
      const before = last.get(key);
      const overlaps = before !== undefined && (before.to === null || before.to >= span.from);
      // The one that reaches furthest is what the next may overlap.
      if (before === undefined || (before.to !== null && (span.to === null || span.to > before.to))) last.set(key, span);
      if (!overlaps) return [];
      return [
        {
          entity: 'contract-line',
          id: span.line.id,
          account,
          values: shown({ startsOn: span.from, overlaps: before.line.id, endsOn: before.to }),
        },
      ];
    });
  },
};
