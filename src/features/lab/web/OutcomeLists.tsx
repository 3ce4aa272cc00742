import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { saveCsv } from '../../../web/csv-file.ts';
import { type Locale, shortDay } from '../../../web/format.ts';
import type { replayRule } from '../contract.ts';
import style from './Lab.module.css';
import { formatTimes } from './times.ts';

type Found = OutputOf<typeof replayRule>;

interface OutcomeListsProps {
  readonly found: Found;
  readonly today: Day;
  readonly horizonDays: number;
}

const FIRST = 8;

/** Whom the rule would have caught and whom not, and who would have had the false alarms. */
export function OutcomeLists({ found, today, horizonDays }: OutcomeListsProps) {
  const { t } = useTranslation('lab');
  const caught = found.outcomes.filter(({ warnedOn }) => warnedOn !== null).toSorted((a, b) => (b.leadDays ?? 0) - (a.leadDays ?? 0));
  const missed = found.outcomes.filter(({ warnedOn }) => warnedOn === null);
  const people = found.people.filter(({ falseAlarms }) => falseAlarms > 0);
  return (
    <div className={style.lists}>
      {caught.length > 0 && <Caught outcomes={caught} today={today} horizonDays={horizonDays} />}
      {missed.length > 0 && <Missed outcomes={missed} today={today} />}
      {people.length > 0 && (
        <section className={style.section}>
          <h2>{t('people.title')}</h2>
          <p className={style.definition}>{t('people.about')}</p>
          <ul className={style.people}>
            {people.slice(0, FIRST).map(({ name, aWeek, falseAlarms }) => (
              <li key={name}>
                <span>{name}</span>
                <i style={{ inlineSize: `${Math.round((100 * aWeek) / (people[0]?.aWeek ?? 1))}%` }} />
                <span>{t('people.row', { times: formatTimes(aWeek), count: falseAlarms })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Firings found={found} today={today} />
    </div>
  );
}

function CustomerLink({ account }: { readonly account: Found['outcomes'][number]['account'] }) {
  const { workspace = '' } = useParams({ strict: false });
  return (
    <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: account.externalId }}>
      {account.name}
    </Link>
  );
}

interface SomeOutcomes {
  readonly outcomes: Found['outcomes'];
  readonly today: Day;
}

function Caught({ outcomes, today, horizonDays }: SomeOutcomes & { readonly horizonDays: number }) {
  const { t, i18n } = useTranslation('lab');
  const [all, setAll] = useState(false);
  const locale = i18n.language as Locale;
  return (
    <section className={style.section}>
      <h2>{t('caught.title', { count: outcomes.length })}</h2>
      <p className={style.definition}>{t('caught.about', { days: horizonDays })}</p>
      <ul className={style.caughtList}>
        {outcomes.slice(0, all ? undefined : FIRST).map(({ account, day, leadDays }) => (
          <li key={`${account.externalId} ${day}`}>
            <span>
              <CustomerLink account={account} /> <small>{shortDay(day, today, locale)}</small>
            </span>
            <Span share={(leadDays ?? 0) / horizonDays} />
            <strong>{t('figures.days', { days: leadDays ?? 0 })}</strong>
          </li>
        ))}
      </ul>
      {outcomes.length > FIRST && !all && (
        <Button size="small" type="text" onClick={() => setAll(true)}>
          {t('more', { count: outcomes.length - FIRST })}
        </Button>
      )}
    </section>
  );
}

/** From the warning to the outcome, on the scale of the horizon. */
function Span({ share }: { readonly share: number }) {
  const from = 4 + 92 * (1 - Math.min(1, share));
  return (
    <svg viewBox="0 0 100 12" width={100} height={12} aria-hidden="true">
      <line x1={from} x2={96} y1={6} y2={6} className={style.interval} />
      <rect x={from - 3} y={3} width={6} height={6} className={style.hit} />
      <path d="M92 2h8l-4 8z" className={style.caught} />
    </svg>
  );
}

function Missed({ outcomes, today }: SomeOutcomes) {
  const { t, i18n } = useTranslation('lab');
  const [all, setAll] = useState(false);
  const locale = i18n.language as Locale;
  return (
    <section className={style.section}>
      <h2>{t('missed.title', { count: outcomes.length })}</h2>
      <p className={style.definition}>{t('missed.about')}</p>
      <ul className={style.caughtList}>
        {outcomes.slice(0, all ? undefined : FIRST).map(({ account, day }) => (
          <li key={`${account.externalId} ${day}`}>
            <CustomerLink account={account} />
            <small>{account.owner}</small>
            <span>{shortDay(day, today, locale)}</span>
          </li>
        ))}
      </ul>
      {outcomes.length > FIRST && !all && (
        <Button size="small" type="text" onClick={() => setAll(true)}>
          {t('more', { count: outcomes.length - FIRST })}
        </Button>
      )}
    </section>
  );
}

function Firings({ found, today }: { readonly found: Found; readonly today: Day }) {
  const { t, i18n } = useTranslation('lab');
  const locale = i18n.language as Locale;
  const [shown, setShown] = useState(FIRST);
  const firings = found.firings.toReversed();
  if (firings.length === 0) return null;
  const save = (): void =>
    saveCsv(
      found.rule,
      [t('firings.customer'), t('firings.id'), t('firings.day'), t('firings.value'), t('firings.result')],
      found.firings.map(({ account, day, value, result }) => [account.name, account.externalId, day, value, t(`result.${result}`)]),
    );
  return (
    <section className={`${style.section} ${style.wide}`}>
      <h2>{t('firings.title', { count: found.figures.firings })}</h2>
      <p className={style.definition}>{t('firings.about')}</p>
      <ul className={style.caughtList}>
        {firings.slice(0, shown).map(({ account, day, result }) => (
          <li key={`${account.externalId} ${day}`}>
            <span>
              <CustomerLink account={account} /> <small>{account.owner}</small>
            </span>
            <span className={style[`word-${result}`]}>{t(`result.${result}`)}</span>
            <span>{shortDay(day, today, locale)}</span>
          </li>
        ))}
      </ul>
      <p className={style.foot}>
        {firings.length > shown && (
          <Button size="small" onClick={() => setShown(shown + 50)}>
            {t('more', { count: firings.length - shown })}
          </Button>
        )}
        <Button size="small" type="text" onClick={save}>
          {t('firings.save')}
        </Button>
      </p>
    </section>
  );
}
