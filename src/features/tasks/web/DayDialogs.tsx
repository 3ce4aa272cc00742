import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { focusFirst } from '../../../web/ui/focus-first.ts';
import { Kbd } from '../../../web/ui/Kbd.tsx';
import type { Task } from '../contract.ts';
import { AssignForm } from './AssignForm.tsx';
import { CompleteForm } from './CompleteForm.tsx';
import type { DayDialog } from './day-keys.ts';
import type { Me, TaskChange } from './day-view.ts';
import style from './MyDay.module.css';
import { SnoozeForm } from './SnoozeForm.tsx';

interface DayDialogsProps {
  readonly dialog: DayDialog | null;
  readonly task: Task | null;
  /** Rows can be picked. */
  readonly picks: boolean;
  readonly me: Me | null;
  readonly today: Day;
  readonly onChange: (task: Task, change: TaskChange) => void;
  readonly onClose: () => void;
}

/** The four small dialogs of the day. Escape closes; everything works by keyboard. */
export function DayDialogs({ dialog, task, picks, me, today, onChange, onClose }: DayDialogsProps) {
  const { t } = useTranslation('tasks');
  const shared = {
    footer: null,
    destroyOnHidden: true,
    onCancel: onClose,
    afterOpenChange: focusFirst,
    width: 440,
    centered: false,
  } as const;
  const name = task?.account.name ?? '';
  const make = (change: TaskChange): void => {
    if (task) onChange(task, change);
    onClose();
  };
  return (
    <>
      <Modal {...shared} open={dialog === 'complete' && task !== null} title={t('complete.title', { name })}>
        <CompleteForm byHand={task !== null && task.title !== null} onDone={(outcome, note) => make({ act: 'complete', outcome, note })} />
      </Modal>
      <Modal {...shared} width={360} open={dialog === 'snooze' && task !== null} title={t('snooze.title', { name })}>
        {task && <SnoozeForm today={today} dueOn={task.dueOn} onDone={(until) => make({ act: 'snooze', until })} />}
      </Modal>
      <Modal {...shared} open={dialog === 'assign' && task !== null} title={t('assign.title', { name })}>
        {task && <AssignForm assignee={task.assignee?.personId ?? null} me={me} onDone={(person) => make({ act: 'assign', person })} />}
      </Modal>
      <Modal {...shared} width={340} open={dialog === 'help'} title={t('keys.title')}>
        <dl className={style.keys}>
          {(
            [
              ['j', 'down'],
              ['k', 'up'],
              ['c', 'claim'],
              ['s', 'snooze'],
              ['d', 'done'],
              ['a', 'assign'],
              ...(picks ? ([['x', 'pick']] as const) : []),
              ['↵', 'customer'],
              ['u', 'undo'],
              ['?', 'help'],
            ] as const
          ).map(([key, word]) => (
            <div key={key}>
              <dt>
                <Kbd>{key}</Kbd>
              </dt>
              <dd>{t(`keys.${word}`)}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  );
}
