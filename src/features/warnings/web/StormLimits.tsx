import { Button, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listStorms, setStormLimits } from '../contract.ts';
import style from './Warnings.module.css';

/** How many warnings of one rule on one day wait until somebody has looked; those who lead say it. */
export function StormLimits() {
  const { t } = useTranslation('warnings');
  const leads = useHolds(LEADING);
  const found = useOperation(listStorms, {});
  const change = useChange(setStormLimits);
  const [least, setLeast] = useState<number | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [leastId, percentId] = [useId(), useId()];
  const limits = found.data?.limits;
  if (limits === undefined) return null;
  const kept = { least: limits.least, percent: Math.round(limits.share * 100) };
  const said = { least: least ?? kept.least, percent: percent ?? kept.percent };
  const isChanged = said.least !== kept.least || said.percent !== kept.percent;
  const save = (): void =>
    change.mutate(
      { least: said.least, share: said.percent / 100 },
      {
        onSuccess: () => {
          void found.refetch().then(() => {
            setLeast(null);
            setPercent(null);
          });
        },
      },
    );
  return (
    <section className={style.section}>
      <div className={style.sectionHead}>
        <h2>{t('stormLimits.title')}</h2>
      </div>
      <p className={style.definition}>{t('stormLimits.definition')}</p>
      {leads ? (
        <div className={style.limits}>
          <span className={style.limit}>
            <label htmlFor={leastId}>{t('stormLimits.least')}</label>
            <InputNumber id={leastId} min={2} max={100_000} precision={0} value={said.least} onChange={setLeast} />
          </span>
          <span className={style.limit}>
            <label htmlFor={percentId}>{t('stormLimits.share')}</label>
            <InputNumber id={percentId} min={0} max={100} precision={0} suffix="%" value={said.percent} onChange={setPercent} />
          </span>
          {isChanged && (
            <Button type="primary" loading={change.isPending} onClick={save}>
              {t('stormLimits.save')}
            </Button>
          )}
        </div>
      ) : (
        <p className={style.definition}>{t('stormLimits.is', { least: kept.least, share: kept.percent })}</p>
      )}
      {change.isError && <ErrorState error={change.error} />}
    </section>
  );
}
