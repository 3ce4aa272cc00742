import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Grid } from 'antd';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { listTeams, me as meOperation } from '../../access/contract.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { myDay, type Task } from '../contract.ts';
import { DayMain } from './DayMain.tsx';
import { DayNotice } from './DayNotice.tsx';
import { DaySkeleton } from './DaySkeleton.tsx';
import type { DayDialog } from './day-keys.ts';
import { type DaySearch, readSearch, useGoTo } from './day-search.ts';
import { type Me, neighbourOf, sectionsOf, selectedOf, type TaskChange, tasksOf } from './day-view.ts';
import style from './MyDay.module.css';
import { TaskPanel } from './TaskPanel.tsx';
import { type ChangeNotice, useDayChanges } from './use-day-changes.ts';
import { useDayKeys } from './use-day-keys.ts';
import { useMoves } from './use-moves.ts';

/** Nobody reads them before the list: they come behind it. */
const DayDialogs = lazy(async () => ({ default: (await import('./DayDialogs.tsx')).DayDialogs }));

/** An event becomes a task within seconds; an open page shows it without being asked. */
const EVERY_MS = 10_000;

/** 我的一天: what to do today, in order, with the reason and the evidence, and the keys to do it. */
export function MyDayPage() {
  const { t } = useTranslation('tasks');
  const search = readSearch(useSearch({ strict: false }));
  const whose = search.whose ?? 'mine';
  const day = useOperation(myDay, { whose }, { refetchInterval: EVERY_MS });
  if (day.isPending) return <DaySkeleton />;
  if (day.isError)
    return (
      <div className={style.lone}>
        <h1 className={style.headline}>{t('title')}</h1>
        <ErrorState error={day.error} onRetry={() => void day.refetch()} />
      </div>
    );
  return <Day day={day.data} search={search} />;
}

function Day({ day, search }: { readonly day: OutputOf<typeof myDay>; readonly search: DaySearch }) {
  const wide = Grid.useBreakpoint().xl ?? window.innerWidth >= 1200;
  const me = useMe();
  const goTo = useGoTo(search);
  const [dialog, setDialog] = useState<DayDialog | null>(null);
  const [notice, setNotice] = useState<ChangeNotice | null>(null);
  const input = useMemo(() => ({ whose: search.whose ?? 'mine' }), [search.whose]);
  const changes = useDayChanges(input, me, day.today, setNotice);
  const moves = useMoves(setNotice);
  const { leads, who } = useTeamMode(me, search);
  const tasks = useMemo(() => tasksOf(day.tasks, who), [day.tasks, who]);
  const sections = useMemo(() => sectionsOf(tasks, search.group ?? null), [tasks, search.group]);
  const chosen = day.tasks.find((task) => task.taskId === search.task) ?? null;
  const selected = wide ? (chosen ?? selectedOf(sections, null)) : chosen;
  const openCustomer = useOpenCustomer();

  const { forget, undo: undoMoves } = moves;
  const change = useCallback(
    (task: Task, wanted: TaskChange) => {
      setDialog(null);
      // The row is about to leave its group: the next one is selected, so that work goes on with the same keys.
      const leaves = wanted.act === 'complete' || wanted.act === 'snooze';
      if (leaves && task.taskId === selected?.taskId) goTo({ task: wide ? (neighbourOf(sections, task.taskId) ?? undefined) : undefined });
      forget();
      void changes.change(task, wanted);
    },
    [changes, forget, goTo, sections, selected?.taskId, wide],
  );
  const undo = useCallback(() => void undoMoves(changes.undo), [undoMoves, changes.undo]);
  const pick = leads ? moves.flip : null;

  useDayKeys({ sections, selected, dialog, setDialog, goTo, change, undo, openCustomer, pick, me });
  const open = (task: Task, what: DayDialog): void => {
    if (task.taskId !== selected?.taskId && wide) goTo({ task: task.taskId });
    setDialogTask(task);
    setDialog(what);
  };
  const [dialogTask, setDialogTask] = useState<Task | null>(null);
  const forDialog = dialogTask && dialog ? dialogTask : selected;
  const shared = { today: day.today, me, onChange: change, onOpen: open } as const;
  const close = (): void => {
    setDialog(null);
    setDialogTask(null);
  };

  return (
    <div className={style.page}>
      {(wide || selected === null) && (
        <DayMain
          {...shared}
          day={day}
          search={search}
          sections={sections}
          tasks={tasks}
          selected={selected}
          wide={wide}
          moves={leads ? moves : null}
          who={who}
          goTo={goTo}
        />
      )}
      {selected && (
        <TaskPanel
          {...shared}
          key={selected.taskId}
          task={selected}
          timeZone={day.timeZone}
          wide={wide}
          onBack={() => goTo({ task: undefined })}
        />
      )}
      <Suspense fallback={null}>
        <DayDialogs dialog={dialog} task={forDialog} picks={leads} me={me} today={day.today} onChange={change} onClose={close} />
      </Suspense>
      <DayNotice notice={notice} today={day.today} onUndo={undo} onClose={() => setNotice(null)} />
    </div>
  );
}

function useMe(): Me | null {
  const { workspace } = useParams({ strict: false });
  const answer = useOperation(meOperation, {});
  const mine = answer.data?.memberships.find((membership) => membership.workspace.key === workspace);
  const name = answer.data?.name;
  return useMemo(() => (mine && name !== undefined ? { personId: mine.personId, name } : null), [mine, name]);
}

/** Whether the person looks at a team they lead, and at whose work in it. */
function useTeamMode(me: Me | null, { whose, who }: DaySearch): { readonly leads: boolean; readonly who: string | null } {
  const leads = useLeads(me) && whose === 'team';
  return { leads, who: leads ? (who ?? null) : null };
}

/** Whether the person looks after the day of others: by function, or because they lead a team. */
function useLeads(me: Me | null): boolean {
  const byFunction = useHolds(LEADING);
  const teams = useOperation(listTeams, {});
  return byFunction || (me !== null && (teams.data?.teams ?? []).some(({ leadPersonId }) => leadPersonId === me.personId));
}

function useOpenCustomer(): (externalId: string) => void {
  const navigate = useNavigate();
  const { workspace = '' } = useParams({ strict: false });
  return useCallback(
    (externalId: string) => void navigate({ to: '/$workspace/customers/$externalId', params: { workspace, externalId } }),
    [navigate, workspace],
  );
}
