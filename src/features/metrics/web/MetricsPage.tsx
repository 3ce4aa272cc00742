import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Locale } from '../../../web/format.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import settings from '../../access/web/widgets/Settings.module.css';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listModels } from '../../health/contract-models.ts';
import { listRules } from '../../warnings/contract-rules.ts';
import { listMetrics } from '../contract.ts';
import { listOwn, metricCoverage } from '../contract-own.ts';
import { METRIC_GROUPS } from '../core/dictionary.ts';
import { MetricDrawer } from './MetricDrawer.tsx';
import { MetricForm } from './MetricForm.tsx';
import style from './Metrics.module.css';
import { type Metric, ReadinessLink, windowWords } from './metric-parts.tsx';
import { type Uses, usesOf } from './used-in.ts';

type Coverage = OutputOf<typeof metricCoverage>;

/** 指标字典: every metric of the workspace, what it means, who uses it, and for how many customers it is known. */
export function MetricsPage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const leads = useHolds(LEADING);
  const metrics = useOperation(listMetrics, {});
  const own = useOperation(listOwn, {});
  const coverage = useOperation(metricCoverage, {});
  const [models, rules] = [useOperation(listModels, {}), useOperation(listRules, {})];
  if (metrics.isPending || own.isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (metrics.isError) return <PageError place="metrics" error={metrics.error} onRetry={() => void metrics.refetch()} />;
  const open = (next: Record<string, string>): void => void navigate({ to: '.', search: next, resetScroll: false });
  const all = metrics.data.metrics;
  const made = own.data?.metrics ?? [];
  const text = typeof search.q === 'string' ? search.q : '';
  const usesFor = (id: string): Uses => usesOf(id, models.data?.models ?? [], rules.data?.rules ?? [], made);
  const chosen = all.find(({ id }) => id === search.metric);
  const version = made.find(({ metric }) => metric === search.metric);
  const close = (): void => open(text === '' ? {} : { q: text });
  return (
    <>
      <Head all={all} coverage={coverage.data} />
      <div className={style.tools}>
        <SearchField text={text} onChange={(q) => open(q === '' ? {} : { q })} />
        {leads && (
          <Button type="primary" icon={<Plus size={16} strokeWidth={1.6} />} onClick={() => open({ edit: 'new' })}>
            <NewWord />
          </Button>
        )}
      </div>
      <Groups all={all} text={text} coverage={coverage.data} usesFor={usesFor} />
      {search.edit !== undefined && leads && (
        <MetricForm
          key={String(search.metric ?? 'new')}
          metrics={all}
          version={version ?? null}
          onClose={(id) => open(id === null ? {} : { metric: id })}
        />
      )}
      {search.edit === undefined && chosen !== undefined && (
        <MetricDrawer
          metric={chosen}
          own={version ?? null}
          uses={usesFor(chosen.id)}
          onEdit={leads && version !== undefined ? () => open({ metric: chosen.id, edit: '1' }) : null}
          onClose={close}
        />
      )}
    </>
  );
}

function NewWord() {
  return <>{useTranslation('metrics').t('create')}</>;
}

function Head({ all, coverage }: { readonly all: readonly Metric[]; readonly coverage: Coverage | undefined }) {
  const { t } = useTranslation('metrics');
  const own = all.filter(({ group }) => group === 'own').length;
  const somewhere = coverage?.metrics.filter(({ known }) => known > 0).length;
  return (
    <>
      <h1 className={settings.headline}>
        {own === 0 ? t('headlineNone', { count: all.length }) : t('headline', { count: all.length, own })}
        {somewhere !== undefined && coverage !== undefined && coverage.looked > 0 && t('headlineKnown', { somewhere })}
      </h1>
      <p className={settings.definition}>
        {t('definition')} <ReadinessLink />
      </p>
    </>
  );
}

function SearchField({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  const { t } = useTranslation('metrics');
  return (
    <Input
      className={style.search ?? ''}
      allowClear
      defaultValue={text}
      aria-label={t('search')}
      placeholder={t('search')}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function isFound({ id, label, definition }: Metric, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [id, ...Object.values(label), ...Object.values(definition)].some((one) => one.toLowerCase().includes(wanted));
}

interface GroupsProps {
  readonly all: readonly Metric[];
  readonly text: string;
  readonly coverage: Coverage | undefined;
  readonly usesFor: (id: string) => Uses;
}

function Groups({ all, text, coverage, usesFor }: GroupsProps) {
  const { t } = useTranslation('metrics');
  const found = all.filter((metric) => isFound(metric, text));
  if (found.length === 0) return <p className={settings.definition}>{t('noneFound', { text })}</p>;
  const groups = GROUP_ORDER.map((group) => ({ group, some: found.filter((metric) => metric.group === group) })).filter(
    ({ some }) => some.length > 0,
  );
  return groups.map(({ group, some }, place) => (
    <section key={group} className={style.group}>
      <h2>
        {t(`group.${group}`)}
        <span>{t('groupCount', { count: some.length })}</span>
      </h2>
      {place === 0 && (
        <div className={`${style.row} ${style.head}`} aria-hidden="true">
          {(['name', 'meaning', 'unit', 'window', 'used'] as const).map((column) => (
            <span key={column}>{t(`column.${column}`)}</span>
          ))}
          <span className={style.number}>{t('column.known')}</span>
        </div>
      )}
      {some.map((metric) => (
        <Row key={metric.id} metric={metric} coverage={coverage} uses={usesFor(metric.id)} text={text} />
      ))}
    </section>
  ));
}

/** What the workspace made comes first. */
const GROUP_ORDER = ['own', ...METRIC_GROUPS.filter((group) => group !== 'own')] as const;

interface RowProps {
  readonly metric: Metric;
  readonly coverage: Coverage | undefined;
  readonly uses: Uses;
  readonly text: string;
}

function Row({ metric, coverage, uses, text }: RowProps) {
  const { t, i18n } = useTranslation('metrics');
  const locale = i18n.language as Locale;
  const known = coverage?.metrics.find((one) => one.metric === metric.id)?.known;
  const used = uses.models.length + uses.rules.length + uses.metrics.length;
  return (
    <Link to="." search={text === '' ? { metric: metric.id } : { metric: metric.id, q: text }} resetScroll={false} className={style.row}>
      <span>
        <span className={style.name}>{metric.label[locale]}</span>
        <span className={style.quiet}>{metric.id}</span>
      </span>
      <span className={style.meaning}>{metric.definition[locale]}</span>
      <span>{t(`unit.${metric.unit}`)}</span>
      <span>{windowWords(metric, t)}</span>
      <span className={used === 0 ? style.quiet : undefined}>{used === 0 ? t('unused') : t('usedIn', { count: used })}</span>
      <span className={style.number} title={known === undefined ? undefined : t('knownOf', { known, looked: coverage?.looked ?? 0 })}>
        {known === undefined || coverage === undefined || coverage.looked === 0 ? '—' : `${Math.round((100 * known) / coverage.looked)}%`}
      </span>
    </Link>
  );
}
