import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from '../../features/access/web/widgets/Field.tsx';
import { listAccounts } from '../../features/accounts/contract.ts';
import { call } from '../call.ts';
import { shownKind, titleOf } from './record-kinds.ts';
import { shown } from './record-source.ts';
import type { Draft } from './record-values.ts';

const FOUND = 20;
const REST_MS = 200;

interface ReferencePickerProps {
  readonly control: ControlProps;
  readonly label: string;
  /** Name of the kind it refers to. */
  readonly kind: string;
  readonly account: string | null;
  readonly value: string;
  readonly onChange: (draft: Draft) => void;
}

/** A record of another kind, found by name or id. What is typed and found nowhere may be taken as it is: its record may come later. */
export function ReferencePicker({ control, label, kind, account, value, onChange }: ReferencePickerProps) {
  const { t } = useTranslation('records');
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    queryKey: ['records.reference', kind, account, search],
    queryFn: () => candidates(kind, account, search),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: ['records.reference', kind, value],
    queryFn: () => titleById(kind, value),
    enabled: value !== '',
  });
  const options = found.data ?? [];
  const typed =
    search !== '' && !options.some((one) => one.value === search) ? [{ value: search, label: t('reference.take', { id: search }) }] : [];
  const known = value === '' || options.some((one) => one.value === value);
  const own = known ? [] : [{ value, label: chosen.data ?? value }];
  const { id, status, onBlur, ...aria } = control;
  return (
    <Select
      {...aria}
      id={id}
      status={status}
      onBlur={onBlur}
      allowClear
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      options={[...own, ...options, ...typed]}
      placeholder={t('reference.search')}
      notFoundContent={t('reference.none')}
      value={value === '' ? null : value}
      onChange={(next: string | null | undefined) => onChange(next ?? '')}
    />
  );
}

async function candidates(kind: string, account: string | null, search: string): Promise<{ value: string; label: string }[]> {
  const wanted = search === '' ? {} : { search };
  if (kind === 'account') {
    const { accounts } = await call(listAccounts, { limit: FOUND, ...wanted });
    return accounts.map(({ externalId, name }) => ({ value: externalId, label: name === externalId ? name : `${name} ${externalId}` }));
  }
  const of = shownKind(kind);
  if (of === null) return [];
  const scope = account !== null && of.kind.fields.account !== undefined ? { account } : {};
  const { records } = await call(of.operations.list, { ...scope, ...wanted, limit: FOUND });
  return records.map((record) => ({ value: record.id, label: titleOf(of.kind, shown(record).fields, record.id) }));
}

async function titleById(kind: string, id: string): Promise<string> {
  const of = shownKind(kind);
  if (of === null) return id;
  try {
    return titleOf(of.kind, shown(await call(of.operations.get, { id })).fields, id);
  } catch {
    // It names nothing that is there, or that I may see: then it is its id.
    return id;
  }
}
