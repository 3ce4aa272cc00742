import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ADMINISTERING, LEADING } from '../../../contract/access.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SavedTable } from '../../../web/ui/SavedTable.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { listPeople, listTeams } from '../contract.ts';
import { PersonDialogs } from './PersonDialogs.tsx';
import { PersonRow } from './PersonRow.tsx';
import { namesOf, type Person, type PersonAct } from './people-view.ts';
import style from './widgets/Settings.module.css';
import { useHolds, useMembership } from './widgets/use-membership.ts';

/** 成员: who may enter, what each does, and how far they see. */
export function PeoplePage() {
  const { t } = useTranslation('access');
  const people = useOperation(listPeople, {});
  const teams = useOperation(listTeams, {});
  const admin = useHolds(ADMINISTERING);
  const [act, setAct] = useState<PersonAct | null>(null);
  const [search, setSearch] = useSearchText();
  if (people.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (people.isError) return <PageError place="people" error={people.error} onRetry={() => void people.refetch()} />;
  const found = namesOf(people.data.people, search);
  const inside = found.filter(({ active }) => active);
  const ended = found.filter(({ active }) => !active);
  return (
    <>
      <h1 className={style.headline}>{headline(people.data.people, t)}</h1>
      <p className={style.definition}>
        {t('people.definition')}
        {!admin && t('onlyAdministrators')}
      </p>
      <div className={style.bar}>
        <div className={style.search}>
          <Input
            allowClear
            value={search}
            placeholder={t('people.search')}
            aria-label={t('people.search')}
            maxLength={100}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        {admin && (
          <Button type="primary" icon={<UserPlus size={16} strokeWidth={1.6} />} onClick={() => setAct({ act: 'invite', person: null })}>
            {t('people.invite')}
          </Button>
        )}
      </div>
      <PeopleTable people={inside} teams={teams.data?.teams ?? []} admin={admin} onAct={setAct} />
      {found.length === 0 && <p className={style.empty}>{t('people.nothingFound', { search })}</p>}
      {ended.length > 0 && (
        <details className={style.more} open={search !== '' && inside.length === 0}>
          <summary>{t('people.ended', { count: ended.length })}</summary>
          <PeopleTable people={ended} teams={teams.data?.teams ?? []} admin={admin} onAct={setAct} />
        </details>
      )}
      <PersonDialogs act={act} teams={teams.data?.teams ?? []} onAct={setAct} />
    </>
  );
}

interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly teams: readonly { readonly teamId: string; readonly name: string; readonly leadPersonId: string | null }[];
  readonly admin: boolean;
  readonly onAct: (act: PersonAct) => void;
}

function PeopleTable({ people, teams, admin, onAct }: PeopleTableProps) {
  const { t } = useTranslation('access');
  const me = useMembership();
  const leads = useHolds(LEADING);
  if (people.length === 0) return null;
  const may = ({ personId, teamId }: Person): 'administer' | 'say-away' | null => {
    if (admin) return 'administer';
    const led = teams.some((team) => team.teamId === teamId && team.leadPersonId === me?.personId);
    return leads || led || personId === me?.personId ? 'say-away' : null;
  };
  const mayAct = people.some((person) => may(person) !== null);
  return (
    <SavedTable place="people" className={style.table}>
      <thead>
        <tr>
          {(['name', 'functions', 'scope', 'team', 'status'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`people.column.${column}`)}
            </th>
          ))}
          {mayAct && (
            <th scope="col" data-acts>
              <span className={style.unseen}>{t('acts')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow
            key={person.personId}
            person={person}
            team={teams.find(({ teamId }) => teamId === person.teamId)?.name ?? null}
            mine={person.personId === me?.personId}
            may={may(person)}
            onAct={onAct}
          />
        ))}
      </tbody>
    </SavedTable>
  );
}

function headline(people: readonly Person[], t: ReturnType<typeof useTranslation<'access'>>['t']): string {
  const count = (status: Person['status']): number => people.filter((person) => person.active && person.status === status).length;
  const [invited, notJoined] = [count('invited'), count('not-joined')];
  return [
    t('people.headline.joined', { count: count('joined') }),
    ...(invited > 0 ? [t('people.headline.invited', { count: invited })] : []),
    ...(notJoined > 0 ? [t('people.headline.notJoined', { count: notJoined })] : []),
  ].join(t('comma'));
}

/** The text searched for is in the address, so that a link reproduces the list. */
function useSearchText(): [string, (text: string) => void] {
  const found: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (text: string): void => void navigate({ to: '.', search: text ? { search: text } : {}, replace: true });
  return [typeof found.search === 'string' ? found.search : '', set];
}
