import { useEffect } from 'react';
import type { Task } from '../contract.ts';
import { type DayDialog, type DayIntent, dayIntent, type KeyPress } from './day-keys.ts';
import { type DaySection, type Me, type TaskChange, takeOver } from './day-view.ts';

interface KeyWiring {
  readonly sections: readonly DaySection[];
  readonly selected: Task | null;
  readonly dialog: DayDialog | null;
  readonly setDialog: (dialog: DayDialog) => void;
  readonly goTo: (next: { task?: string }) => void;
  readonly change: (task: Task, change: TaskChange) => void;
  readonly undo: () => void;
  readonly openCustomer: (externalId: string) => void;
  /** Marks a row to be handed over with others; null where that is not done. */
  readonly pick: ((task: Task) => void) | null;
  readonly me: Me | null;
}

/** The keys of the day, at work while the page is shown. */
export function useDayKeys({ sections, selected, dialog, setDialog, goTo, change, undo, openCustomer, pick, me }: KeyWiring): void {
  useEffect(() => {
    const state = {
      rows: sections.flatMap((section) => section.tasks.map((task) => task.taskId)),
      selected: selected?.taskId ?? null,
      open: selected !== null && selected.group !== 'done',
      dialog,
    };
    const onSelected: Readonly<Record<'claim' | 'pick' | 'customer', (task: Task) => void>> = {
      claim: (task) => {
        const take = takeOver(task, me);
        if (take) change(task, take);
      },
      pick: (task) => pick?.(task),
      customer: (task) => openCustomer(task.account.externalId),
    };
    const act = (intent: DayIntent): void => {
      if (intent.do === 'select') goTo({ task: intent.taskId });
      else if (intent.do === 'open') setDialog(intent.dialog);
      else if (intent.do === 'undo') undo();
      else if (selected) onSelected[intent.do](selected);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const intent = dayIntent(pressOf(event), state);
      if (!intent) return;
      event.preventDefault();
      act(intent);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [sections, selected, dialog, setDialog, goTo, change, undo, openCustomer, pick, me]);
}

function pressOf(event: KeyboardEvent): KeyPress {
  return { key: event.key, chord: event.ctrlKey || event.metaKey || event.altKey, focus: focusOf(event.target) };
}

function focusOf(target: EventTarget | null): 'page' | 'field' | 'control' {
  if (!(target instanceof HTMLElement)) return 'page';
  // A box that is ticked holds no text: the keys go on beside it.
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return 'control';
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return 'field';
  return target.closest('button, a, [role="button"], [tabindex="0"]') ? 'control' : 'page';
}
