/** What is open over the day. While something is, the day's keys rest. */
export type DayDialog = 'complete' | 'snooze' | 'assign' | 'help';

/** What a key asks for. */
export type DayIntent =
  | { readonly do: 'select'; readonly taskId: string }
  | { readonly do: 'claim' | 'undo' | 'customer' | 'pick' }
  | { readonly do: 'open'; readonly dialog: DayDialog };

/** What the reducer needs to know about a key press and the page. */
export interface DayKeyState {
  /** Ids of the rows in the order shown. */
  readonly rows: readonly string[];
  readonly selected: string | null;
  /** Whether the selected row can still be worked on. */
  readonly open: boolean;
  readonly dialog: DayDialog | null;
}

/** A key press, reduced to what matters. */
export interface KeyPress {
  readonly key: string;
  /** Ctrl, Alt or Meta is held: the browser's business. */
  readonly chord: boolean;
  /** The focus is in a field, so the key is text; or on a button or link, so Enter is a click. */
  readonly focus: 'page' | 'field' | 'control';
}

/**
 * What a key does on the day.
 *
 * @param press  The key press.
 * @param state  What is shown and selected.
 * @returns      The intent, or null when the key is not ours.
 */
export function dayIntent(press: KeyPress, state: DayKeyState): DayIntent | null {
  if (press.chord || press.focus === 'field' || state.dialog !== null) return null;
  const at = state.selected === null ? -1 : state.rows.indexOf(state.selected);
  switch (press.key) {
    case 'j':
    case 'ArrowDown':
      return move(state.rows, at < 0 ? 0 : Math.min(at + 1, state.rows.length - 1));
    case 'k':
    case 'ArrowUp':
      return move(state.rows, at < 0 ? 0 : Math.max(at - 1, 0));
    case 'u':
      return { do: 'undo' };
    case '?':
      return { do: 'open', dialog: 'help' };
    case 'Enter':
      return at >= 0 && press.focus === 'page' ? { do: 'customer' } : null;
    default:
      return at >= 0 && state.open ? work(press.key) : null;
  }
}

function move(rows: readonly string[], to: number): DayIntent | null {
  const taskId = rows[to];
  return taskId === undefined ? null : { do: 'select', taskId };
}

function work(key: string): DayIntent | null {
  switch (key) {
    case 'c':
      return { do: 'claim' };
    case 's':
      return { do: 'open', dialog: 'snooze' };
    case 'd':
      return { do: 'open', dialog: 'complete' };
    case 'x':
      return { do: 'pick' };
    case 'a':
      return { do: 'open', dialog: 'assign' };
    default:
      return null;
  }
}
