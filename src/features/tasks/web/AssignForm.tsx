import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../../contract/access.ts';
import { spaced } from '../../../web/format.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { listPeople } from '../../access/contract.ts';
import type { Me } from './day-view.ts';
import style from './MyDay.module.css';

interface AssignFormProps {
  readonly assignee: string | null;
  readonly me: Me | null;
  readonly onDone: (person: Me) => void;
}

/** Whom to hand a task to: those who work on customers. Type to narrow, then Enter takes the first. */
export function AssignForm({ assignee, me, onDone }: AssignFormProps) {
  const { t } = useTranslation('tasks');
  const [search, setSearch] = useState('');
  const people = useOperation(listPeople, {});
  const works = new Set<string>(CUSTOMER_WORK);
  const found = (people.data?.people ?? []).filter(
    (person) =>
      person.active &&
      person.personId !== assignee &&
      person.functions.some((one) => works.has(one)) &&
      person.name.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const aside = (person: (typeof found)[number]): string => {
    if (person.away !== null) return spaced(t('assign.away', { from: person.away.from, until: person.away.until }));
    return person.status === 'not-joined' ? t('assign.notJoined') : (person.email ?? '');
  };
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        // Keys pressed before the field was there are lost: without a letter nobody was meant.
        if (found[0] && search.trim() !== '') onDone(found[0]);
      }}
    >
      <Input
        autoFocus
        placeholder={t('assign.search')}
        aria-label={t('assign.search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className={style.people}>
        {found.map((person) => (
          <button key={person.personId} type="button" className={style.choice} onClick={() => onDone(person)}>
            <span>
              {person.name}
              {person.personId === me?.personId && ` (${t('assign.mine')})`}
            </span>
            <span className={style.label}>{aside(person)}</span>
          </button>
        ))}
        {people.isSuccess && found.length === 0 && <p className={style.help}>{t('assign.none')}</p>}
      </div>
    </form>
  );
}
