import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { type Backfill, steerBackfill } from '../contract-mappings.ts';
import style from './Data.module.css';

/** How far kept events follow the rules; it can be stopped and goes on. */
export function BackfillProgress({ backfill, onChange }: { readonly backfill: Backfill; readonly onChange: () => void }) {
  const { t } = useTranslation('usage');
  const steer = useChange(steerBackfill);
  const { state, done, total } = backfill;
  if (state === 'done') return null;
  const act = state === 'cancelled' ? 'continue' : 'cancel';
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
  return (
    <div className={style.progress} role="status">
      <div>
        <span>
          {state === 'waiting'
            ? t('mapping.backfill.waiting')
            : t(`mapping.backfill.${state}`, { done: formatFull(done), total: formatFull(total) })}
        </span>
        <Button size="small" loading={steer.isPending} onClick={() => steer.mutate({ act }, { onSettled: onChange })}>
          {t(`mapping.backfill.${act}`)}
        </Button>
      </div>
      <Progress percent={percent} size="small" showInfo={false} status="normal" aria-label={t('mapping.backfill.label')} />
      {steer.isError && <ErrorState error={steer.error} />}
    </div>
  );
}
