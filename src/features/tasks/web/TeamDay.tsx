import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { type Locale, shortDay, spaced } from '../../../web/format.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { teamDay } from '../contract-team.ts';
import { NOBODY } from './day-view.ts';
import style from './TeamDay.module.css';

const EVERY_MS = 10_000;
type Row = OutputOf<typeof teamDay>['people'][number];

interface TeamDayProps {
  /** Whose work is shown; null: everybody's. */
  readonly who: string | null;
  readonly onWho: (who: string | null) => void;
}

/** The team at a glance: who has how much, what is late, what nobody has taken, and who is away. A name shows that person's work. */
export function TeamDay({ who, onWho }: TeamDayProps) {
  const { t } = useTranslation('team');
  const [all, setAll] = useState(false);
  const answer = useOperation(teamDay, {}, { refetchInterval: EVERY_MS });
  if (!answer.data) return <div className={style.waiting} />;
  const { people, today } = answer.data;
  const someAway = people.some(({ away }) => away !== null);
  const shown = people.filter((row) => all || idOf(row) === who || isSaid(row));
  return (
    <section className={style.team} aria-label={t('title')}>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t('who')}</th>
            {(['open', 'overdue', 'unclaimed', 'done'] as const).map((column) => (
              <th key={column} scope="col" className={style.number}>
                {t(`${column}`)}
              </th>
            ))}
            {someAway && (
              <th scope="col" className={style.away}>
                {t('away')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <TeamRow key={idOf(row)} row={row} today={today} someAway={someAway} chosen={idOf(row) === who} onWho={onWho} />
          ))}
        </tbody>
      </table>
      {people.length > shown.length && (
        <button type="button" className={style.more} onClick={() => setAll(true)}>
          {t('more', { count: people.length - shown.length })}
        </button>
      )}
    </section>
  );
}

/** Whether there is something to say about somebody today. */
function isSaid({ open, done, away }: Row): boolean {
  return open > 0 || done > 0 || away !== null;
}

function idOf({ person }: Row): string {
  return person?.personId ?? NOBODY;
}

interface TeamRowProps {
  readonly row: Row;
  readonly today: Day;
  readonly someAway: boolean;
  readonly chosen: boolean;
  readonly onWho: (who: string | null) => void;
}

function TeamRow({ row, today, someAway, chosen, onWho }: TeamRowProps) {
  const { t, i18n } = useTranslation('team');
  const choose = (): void => onWho(chosen ? null : idOf(row));
  const number = (value: number, strong = false) => (
    <td className={value === 0 ? `${style.number} ${style.none}` : style.number}>
      {strong && value > 0 ? <strong>{value}</strong> : value}
    </td>
  );
  const away = awayWords(row, today, i18n.language as Locale, t);
  return (
    <tr className={chosen ? style.chosen : undefined} onClick={choose}>
      <th scope="row">
        <button
          type="button"
          className={style.name}
          aria-pressed={chosen}
          onClick={(event) => {
            event.stopPropagation();
            choose();
          }}
        >
          {row.person?.name ?? t('nobody')}
        </button>
        {away !== null && <span className={style.awayBelow}>{t('awayBelow', { words: away })}</span>}
      </th>
      {number(row.open)}
      {number(row.overdue, true)}
      {number(row.unclaimed)}
      {number(row.done)}
      {someAway && <td className={style.away}>{away}</td>}
    </tr>
  );
}

function awayWords({ away }: Row, today: Day, locale: Locale, t: ReturnType<typeof useTranslation<'team'>>['t']): string | null {
  if (away === null) return null;
  const day = shortDay(away.until, today, locale);
  return spaced(away.standIn === null ? t('awayAlone', { day }) : t('awayWith', { day, name: away.standIn.name }));
}
