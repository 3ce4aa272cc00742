import { shown, textIn } from '../facts.ts';
import type { CustomerRule } from '../rule.ts';

/** Org units whose parents lead back to themselves. */
export const cyclicUnits: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'cyclic-units',
    weight: 'left-out',
    title: { 'zh-CN': '组织单元互为上级', 'en-US': 'Org units that stand above each other' },
    why: { 'zh-CN': '沿上级一直走会回到自己，组织树没有顶。', 'en-US': 'Going up from one leads back to itself: the tree has no top.' },
    whatToDo: { 'zh-CN': '改正其中一个单元的上级。', 'en-US': 'Correct the parent of one of them.' },
    effect: { 'zh-CN': '环中的单元不计入集团汇总。', 'en-US': 'Units of the ring are excluded from sums of the group.' },
    inputs: ['org-unit'],
  },
  check: ({ id: account, of }) => {
    const parents = new Map(of('org-unit').map((unit) => [unit.id, textIn(unit, 'parent')]));
    return [...parents].flatMap(([id, parent]) => {
      // At most so many steps up, or it is a ring that does not hold this one.
      let [above, steps] = [parent, 0];
      while (above !== null && above !== id && steps <= parents.size) {
        above = parents.get(above) ?? null;
        steps += 1;
      }
      return above === id ? [{ entity: 'org-unit', id, account, values: shown({ parent }) }] : [];
    });
  },
};
