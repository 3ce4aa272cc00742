import { useSyncExternalStore } from 'react';
import { ApiError } from './call.ts';

/** Whether the server answers: told by every call, shown by the banner. */
let down = false;
const listeners = new Set<() => void>();

function say(next: boolean): void {
  if (next === down) return;
  down = next;
  for (const listener of listeners) listener();
}

/** A call answered. */
export function answered(): void {
  say(false);
}

/** A call failed: the server is down if nothing of it answered. */
export function failed(error: unknown): void {
  if (isDown(error)) say(true);
  else if (error instanceof ApiError) say(false);
}

/** Whether an error means that there is no server, or none that can work now. */
export function isDown(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'unreachable' || error.code === 'unavailable');
}

/** Whether an error means that the session has run out. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not-signed-in';
}

export function useServerDown(): boolean {
  return useSyncExternalStore(subscribe, () => down);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
