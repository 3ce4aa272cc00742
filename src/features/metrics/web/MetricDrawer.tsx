import { Link } from '@tanstack/react-router';
import { Button, Drawer, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listModels } from '../../health/contract-models.ts';
import { listRules } from '../../warnings/contract-rules.ts';
import { ruleById } from '../../warnings/core/registry.ts';
import { listMetrics } from '../contract.ts';
import { defineMetric, listOwn, metricCoverage, metricValues, metricVersionList, type OwnVersion } from '../contract-own.ts';
import style from './Metrics.module.css';
import { type Metric, ReadinessLink, windowWords } from './metric-parts.tsx';
import { SpreadView } from './SpreadView.tsx';
import type { Uses } from './used-in.ts';

interface MetricDrawerProps {
  readonly metric: Metric;
  readonly own: (OwnVersion & { readonly ownerName: string | null }) | null;
  readonly uses: Uses;
  /** Null for those who may not. */
  readonly onEdit: (() => void) | null;
  readonly onClose: () => void;
}

/** One metric: what it means, what it is made of, who uses it, and how it is spread over real customers. */
export function MetricDrawer({ metric, own, uses, onEdit, onClose }: MetricDrawerProps) {
  const { t, i18n } = useTranslation('metrics');
  const locale = i18n.language as Locale;
  const values = useOperation(metricValues, { metric: metric.id });
  return (
    <Drawer open size={560} title={metric.label[locale]} onClose={onClose}>
      <p className={style.lead}>{metric.definition[locale]}</p>
      {own?.problems.map(({ path, message }) => (
        <p key={path} className={style.problem}>
          {t('broken', { message })}
        </p>
      ))}
      <Facts metric={metric} own={own} uses={uses} />
      {own !== null && onEdit !== null && <Acts own={own} uses={uses} onEdit={onEdit} onClose={onClose} />}
      <section className={style.part}>
        <h3>{t('spread.title')}</h3>
        {values.isPending && <Skeleton active paragraph={{ rows: 4 }} title={false} />}
        {values.isError && <ErrorState error={values.error} onRetry={() => void values.refetch()} />}
        {values.data !== undefined && <SpreadView of={values.data} unit={metric.unit} />}
        <p className={style.note}>
          <ReadinessLink />
        </p>
      </section>
      {own !== null && <History metric={own.metric} />}
    </Drawer>
  );
}

function Facts({ metric, own, uses }: Pick<MetricDrawerProps, 'metric' | 'own' | 'uses'>) {
  const { t, i18n } = useTranslation('metrics');
  const other = i18n.language === 'zh-CN' ? 'en-US' : 'zh-CN';
  const facts: readonly (readonly [string, string])[] = [
    ['id', `${metric.id} · ${metric.label[other]}`],
    ['unit', t(`unit.${metric.unit}`)],
    ['direction', t(`direction.${metric.direction}`)],
    ['source', t(`source.${metric.source}`)],
    ['aggregation', t(`aggregation.${metric.aggregation}`)],
    ['window', windowWords(metric, t)],
    ['period', t('period')],
    ['basis', t(`basis.${metric.basis}`)],
    ['freshness', metric.freshnessDays === null ? t('freshness.none') : t('freshness.days', { count: metric.freshnessDays })],
    ['owner', own === null ? t('owner.ours') : (own.ownerName ?? t('owner.nobody'))],
    ['requirement', metric.requirement],
  ];
  return (
    <dl className={style.facts}>
      {facts.map(([name, value]) => [<dt key={`${name}-name`}>{t(`fact.${name}`)}</dt>, <dd key={name}>{value}</dd>])}
      <dt>{t('fact.used')}</dt>
      <dd>
        <UsedIn uses={uses} />
      </dd>
    </dl>
  );
}

function UsedIn({ uses: { models, rules, metrics } }: { readonly uses: Uses }) {
  const { t, i18n } = useTranslation('metrics');
  const locale = i18n.language as Locale;
  if (models.length + rules.length + metrics.length === 0) return <>{t('unused')}</>;
  const nameOf = (rule: Uses['rules'][number]): string =>
    rule.definition.kind === 'own' ? rule.definition.title : (ruleById(rule.rule)?.meta.title[locale] ?? rule.rule);
  return (
    <>
      {models.map(({ modelId, inForce }) => (
        <div key={modelId}>
          {t('in.model')}{' '}
          <Link from="/$workspace" className={style.link} to="/$workspace/settings/health" search={{ model: modelId }}>
            {inForce?.model.name[locale] ?? modelId}
          </Link>
        </div>
      ))}
      {rules.map((rule) => (
        <div key={rule.rule}>
          {t('in.rule')}{' '}
          <Link from="/$workspace" className={style.link} to="/$workspace/warnings" search={{ rule: rule.rule }}>
            {nameOf(rule)}
          </Link>
        </div>
      ))}
      {metrics.map(({ metric, definition }) => (
        <div key={metric}>
          {t('in.metric')}{' '}
          <Link to="." className={style.link} search={{ metric }}>
            {definition.label[locale] || definition.label['zh-CN'] || definition.label['en-US']}
          </Link>
        </div>
      ))}
    </>
  );
}

interface ActsProps {
  readonly own: OwnVersion;
  readonly uses: Uses;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

function Acts({ own, uses, onEdit, onClose }: ActsProps) {
  const { t } = useTranslation('metrics');
  const change = useChange(defineMetric);
  const refresh = useRefresh(listMetrics, listOwn, metricCoverage, metricVersionList, listModels, listRules);
  const used = uses.models.length + uses.rules.length + uses.metrics.length;
  const retire = (): void =>
    change.mutate(
      { metric: own.metric, version: own.version, active: false, definition: own.definition },
      {
        onSuccess: () => {
          refresh();
          onClose();
        },
      },
    );
  return (
    <>
      <div className={style.acts}>
        <Button onClick={onEdit}>{t('edit')}</Button>
        <Popconfirm
          title={t('retireTitle')}
          description={used === 0 ? t('retireFree') : t('retireUsed', { count: used })}
          okText={t('retire')}
          cancelText={t('cancel')}
          onConfirm={retire}
        >
          <Button type="text" loading={change.isPending}>
            {t('retire')}
          </Button>
        </Popconfirm>
      </div>
      {change.isError && <ErrorState error={change.error} />}
    </>
  );
}

/** Who said what of it, the latest first. */
function History({ metric }: { readonly metric: string }) {
  const { t, i18n } = useTranslation('metrics');
  const versions = useOperation(metricVersionList, { metric });
  const locale = i18n.language as Locale;
  return (
    <section className={style.part}>
      <h3>{t('versions')}</h3>
      {versions.data?.versions.map(({ version, active, changedAt, changedBy, definition }) => (
        <p key={version} className={style.note}>
          {t(active ? 'version' : 'versionRetired', { version, who: changedBy, day: changedAt.slice(0, 10) })} {definition.label[locale]}
        </p>
      ))}
    </section>
  );
}
