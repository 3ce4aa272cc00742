import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asking, useOperation } from '../../../web/use-operation.ts';
import { getAccount, listAccounts } from '../../accounts/contract.ts';

const FOUND = 20;
const REST_MS = 200;

interface CustomerSelectProps {
  readonly id?: string;
  readonly value: string | null;
  readonly label: string;
  readonly autoFocus?: boolean;
  readonly size?: 'small' | 'middle';
  readonly onChange: (externalId: string | null) => void;
}

/** A customer, found by name, pinyin or id. */
export function CustomerSelect({ value, label, onChange, autoFocus = false, size = 'middle', id }: CustomerSelectProps) {
  const { t } = useTranslation('usage');
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    ...asking(listAccounts, { limit: FOUND, ...(search !== '' && { search }) }),
    placeholderData: keepPreviousData,
  });
  const chosen = useOperation(getAccount, { externalId: value ?? '' }, { enabled: value !== null });
  const options = (found.data?.accounts ?? []).map(({ externalId, name }) => ({
    value: externalId,
    label: name === externalId ? name : `${name} ${externalId}`,
  }));
  const known = options.some((one) => one.value === value);
  const own = value === null || known ? [] : [{ value, label: chosen.data?.name ?? value }];
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      allowClear
      autoFocus={autoFocus}
      size={size}
      value={value}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      options={[...own, ...options]}
      placeholder={t('customer.search')}
      notFoundContent={t('customer.none')}
      aria-label={label}
      style={{ width: '100%' }}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  );
}
