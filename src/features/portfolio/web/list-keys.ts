import { useEffect } from 'react';

/** What the keys of the list do. */
export interface ListKeys {
  readonly move: (by: number) => void;
  readonly pick: () => void;
  readonly pickAll: () => void;
  readonly edit: () => void;
  readonly open: () => void;
  readonly filter: () => void;
  readonly help: () => void;
  readonly undo: () => void;
  readonly leave: () => void;
}

const ACT_OF: Readonly<Record<string, (keys: ListKeys) => void>> = {
  j: ({ move }) => move(1),
  ArrowDown: ({ move }) => move(1),
  k: ({ move }) => move(-1),
  ArrowUp: ({ move }) => move(-1),
  x: ({ pick }) => pick(),
  a: ({ pickAll }) => pickAll(),
  e: ({ edit }) => edit(),
  Enter: ({ open }) => open(),
  '/': ({ filter }) => filter(),
  '?': ({ help }) => help(),
  u: ({ undo }) => undo(),
  Escape: ({ leave }) => leave(),
};

/** The keys of the list, at work while no field, button or window has them. */
export function useListKeys(keys: ListKeys): void {
  useKeys((key) => {
    const act = ACT_OF[key];
    return act === undefined ? null : () => act(keys);
  });
}

/** A button that names its key (`aria-keyshortcuts`) is pressed by it. */
export function useButtonKeys(): void {
  useKeys((key) => {
    const button = document.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(key)}"]`);
    return button === null ? null : () => button.click();
  });
}

function useKeys(actOf: (key: string) => (() => void) | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = isTaken(event) ? null : actOf(event.key);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actOf]);
}

function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"], .ant-select-dropdown, .ant-popover') !== null) return true;
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return key === ' ';
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  // A focused button or link answers Enter itself.
  return key === 'Enter' && target.closest('button, a') !== null;
}
