import type { Day } from '../../../kernel/time.ts';
import type { Task } from '../contract.ts';
import type { DayDialog } from './day-keys.ts';
import type { Me, TaskChange } from './day-view.ts';

/** What every row, card and panel of the day can do. */
export interface DayActs {
  readonly today: Day;
  readonly me: Me | null;
  readonly onChange: (task: Task, change: TaskChange) => void;
  readonly onOpen: (task: Task, dialog: DayDialog) => void;
}
