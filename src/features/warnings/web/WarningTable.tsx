import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { type Locale, NO_VALUE, shortDay, spaced } from '../../../web/format.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { type MetricWords, useMetricWords } from '../../../web/use-metric-words.ts';
import type { listWarnings } from '../contract.ts';
import { ruleById } from '../core/registry.ts';
import style from './Warnings.module.css';

type Warning = OutputOf<typeof listWarnings>['warnings'][number];

interface WarningTableProps {
  readonly warnings: readonly Warning[];
  readonly today: Day;
  /** Whether the person may say how they ended. */
  readonly works: boolean;
  readonly busy: boolean;
  readonly onClaim: (warningId: string) => void;
  readonly onEnd: (warningIds: readonly string[], outcome: 'resolved' | 'false-alarm') => void;
}

/** Warnings, one a row: about whom, what was seen, since when, whose it is, and how it goes on. */
export function WarningTable({ warnings, ...acts }: WarningTableProps) {
  const { t } = useTranslation('warnings');
  const words = useMetricWords(warnings.map(({ metric }) => metric));
  return (
    <table className={style.table} aria-label={t('title')}>
      <thead>
        <tr>
          {(['customer', 'what', 'opened', 'owner', 'state'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`column.${column}`)}
            </th>
          ))}
          {acts.works && (
            <th scope="col">
              <span className={style.unseen}>{t('column.acts')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {warnings.map((warning) => (
          <WarningRow key={warning.warningId} warning={warning} words={words} {...acts} />
        ))}
      </tbody>
    </table>
  );
}

interface WarningRowProps extends Omit<WarningTableProps, 'warnings'> {
  readonly warning: Warning;
  readonly words: MetricWords;
}

function WarningRow({ warning, words, today, works, busy, onClaim, onEnd }: WarningRowProps) {
  const { t, i18n } = useTranslation('warnings');
  const locale = i18n.language as Locale;
  const { workspace = '' } = useParams({ strict: false });
  const rule = ruleById(warning.rule)?.meta;
  const { account, warningId } = warning;
  const named = (act: 'claim' | 'resolved' | 'false-alarm'): string => t(`act.named.${act}`, { name: account.name });
  return (
    <tr>
      <td>
        <HealthShape health={warning.severity === 'critical' ? 'danger' : 'watch'} label={t(`units:severity.${warning.severity}`)} />{' '}
        <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: account.externalId }} className={style.customer}>
          {account.name}
        </Link>
      </td>
      <td className={style.what}>
        <div title={rule?.why[locale]}>{warning.title ?? rule?.title[locale] ?? warning.rule}</div>
        {words.knows(warning.metric) && (
          <div className={style.quiet}>
            {spaced(
              t(`seen.${words.against(warning)}`, {
                metric: words.name(warning.metric),
                value: words.text(warning.metric, warning.value),
                limit: words.text(warning.metric, warning.threshold, true),
              }),
            )}
          </div>
        )}
      </td>
      <td className={style.fixed} data-label={t('column.opened')}>
        {shortDay(warning.openedOn, today, locale)}
      </td>
      <td data-label={t('column.owner')}>{account.owner ?? <span className={style.quiet}>{NO_VALUE}</span>}</td>
      <td data-label={t('column.state')}>
        {t(`state.${warning.state}`)}
        {warning.resolvedBy !== null && (
          <span className={style.quiet}> {warning.resolvedBy === 'auto' ? t('byItself') : warning.resolvedBy}</span>
        )}
      </td>
      {works && (
        <td className={style.acts}>
          {warning.state === 'new' && (
            <Button size="small" type="text" disabled={busy} aria-label={named('claim')} onClick={() => onClaim(warningId)}>
              {t('act.claim')}
            </Button>
          )}
          <Button size="small" type="text" disabled={busy} aria-label={named('resolved')} onClick={() => onEnd([warningId], 'resolved')}>
            {t('act.resolved')}
          </Button>
          <Button
            size="small"
            type="text"
            disabled={busy}
            aria-label={named('false-alarm')}
            onClick={() => onEnd([warningId], 'false-alarm')}
          >
            {t('act.false-alarm')}
          </Button>
        </td>
      )}
    </tr>
  );
}
