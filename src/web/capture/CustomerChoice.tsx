import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMembership } from '../../features/access/web/widgets/use-membership.ts';
import { find } from '../../features/search/contract.ts';
import { call } from '../call.ts';
import { recentCustomers } from '../recent.ts';
import type { ChosenCustomer } from './capture-state.ts';

interface CustomerChoiceProps {
  readonly id: string;
  readonly value: ChosenCustomer | null;
  readonly onChange: (customer: ChosenCustomer) => void;
}

/** A customer by 汉字, pinyin or initials; those seen last before anything is typed. */
export function CustomerChoice({ id, value, onChange }: CustomerChoiceProps) {
  const { t } = useTranslation('capture');
  const [text, setText] = useState('');
  const personId = useMembership()?.personId ?? '';
  const input = { text: text.trim(), limit: 8 };
  const answer = useQuery({ queryKey: [find.id, input], queryFn: () => call(find, input), placeholderData: keepPreviousData });
  const found: readonly ChosenCustomer[] = input.text === '' ? recentCustomers(personId) : (answer.data?.customers ?? []);
  return (
    <Select<string>
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('customerHint')}
      value={value?.externalId ?? null}
      onChange={(externalId) => {
        const chosen = found.find((one) => one.externalId === externalId);
        if (chosen !== undefined) onChange({ externalId, name: chosen.name });
      }}
      options={[...found, ...(value === null || found.some(({ externalId }) => externalId === value.externalId) ? [] : [value])].map(
        ({ externalId, name }) => ({ value: externalId, label: name, title: name }),
      )}
      notFoundContent={answer.isError ? t('findFailed') : t(input.text === '' ? 'typeToFind' : 'notFound')}
    />
  );
}
