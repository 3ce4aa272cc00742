import { Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatMoment, type Locale, longDay, zoneName } from '../../../web/format.ts';
import { restOfWords } from '../../../web/i18n.ts';
import { Dot } from '../../../web/ui/Dot.tsx';
import type { myDay, Task } from '../contract.ts';
import { DayEmpty } from './DayEmpty.tsx';
import { DayHeadline } from './DayHeadline.tsx';
import { DayList } from './DayList.tsx';
import type { DayActs } from './day-acts.ts';
import type { DaySearch, GoTo, Whose } from './day-search.ts';
import { countsOf, DAY_GROUPS, type DayGroup, type DaySection } from './day-view.ts';
import style from './MyDay.module.css';
import { OperationsTasks } from './OperationsTasks.tsx';
import { SaveDay } from './SaveDay.tsx';
import type { Moving } from './use-moves.ts';

/** What only those who lead a team see comes when they look at it, with its words. */
const TeamBoard = lazy(async () => {
  const [{ TeamBoard: board }] = await Promise.all([import('./TeamBoard.tsx'), restOfWords()]);
  return { default: board };
});

/** Another choice of whose work is shown: what was chosen within the last one goes. */
const AFRESH = { task: undefined, group: undefined, who: undefined } as const;

interface DayMainProps extends DayActs {
  readonly day: OutputOf<typeof myDay>;
  readonly search: DaySearch;
  /** What is shown, in its groups. */
  readonly sections: readonly DaySection[];
  /** What is shown, of all groups. */
  readonly tasks: readonly Task[];
  readonly selected: Task | null;
  readonly wide: boolean;
  /** Handing over many at once; null: not a team that this person leads. */
  readonly moves: Moving | null;
  /** Whose work of the team is shown; null: everybody's. */
  readonly who: string | null;
  readonly goTo: GoTo;
}

/** The list with what stands above it: the answer in a sentence, what runs wrong, the team. */
export function DayMain({ day, search, sections, tasks, selected, wide, moves, who, goTo, ...acts }: DayMainProps) {
  const whose = search.whose ?? 'mine';
  const group = search.group ?? null;
  return (
    <div className={style.main}>
      <Head
        day={day}
        tasks={tasks}
        whose={whose}
        sections={sections}
        onWhose={(next) => goTo({ ...AFRESH, whose: next === 'mine' ? undefined : next })}
      />
      <OperationsTasks me={acts.me} />
      {moves !== null && (
        <Suspense fallback={<div className={style.teamWaiting} />}>
          <TeamBoard tasks={tasks} moves={moves} who={who} me={acts.me} onWho={(next) => goTo({ ...AFRESH, who: next ?? undefined })} />
        </Suspense>
      )}
      {!wide && tasks.length > 0 && <GroupTabs tasks={tasks} group={group} onGroup={(next) => goTo({ group: next ?? undefined })} />}
      {sections.length > 0 ? (
        <DayList
          {...acts}
          sections={sections}
          moves={wide ? moves : null}
          selected={wide ? (selected?.taskId ?? null) : null}
          wide={wide}
          onSelect={(task) => goTo({ task: task.taskId })}
        />
      ) : (
        <DayEmpty
          whose={whose}
          filtered={tasks.length > 0 ? 'group' : who === null ? null : 'person'}
          onTeam={() => goTo({ whose: 'team' })}
          onAll={() => goTo(AFRESH)}
        />
      )}
    </div>
  );
}

function Head({
  day,
  tasks,
  whose,
  sections,
  onWhose,
}: {
  readonly day: OutputOf<typeof myDay>;
  /** Those that are shown. */
  readonly tasks: readonly Task[];
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
      <DayHeadline counts={countsOf(tasks, day.today)} />
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
