import { useState } from 'react';
import type { useChange } from '../../../web/use-operation.ts';
import type { SaidRule, saveRule } from '../../warnings/contract-rules.ts';

type Change = ReturnType<typeof useChange<typeof saveRule>>;

/** Takes a rule less seriously, or switches it off, and back. */
export function useDemotion(change: Change, refresh: () => void) {
  const [done, setDone] = useState<SaidRule | null>(null);
  const say = ({ rule, definition }: SaidRule, version: number, active: boolean, then: SaidRule | null): void =>
    change.mutate(
      { rule, version, active, definition },
      {
        onSuccess: () => {
          refresh();
          setDone(then);
        },
      },
    );
  return {
    change,
    done,
    close: () => setDone(null),
    demote: (now: SaidRule, to: 'high' | 'normal' | 'off') => {
      const milder = to === 'off' ? now : { ...now, definition: { ...now.definition, severity: to } };
      say(milder, now.version, to !== 'off', now);
    },
    undo: () => {
      if (done !== null) say(done, done.version + 1, true, null);
    },
  };
}
