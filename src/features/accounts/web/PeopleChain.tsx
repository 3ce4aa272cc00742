import { useNavigate } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Day, daysBetween, isDay } from '../../../kernel/time.ts';
import { agoDay, type Locale, shortDay } from '../../../web/format.ts';
import { Attitude } from '../../../web/records/Attitude.tsx';
import { SHOWN_KINDS } from '../../../web/records/record-kinds.ts';
import { choiceWord } from '../../../web/records/use-record-words.ts';
import { useRecords } from '../../../web/records/use-records.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { chainCoverage, MET_DAYS } from '../core/chain.ts';
import style from './Customer.module.css';

const SHOWN = 9;

interface PeopleChainProps {
  readonly externalId: string;
  readonly today: Day;
}

/** 决策链: who there is, what they decide, how they look at us, and when somebody met them last. */
export function PeopleChain({ externalId, today }: PeopleChainProps) {
  const { t, i18n } = useTranslation('customer');
  const { t: words } = useTranslation('records');
  const locale = i18n.language as Locale;
  const navigate = useNavigate();
  const { people, coverage, contacts } = usePeople(externalId, today);
  if (contacts.isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  if (contacts.isError) return <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />;
  const state = (leftOn: Day | null, seenOn: Day | null): string =>
    leftOn !== null && leftOn <= today ? 'gone' : seenOn === null || daysBetween(seenOn, today) > MET_DAYS ? 'unmet' : 'met';
  return (
    <section className={style.part}>
      <h2 className={style.title}>
        {coverage.people === 0 ? t('people.none') : t('people.title', { count: coverage.people, met: coverage.met, days: MET_DAYS })}
        {coverage.deciderMet === false && t('people.noDecider')}
      </h2>
      <p className={style.note}>{t(coverage.deciderMet === null && coverage.people > 0 ? 'people.noteNoDecider' : 'people.note')}</p>
      <ul className={style.chain}>
        {people.slice(0, SHOWN).map(({ id, name, jobTitle, roles, attitude, leftOn, joinedOn, seenOn }) => (
          <li key={id} data-state={state(leftOn, seenOn)}>
            <div className={style.personLine}>
              <strong>{name}</strong>
              <span className={style.quiet}>
                {roles.map((role) => choiceWord('contact', 'roles', role, words)).join(words('listComma'))}
              </span>
            </div>
            <div className={style.quiet}>
              {[
                jobTitle,
                leftOn !== null && leftOn <= today
                  ? t('people.left', { day: shortDay(leftOn, today, locale) })
                  : joinedOn !== null && daysBetween(joinedOn, today) <= MET_DAYS
                    ? t('people.joined', { day: shortDay(joinedOn, today, locale) })
                    : null,
              ]
                .filter(Boolean)
                .join(t('comma'))}
            </div>
            <div className={style.personLine}>
              {attitude === null ? <span className={style.quiet}>{t('people.noAttitude')}</span> : <Attitude value={attitude} />}
              <span className={style.quiet}>{seenOn === null ? t('people.never') : agoDay(seenOn, today, locale)}</span>
            </div>
          </li>
        ))}
      </ul>
      {people.length > SHOWN && (
        <button type="button" className={style.more} onClick={() => void navigate({ to: '.', search: { tab: 'contacts' } as never })}>
          {t('people.all', { count: people.length })}
        </button>
      )}
    </section>
  );
}

function usePeople(externalId: string, today: Day) {
  const contacts = useRecords(SHOWN_KINDS.contact, externalId);
  const touches = useRecords(SHOWN_KINDS.touch, externalId).records;
  const people = useMemo(() => {
    const seen = new Map<string, Day>();
    for (const { fields } of touches) {
      const { contact, on, result } = fields;
      if (typeof contact !== 'string' || typeof on !== 'string' || !isDay(on) || result === 'REFUSED' || result === 'UNANSWERED') continue;
      if (on > (seen.get(contact) ?? '')) seen.set(contact, on);
    }
    const day = (value: unknown): Day | null => (typeof value === 'string' && isDay(value) ? value : null);
    return contacts.records
      .map(({ id, fields }) => ({
        id,
        name: String(fields.name ?? id),
        jobTitle: typeof fields.jobTitle === 'string' ? fields.jobTitle : null,
        roles: Array.isArray(fields.roles) ? (fields.roles as readonly string[]) : [],
        attitude: typeof fields.attitude === 'number' ? fields.attitude : null,
        influence: typeof fields.influence === 'number' ? fields.influence : 0,
        ...{ leftOn: day(fields.leftOn), joinedOn: day(fields.joinedOn), seenOn: seen.get(id) ?? null },
      }))
      .sort((a, b) => Number(a.leftOn !== null) - Number(b.leftOn !== null) || b.influence - a.influence);
  }, [contacts.records, touches]);
  return { contacts, people, coverage: chainCoverage(people, today) };
}
