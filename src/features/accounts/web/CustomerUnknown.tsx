import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountSource } from '../../../web/records/account-source.ts';
import { useActorName, useValueWords } from '../../../web/records/use-record-words.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listArchivedAccounts } from '../contract.ts';
import style from './Customer.module.css';

const NOTHING: ReadonlyMap<string, string> = new Map();

/** The link of a customer that is not there, or not for this person: why that may be, and the ways on. Whoever leads gets it out of the bin. */
export function CustomerUnknown({ externalId }: { readonly externalId: string }) {
  const { t } = useTranslation('customer');
  const { workspace = '' } = useParams({ strict: false });
  const cache = useQueryClient();
  const actor = useActorName(useValueWords(NOTHING).personName);
  const leads = useHolds(listArchivedAccounts.access.functions);
  const bin = useOperation(listArchivedAccounts, {}, { enabled: leads });
  const [failed, setFailed] = useState<unknown>(null);
  const archived = bin.data?.accounts.find((one) => one.externalId === externalId);
  const restore = (): void => void accountSource.restore(externalId).then(() => cache.invalidateQueries(), setFailed);
  return (
    <div className={style.page}>
      <h1 className={style.lone}>{archived === undefined ? externalId : t('unknown.binned', { name: archived.name })}</h1>
      <p className={style.unknown} role="alert">
        {archived === undefined
          ? t('unknown.why')
          : t('unknown.binnedBy', { who: actor(archived.archivedBy), day: archived.archivedAt.slice(0, 10) })}
      </p>
      {failed !== null && <ErrorState error={failed} />}
      <div className={style.goneActs}>
        {archived !== undefined && <Button onClick={restore}>{t('unknown.restore')}</Button>}
        <Link to="/$workspace/customers" params={{ workspace }}>
          {t('unknown.customers')}
        </Link>
      </div>
    </div>
  );
}
