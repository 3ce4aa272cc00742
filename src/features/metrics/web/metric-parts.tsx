import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { listMetrics } from '../contract.ts';
import style from './Metrics.module.css';

export type Metric = OutputOf<typeof listMetrics>['metrics'][number];

export function ReadinessLink() {
  const { t } = useTranslation('metrics');
  return (
    <Link from="/$workspace" to="/$workspace/readiness" className={style.link}>
      {t('toReadiness')}
    </Link>
  );
}

/** How many days a value looks at. */
export function windowWords({ windowDays }: Pick<Metric, 'windowDays'>, t: ReturnType<typeof useTranslation<'metrics'>>['t']): string {
  return windowDays === 1 ? t('window.day') : t('window.days', { count: windowDays });
}
