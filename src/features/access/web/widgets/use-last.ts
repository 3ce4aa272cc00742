import { useRef } from 'react';

/** The last thing that was there: a dialog keeps its words while it leaves. */
export function useLast<Thing>(thing: Thing | null): Thing | null {
  const last = useRef(thing);
  if (thing !== null) last.current = thing;
  return last.current;
}
