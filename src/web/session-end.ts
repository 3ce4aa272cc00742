import { useSyncExternalStore } from 'react';

/** Whether the session of an open page has run out: told by every call, answered by a dialog over the page, which stays as it is. */
let ended = false;
const listeners = new Set<() => void>();

/** Says that the session has run out, or that it goes on. */
export function sayEnded(next: boolean): void {
  if (next === ended) return;
  ended = next;
  for (const listener of listeners) listener();
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, () => ended);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
