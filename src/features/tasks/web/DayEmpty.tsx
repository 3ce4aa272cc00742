import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listAccounts } from '../../accounts/contract.ts';
import { listSources } from '../../usage/contract.ts';
import style from './MyDay.module.css';

interface DayEmptyProps {
  readonly whose: 'mine' | 'team';
  /** There is work, only not in the group, or not of the person, that is shown. */
  readonly filtered: 'group' | 'person' | null;
  readonly onTeam: () => void;
  readonly onAll: () => void;
}

/** An empty day says why it is empty, and what would fill it. */
export function DayEmpty({ whose, filtered, onTeam, onAll }: DayEmptyProps) {
  const { t } = useTranslation('tasks');
  const sources = useOperation(listSources, {});
  const accounts = useOperation(listAccounts, { limit: 1 });
  if (filtered !== null) {
    return (
      <div className={style.empty}>
        <p>{t(`empty.${filtered}`)}</p>
        <Button onClick={onAll}>{t('empty.seeAll')}</Button>
      </div>
    );
  }
  if (sources.isPending || accounts.isPending) return null;
  const noData = (sources.data?.sources.length ?? 0) === 0 && (accounts.data?.total ?? 0) === 0;
  if (noData) return <NoData />;
  const nobodys = whose === 'mine' && (accounts.data?.total ?? 0) === 0;
  return (
    <div className={style.empty}>
      <p>{t(nobodys ? 'empty.notMine' : whose === 'team' ? 'empty.noWarningsTeam' : 'empty.noWarnings')}</p>
      {whose === 'mine' && <Button onClick={onTeam}>{t('empty.seeTeam')}</Button>}
    </div>
  );
}

/** Those who may bring data are led to it; the others are told who brings it. */
function NoData() {
  const { t } = useTranslation('tasks');
  const { workspace = '' } = useParams({ strict: false });
  const leads = useHolds(LEADING);
  return (
    <div className={style.empty}>
      <p>{t(leads ? 'empty.noData' : 'empty.noDataYet')}</p>
      {leads && (
        <Link to="/$workspace/start" params={{ workspace }}>
          <Button type="primary">{t('empty.start')}</Button>
        </Link>
      )}
    </div>
  );
}
