import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../../web/ui/Kbd.tsx';
import type { Task } from '../contract.ts';
import type { DayActs } from './day-acts.ts';
import type { DaySection } from './day-view.ts';
import style from './MyDay.module.css';
import { TaskCard } from './TaskCard.tsx';
import { TaskRow } from './TaskRow.tsx';
import type { Moving } from './use-moves.ts';

interface DayListProps extends DayActs {
  readonly sections: readonly DaySection[];
  readonly selected: string | null;
  readonly wide: boolean;
  /** Rows can be picked, to be handed over together; null: not here. */
  readonly moves: Moving | null;
  readonly onSelect: (task: Task) => void;
}

/** The day in its groups: rows on a desk, cards on a phone. */
export function DayList({ sections, selected, wide, moves, onSelect, ...acts }: DayListProps) {
  const { t } = useTranslation('tasks');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected !== null) list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const first = sections[0]?.tasks[0]?.taskId;
  return (
    <div ref={list} className={moves === null ? undefined : style.picking}>
      {wide && (
        <div className={style.columns} aria-hidden="true">
          <span className={style.colWhat}>{t('column.what')}</span>
          <span>{t('column.evidence')}</span>
          <span className={style.colDue}>{t('column.due')}</span>
          <span className={style.colWho}>{t('column.assignee')}</span>
        </div>
      )}
      {sections.map(({ group, tasks }) => (
        <section key={group} className={style.section} aria-labelledby={`group-${group}`}>
          {moves !== null && group !== 'done' && (
            <PickAll tasks={tasks} moves={moves} label={t('team.pickAll', { group: t(`group.${group}`) })} />
          )}
          <h2 id={`group-${group}`} className={style.group}>
            {t(`group.${group}`)} <span className={style.count}>{tasks.length}</span>
            <span className={style.groupNote}>{t(`groupNote.${group}`)}</span>
          </h2>
          <ol className={style.rows}>
            {tasks.map((task) =>
              wide ? (
                <TaskRow
                  key={task.taskId}
                  {...acts}
                  task={task}
                  selected={task.taskId === selected}
                  pick={
                    moves === null || group === 'done' ? null : { on: moves.picked.has(task.taskId), set: (on) => moves.toggle([task], on) }
                  }
                  onSelect={() => onSelect(task)}
                />
              ) : (
                <TaskCard key={task.taskId} {...acts} task={task} first={task.taskId === first} onSelect={() => onSelect(task)} />
              ),
            )}
          </ol>
        </section>
      ))}
      {wide && <KeyHints />}
    </div>
  );
}

/** All rows of a group at once. */
function PickAll({ tasks, moves, label }: { readonly tasks: readonly Task[]; readonly moves: Moving; readonly label: string }) {
  const picked = tasks.filter(({ taskId }) => moves.picked.has(taskId)).length;
  return (
    <span className={style.pick}>
      <input
        ref={(box) => {
          if (box) box.indeterminate = picked > 0 && picked < tasks.length;
        }}
        type="checkbox"
        className={style.box}
        aria-label={label}
        checked={picked === tasks.length}
        onChange={(event) => moves.toggle(tasks, event.target.checked)}
      />
    </span>
  );
}

function KeyHints() {
  const { t } = useTranslation('tasks');
  return (
    <p className={style.hints}>
      <span>
        <Kbd>j</Kbd> <Kbd>k</Kbd> {t('keys.move')}
      </span>
      <span>
        <Kbd>c</Kbd> {t('keys.claim')}
      </span>
      <span>
        <Kbd>s</Kbd> {t('keys.snooze')}
      </span>
      <span>
        <Kbd>d</Kbd> {t('keys.done')}
      </span>
      <span>
        <Kbd>u</Kbd> {t('keys.undo')}
      </span>
      <span>
        <Kbd>?</Kbd> {t('keys.help')}
      </span>
      <span className={style.ranked}>{t('rankedBy')}</span>
    </p>
  );
}
