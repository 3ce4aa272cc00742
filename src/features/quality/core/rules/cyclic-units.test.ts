import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { cyclicUnits } from './cyclic-units.ts';

describe('rule cyclic-units', () => {
  test('every unit of the ring, none that only leads to it', () => {
    const unit = (id: string, parent?: string) =>
      fact('org-unit', id, { account: 'a', name: id, ...(parent === undefined ? {} : { parent }) });
    const units = [
      unit('u1', 'u3'),
      unit('u2', 'u1'),
      unit('u3', 'u2'),
      unit('u4', 'u1'),
      unit('top'),
      unit('u5', 'top'),
      unit('self', 'self'),
    ];
    expect(cyclicUnits.check(customer({ units }), around()).map(({ id }) => id)).toEqual(['u1', 'u2', 'u3', 'self']);
  });
});
