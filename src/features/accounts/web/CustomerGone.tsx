import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountSource } from '../../../web/records/account-source.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { listAccounts } from '../contract.ts';
import style from './Customer.module.css';

interface CustomerGoneProps {
  readonly externalId: string;
  readonly name: string;
  readonly onBack: () => void;
}

/** A customer that was just put into the recycle bin: said where it stood, with the way back. */
export function CustomerGone({ externalId, name, onBack }: CustomerGoneProps) {
  const { t } = useTranslation('accounts');
  const { workspace = '' } = useParams({ strict: false });
  const cache = useQueryClient();
  const [failed, setFailed] = useState<unknown>(null);
  useEffect(() => {
    void cache.invalidateQueries({ queryKey: [listAccounts.id] });
  }, [cache]);
  const restore = async (): Promise<void> => {
    try {
      await accountSource.restore(externalId);
      await cache.invalidateQueries();
      onBack();
    } catch (error) {
      setFailed(error);
    }
  };
  return (
    <div className={style.page}>
      <h1 className={style.lone}>{t('gone.title', { name })}</h1>
      <p className={style.note}>{t('gone.about')}</p>
      {failed !== null && <ErrorState error={failed} />}
      <div className={style.goneActs}>
        <Button autoFocus onClick={() => void restore()}>
          {t('gone.restore')}
        </Button>
        <Link to="/$workspace/customers" params={{ workspace }}>
          {t('gone.customers')}
        </Link>
      </div>
    </div>
  );
}
