import { useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listPeople } from '../../access/contract.ts';
import { assignAccount, getAccount, listAccounts } from '../contract.ts';
import style from './OwnerPicker.module.css';

/** Who looks after a customer: a word until it is clicked, then a choice of colleagues. */
export function OwnerPicker({ account }: { readonly account: OutputOf<typeof listAccounts>['accounts'][number] }) {
  const { t } = useTranslation('accounts');
  const [open, setOpen] = useState(false);
  const cache = useQueryClient();
  const assign = useChange(assignAccount);
  const owner = assign.isPending ? assign.variables.personId : (account.owner?.personId ?? null);
  const choose = (personId: string | null): void => {
    setOpen(false);
    assign.mutate(
      { externalId: account.externalId, personId },
      {
        onSuccess: () => {
          void cache.invalidateQueries({ queryKey: [listAccounts.id] });
          void cache.invalidateQueries({ queryKey: [getAccount.id] });
        },
      },
    );
  };
  if (open) return <PeopleSelect owner={owner} onChoose={choose} onClose={() => setOpen(false)} />;
  return (
    <button
      type="button"
      className={style.owner}
      onClick={() => setOpen(true)}
      aria-label={account.owner ? t('owner.change', { name: account.owner.name }) : t('owner.choose')}
    >
      {assign.isError ? t('owner.failed') : (account.owner?.name ?? <span className={style.quiet}>{t('owner.none')}</span>)}
    </button>
  );
}

interface PeopleSelectProps {
  readonly owner: string | null;
  readonly onChoose: (personId: string | null) => void;
  readonly onClose: () => void;
}

function PeopleSelect({ owner, onChoose, onClose }: PeopleSelectProps) {
  const { t } = useTranslation('accounts');
  const people = useOperation(listPeople, {});
  const works = new Set<string>(CUSTOMER_WORK);
  const options = (people.data?.people ?? [])
    .filter((person) => person.active && person.functions.some((one) => works.has(one)))
    .map((person) => ({ value: person.personId, label: person.name }));
  return (
    <Select
      autoFocus
      defaultOpen
      showSearch={{ optionFilterProp: 'label' }}
      size="small"
      loading={people.isPending}
      className={`${style.select}`}
      aria-label={t('owner.choose')}
      value={owner ?? ''}
      options={[{ value: '', label: t('owner.none') }, ...options]}
      onChange={(value: string) => onChoose(value || null)}
      onBlur={onClose}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    />
  );
}
