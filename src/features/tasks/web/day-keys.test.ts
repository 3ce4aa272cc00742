import { describe, expect, test } from 'vitest';
import { type DayKeyState, dayIntent, type KeyPress } from './day-keys.ts';

const state: DayKeyState = { rows: ['a', 'b', 'c'], selected: 'b', open: true, dialog: null };
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, chord: false, focus: 'page', ...more });

describe('keys of the day', () => {
  test('j and k move and stop at the ends', () => {
    expect(dayIntent(press('j'), state)).toEqual({ do: 'select', taskId: 'c' });
    expect(dayIntent(press('j'), { ...state, selected: 'c' })).toEqual({ do: 'select', taskId: 'c' });
    expect(dayIntent(press('k'), { ...state, selected: 'a' })).toEqual({ do: 'select', taskId: 'a' });
    expect(dayIntent(press('k'), { ...state, selected: null })).toEqual({ do: 'select', taskId: 'a' });
    expect(dayIntent(press('j'), { ...state, rows: [], selected: null })).toBeNull();
  });

  test('c claims; s, d, a open their dialog; u undoes; ? helps; Enter opens the customer', () => {
    expect(dayIntent(press('c'), state)).toEqual({ do: 'claim' });
    expect(dayIntent(press('s'), state)).toEqual({ do: 'open', dialog: 'snooze' });
    expect(dayIntent(press('d'), state)).toEqual({ do: 'open', dialog: 'complete' });
    expect(dayIntent(press('a'), state)).toEqual({ do: 'open', dialog: 'assign' });
    expect(dayIntent(press('u'), state)).toEqual({ do: 'undo' });
    expect(dayIntent(press('?'), state)).toEqual({ do: 'open', dialog: 'help' });
    expect(dayIntent(press('Enter'), state)).toEqual({ do: 'customer' });
  });

  test('text in a field, the browser’s chords and an open dialog are left alone', () => {
    expect(dayIntent(press('j', { focus: 'field' }), state)).toBeNull();
    expect(dayIntent(press('c', { chord: true }), state)).toBeNull();
    expect(dayIntent(press('d'), { ...state, dialog: 'snooze' })).toBeNull();
    expect(dayIntent(press('Enter', { focus: 'control' }), state)).toBeNull();
  });

  test('what is done cannot be claimed again, but can be left and undone', () => {
    const done = { ...state, open: false };
    expect(dayIntent(press('c'), done)).toBeNull();
    expect(dayIntent(press('u'), done)).toEqual({ do: 'undo' });
    expect(dayIntent(press('j'), done)).toEqual({ do: 'select', taskId: 'c' });
  });
});
