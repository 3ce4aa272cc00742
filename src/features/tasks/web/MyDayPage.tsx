import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Grid, Segmented } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatMoment, type Locale, longDay, zoneName } from '../../../web/format.ts';
import { Dot } from '../../../web/ui/Dot.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { me as meOperation } from '../../access/contract.ts';
import { myDay, type Task } from '../contract.ts';
import { DayDialogs } from './DayDialogs.tsx';
import { DayEmpty } from './DayEmpty.tsx';
import { DayHeadline } from './DayHeadline.tsx';
import { DayList } from './DayList.tsx';
import { DayNotice } from './DayNotice.tsx';
import { DaySkeleton } from './DaySkeleton.tsx';
import { type DayDialog, type DayIntent, dayIntent, type KeyPress } from './day-keys.ts';
import {
  countsOf,
  DAY_GROUPS,
  type DayGroup,
  type DaySection,
  type Me,
  neighbourOf,
  sectionsOf,
  selectedOf,
  type TaskChange,
  takeOver,
} from './day-view.ts';
import style from './MyDay.module.css';
import { OperationsTasks } from './OperationsTasks.tsx';
import { SaveDay } from './SaveDay.tsx';
import { TaskPanel } from './TaskPanel.tsx';
import { type ChangeNotice, useDayChanges } from './use-day-changes.ts';

type Whose = 'mine' | 'team';

/** An event becomes a task within seconds; an open page shows it without being asked. */
const EVERY_MS = 10_000;

interface DaySearch {
  readonly task?: string;
  readonly whose?: Whose;
  readonly group?: DayGroup;
}

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
  return <Day day={day.data} whose={whose} search={search} />;
}

function Day({ day, whose, search }: { readonly day: OutputOf<typeof myDay>; readonly whose: Whose; readonly search: DaySearch }) {
  const wide = Grid.useBreakpoint().xl ?? window.innerWidth >= 1200;
  const me = useMe();
  const goTo = useGoTo(search);
  const [dialog, setDialog] = useState<DayDialog | null>(null);
  const [notice, setNotice] = useState<ChangeNotice | null>(null);
  const input = useMemo(() => ({ whose }), [whose]);
  const changes = useDayChanges(input, me, day.today, setNotice);
  const sections = useMemo(() => sectionsOf(day.tasks, search.group ?? null), [day.tasks, search.group]);
  const chosen = day.tasks.find((task) => task.taskId === search.task) ?? null;
  const selected = wide ? (chosen ?? selectedOf(sections, null)) : chosen;
  const openCustomer = useOpenCustomer();

  const change = useCallback(
    (task: Task, wanted: TaskChange) => {
      setDialog(null);
      // The row is about to leave its group: the next one is selected, so that work goes on with the same keys.
      const leaves = wanted.act === 'complete' || wanted.act === 'snooze';
      if (leaves && task.taskId === selected?.taskId) goTo({ task: wide ? (neighbourOf(sections, task.taskId) ?? undefined) : undefined });
      void changes.change(task, wanted);
    },
    [changes, goTo, sections, selected?.taskId, wide],
  );

  useDayKeys({ sections, selected, dialog, setDialog, goTo, change, undo: changes.undo, openCustomer, me });
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
        <div className={style.main}>
          <Head
            day={day}
            whose={whose}
            sections={sections}
            onWhose={(next) => goTo({ whose: next === 'mine' ? undefined : next, task: undefined, group: undefined })}
          />
          <OperationsTasks me={me} />
          {!wide && day.tasks.length > 0 && (
            <GroupTabs tasks={day.tasks} group={search.group ?? null} onGroup={(group) => goTo({ group: group ?? undefined })} />
          )}
          {sections.length > 0 ? (
            <DayList
              {...shared}
              sections={sections}
              selected={wide ? (selected?.taskId ?? null) : null}
              wide={wide}
              onSelect={(task) => goTo({ task: task.taskId })}
            />
          ) : (
            <DayEmpty
              whose={whose}
              filtered={day.tasks.length > 0}
              onTeam={() => goTo({ whose: 'team' })}
              onAll={() => goTo({ group: undefined })}
            />
          )}
        </div>
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
      <DayDialogs dialog={dialog} task={forDialog} me={me} today={day.today} onChange={change} onClose={close} />
      <DayNotice notice={notice} today={day.today} onUndo={() => void changes.undo()} onClose={() => setNotice(null)} />
    </div>
  );
}

