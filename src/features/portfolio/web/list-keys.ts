import { useEffect } from 'react';

/** What the keys of the list do. */
export interface ListKeys {
  readonly move: (by: number) => void;
  readonly pick: () => void;
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
  e: ({ edit }) => edit(),
  Enter: ({ open }) => open(),
  '/': ({ filter }) => filter(),
  '?': ({ help }) => help(),
  u: ({ undo }) => undo(),
  Escape: ({ leave }) => leave(),
};

/** The keys of the list, at work while no field, button or window has them. */
export function useListKeys(keys: ListKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTaken(event)) return;
      const act = ACT_OF[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act(keys);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}

function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"], .ant-select-dropdown, .ant-popover') !== null) return true;
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return key === ' ';
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  // A focused button or link answers Enter itself.
  return key === 'Enter' && target.closest('button, a') !== null;
}
