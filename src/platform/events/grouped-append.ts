import type { EventStore, UsageEvent } from './port.ts';

/** Events that share a commit at most, unless one call brings more. */
const GROUP = 20_000;

export type Outcome = 'accepted' | 'duplicate' | 'conflict';

interface Waiting {
  readonly events: readonly UsageEvent[];
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Collects what arrives while a group is being written into the next group. */
export function groupedAppend(write: (events: readonly UsageEvent[]) => Promise<readonly Outcome[]>): EventStore['append'] {
  const waiting: Waiting[] = [];
  let writing = false;
  const writeAll = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const group: Waiting[] = [];
      for (
        let rows = 0;
        waiting[0] !== undefined && (rows === 0 || rows + waiting[0].events.length <= GROUP);
        rows += group.at(-1)?.events.length ?? 0
      )
        group.push(...waiting.splice(0, 1));
      await write(group.flatMap(({ events }) => events)).then(
        (outcomes) => {
          let start = 0;
          for (const { events, resolve } of group) {
            resolve(outcomes.slice(start, start + events.length));
            start += events.length;
          }
        },
        (error: unknown) => {
          for (const { reject } of group) reject(error);
        },
      );
    }
    writing = false;
  };
  return (events) =>
    events.length === 0
      ? Promise.resolve([])
      : new Promise((resolve, reject) => {
          waiting.push({ events, resolve, reject });
          if (!writing) void writeAll();
        });
}