function Head({
  day,
  whose,
  sections,
  onWhose,
}: {
  readonly day: OutputOf<typeof myDay>;
  readonly whose: Whose;
  readonly sections: readonly DaySection[];
  readonly onWhose: (whose: Whose) => void;
}) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  const time = formatMoment(day.asOf, day.timeZone, locale).split(' ').at(-1);
  return (
    <header className={style.head}>
      <div className={style.kicker}>
        <span>
          {longDay(day.today, locale)}
          <span className={style.zone}>
            <Dot />
            {zoneName(day.timeZone, locale)}
          </span>
          <Dot />
          {t('asOf', { time })}
        </span>
        <span className={style.kickerActs}>
          {sections.length > 0 && <SaveDay sections={sections} today={day.today} />}
          <Segmented<Whose>
            size="small"
            className={style.whose}
            value={whose}
            onChange={onWhose}
            aria-label={t('whose.label')}
            options={[
              { value: 'mine', label: t('whose.mine') },
              { value: 'team', label: t('whose.team') },
            ]}
          />
        </span>
      </div>
      <DayHeadline counts={countsOf(day.tasks, day.today)} />
    </header>
  );
}

function GroupTabs({
  tasks,
  group,
  onGroup,
}: {
  readonly tasks: readonly Task[];
  readonly group: DayGroup | null;
  readonly onGroup: (group: DayGroup | null) => void;
}) {
  const { t } = useTranslation('tasks');
  const shown = DAY_GROUPS.map((name) => ({ name, count: tasks.filter((task) => task.group === name).length })).filter(
    ({ count }) => count > 0,
  );
  if (shown.length < 2 && group === null) return null;
  return (
    <nav className={style.tabs} aria-label={t('group.all')}>
      {[{ name: null, count: tasks.length }, ...shown].map(({ name, count }) => (
        <button
          key={name ?? 'all'}
          type="button"
          className={style.tab}
          aria-current={group === name ? 'true' : undefined}
          onClick={() => onGroup(name)}
        >
          {t(`group.${name ?? 'all'}`)} <span className={style.count}>{count}</span>
        </button>
      ))}
    </nav>
  );
}

interface KeyWiring {
  readonly sections: ReturnType<typeof sectionsOf>;
  readonly selected: Task | null;
  readonly dialog: DayDialog | null;
  readonly setDialog: (dialog: DayDialog) => void;
  readonly goTo: (next: { task?: string }) => void;
  readonly change: (task: Task, change: TaskChange) => void;
  readonly undo: () => Promise<void>;
  readonly openCustomer: (externalId: string) => void;
  readonly me: Me | null;
}

function useDayKeys({ sections, selected, dialog, setDialog, goTo, change, undo, openCustomer, me }: KeyWiring): void {
  useEffect(() => {
    const state = {
      rows: sections.flatMap((section) => section.tasks.map((task) => task.taskId)),
      selected: selected?.taskId ?? null,
      open: selected !== null && selected.group !== 'done',
      dialog,
    };
    const claim = (): void => {
      const take = selected && takeOver(selected, me);
      if (take) change(selected, take);
    };
    const act = (intent: DayIntent): void => {
      if (intent.do === 'select') goTo({ task: intent.taskId });
      else if (intent.do === 'open') setDialog(intent.dialog);
      else if (intent.do === 'undo') void undo();
      else if (intent.do === 'claim') claim();
      else if (selected) openCustomer(selected.account.externalId);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const intent = dayIntent(pressOf(event), state);
      if (!intent) return;
      event.preventDefault();
      act(intent);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [sections, selected, dialog, setDialog, goTo, change, undo, openCustomer, me]);
}

function pressOf(event: KeyboardEvent): KeyPress {
  return { key: event.key, chord: event.ctrlKey || event.metaKey || event.altKey, focus: focusOf(event.target) };
}

function focusOf(target: EventTarget | null): 'page' | 'field' | 'control' {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return 'field';
  return target.closest('button, a, [role="button"], [tabindex="0"]') ? 'control' : 'page';
}

function useMe(): Me | null {
  const { workspace } = useParams({ strict: false });
  const answer = useOperation(meOperation, {});
  const mine = answer.data?.memberships.find((membership) => membership.workspace.key === workspace);
  const name = answer.data?.name;
  return useMemo(() => (mine && name !== undefined ? { personId: mine.personId, name } : null), [mine, name]);
}

type NextSearch = { readonly [Key in keyof DaySearch]?: DaySearch[Key] | undefined };

function useGoTo(search: DaySearch): (next: NextSearch) => void {
  const navigate = useNavigate();
  const { task, whose, group } = search;
  return useCallback(
    (next: NextSearch) => {
      const merged = { ...{ task, whose, group }, ...next };
      const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
      void navigate({ to: '.', search: kept, replace: true });
    },
    [navigate, task, whose, group],
  );
}

function useOpenCustomer(): (externalId: string) => void {
  const navigate = useNavigate();
  const { workspace = '' } = useParams({ strict: false });
  return useCallback(
    (externalId: string) => void navigate({ to: '/$workspace/customers/$externalId', params: { workspace, externalId } }),
    [navigate, workspace],
  );
}

function readSearch(search: Record<string, unknown>): DaySearch {
  return {
    ...(typeof search.task === 'string' && { task: search.task }),
    ...(search.whose === 'team' && { whose: 'team' as const }),
    ...(isGroup(search.group) && { group: search.group }),
  };
}

function isGroup(value: unknown): value is DayGroup {
  return DAY_GROUPS.some((group) => group === value);
}
