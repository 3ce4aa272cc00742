import { useCallback, useState } from 'react';
import type { Shown } from './card-words.ts';

/** The customers that are chosen, by external id, as they were when they were chosen. */
export function useSelection() {
  const [picked, setPicked] = useState<ReadonlyMap<string, Shown>>(new Map());
  const toggle = useCallback((card: Shown): void => {
    setPicked((before) => {
      const next = new Map(before);
      if (!next.delete(card.externalId)) next.set(card.externalId, card);
      return next;
    });
  }, []);
  const clear = useCallback((): void => setPicked((before) => (before.size === 0 ? before : new Map())), []);
  const toggleAll = async (all: () => Promise<readonly Shown[]>): Promise<void> => {
    if (picked.size > 0) clear();
    else setPicked(new Map((await all()).map((card) => [card.externalId, card])));
  };
  return { picked, toggle, toggleAll, clear };
}
