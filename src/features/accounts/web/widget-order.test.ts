import { expect, test } from 'vitest';
import { movedIn, orderFor, ordersIn, WIDGETS } from './widget-order.ts';

test('C360-01: what a person does decides what comes first; how they put it themselves counts more', () => {
  expect(orderFor(['csm'], null)).toEqual(WIDGETS);
  expect(orderFor(['support'], null).main).toEqual(['issues', 'people', 'usage', 'health', 'activity']);
  expect(orderFor(['cs-head'], null).side.slice(0, 2)).toEqual(['warnings', 'terms']);
  expect(orderFor(['exec'], null).side[0]).toBe('terms');
  expect(orderFor(['support'], { main: ['usage'] }).main.slice(0, 2)).toEqual(['usage', 'health']);
});

test('an order that names what there is no more, or cannot be read, leaves nothing out', () => {
  expect(orderFor([], { side: ['gone' as never, 'facts'] }).side).toEqual(['facts', 'actions', 'warnings', 'terms', 'timeline']);
  expect(ordersIn('{broken')).toEqual({});
  expect(ordersIn('null')).toEqual({});
});

test('a widget moves by one place and never out of its column', () => {
  expect(movedIn(['actions', 'warnings'], 'warnings', -1)).toEqual(['warnings', 'actions']);
  expect(movedIn(['actions', 'warnings'], 'warnings', 1)).toEqual(['actions', 'warnings']);
});
