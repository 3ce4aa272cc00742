import type { Task } from '../contract.ts';
import type { Me } from './day-view.ts';
import { MoveBar } from './MoveBar.tsx';
import { TeamDay } from './TeamDay.tsx';
import type { Moving } from './use-moves.ts';

interface TeamBoardProps {
  readonly moves: Moving;
  /** The tasks that are shown. */
  readonly tasks: readonly Task[];
  /** Whose work is shown; null: everybody's. */
  readonly who: string | null;
  readonly me: Me | null;
  readonly onWho: (who: string | null) => void;
}

/** What those who lead a team have above its day. */
export function TeamBoard({ moves, tasks, who, me, onWho }: TeamBoardProps) {
  return (
    <>
      <TeamDay who={who} onWho={onWho} />
      <MoveBar moves={moves} tasks={tasks} who={who} me={me} onEverybody={() => onWho(null)} />
    </>
  );
}
