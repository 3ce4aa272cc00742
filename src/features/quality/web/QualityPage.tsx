import { Button, Skeleton } from 'antd';
import { Download, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { saveCsv } from '../../../web/csv-file.ts';
import { formatMoment, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds, useMembership } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listQuality, runQuality } from '../contract.ts';
import { WEIGHTS } from '../core/rule.ts';
import { FindingRow } from './FindingRow.tsx';
import { fileRows, isAccepted, type QualityFinding } from './finding-words.ts';
import style from './Quality.module.css';
import { Readings } from './Readings.tsx';

type Quality = OutputOf<typeof listQuality>;

const FILE_COLUMNS = ['title', 'rule', 'entity', 'count', 'effect', 'accepted', 'customer', 'id', 'values'] as const;

/** 数据质量: what contradicts itself, and what it does to the figures. */
export function QualityPage() {
  const { t } = useTranslation('quality');
  const quality = useOperation(listQuality, {});
  return (
    <div className={style.page}>
      <h1 className={style.headline}>{quality.data === undefined ? t('title') : <Headline quality={quality.data} />}</h1>
      <p className={style.definition}>{quality.data === undefined ? t('definition') : <Definition quality={quality.data} />}</p>
      {quality.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {quality.isError && <ErrorState error={quality.error} onRetry={() => void quality.refetch()} />}
      {quality.data !== undefined && <Acts quality={quality.data} />}
      {quality.data?.run === null && <p className={style.empty}>{t('never')}</p>}
      {quality.data?.run !== null && quality.data?.findings.length === 0 && <p className={style.empty}>{t('nothing')}</p>}
      {quality.data !== undefined && <Findings findings={quality.data.findings} />}
      {quality.data !== undefined && quality.data.readings.length > 0 && <Readings readings={quality.data.readings} />}
    </div>
  );
}

function Headline({ quality: { run, findings } }: { readonly quality: Quality }) {
  const { t } = useTranslation('quality');
  const open = findings.filter((finding) => !isAccepted(finding));
  if (run === null) return t('title');
  if (open.length === 0) return t('headlineNone');
  const wrong = open.filter(({ weight }) => weight === 'wrong-figure').length;
  const left = open.filter(({ weight }) => weight === 'left-out').length;
  return t('headline', { count: open.length, wrong, left });
}

function Definition({ quality: { run, previous } }: { readonly quality: Quality }) {
  const { t, i18n } = useTranslation('quality');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const moment = (iso: string): string => formatMoment(iso, zone, i18n.language as Locale);
  if (run === null) return t('definition');
  const asked = t('asked', { moment: moment(run.finishedAt), seconds: run.seconds.toFixed(1) });
  return previous === null ? asked : `${asked}${t('against', { moment: moment(previous.finishedAt) })}`;
}

function Acts({ quality: { findings } }: { readonly quality: Quality }) {
  const { t, i18n } = useTranslation('quality');
  const leads = useHolds(LEADING);
  const run = useChange(runQuality);
  const refresh = useRefresh(listQuality);
  const save = (): void =>
    saveCsv(
      t('fileName'),
      FILE_COLUMNS.map((column) => t(`file.${column}`)),
      fileRows(findings, i18n.language as Locale, t),
    );
  return (
    <div className={style.bar}>
      {leads && (
        <Button
          icon={<RefreshCw size={14} strokeWidth={1.6} />}
          loading={run.isPending}
          onClick={() => run.mutate({}, { onSettled: refresh })}
        >
          {t('run')}
        </Button>
      )}
      {findings.length > 0 && (
        <Button icon={<Download size={14} strokeWidth={1.6} />} onClick={save}>
          {t('export')}
        </Button>
      )}
      {run.isError && <ErrorState error={run.error} />}
    </div>
  );
}

function Findings({ findings }: { readonly findings: readonly QualityFinding[] }) {
  const { t } = useTranslation('quality');
  const open = findings.filter((finding) => !isAccepted(finding));
  const groups = [
    ...WEIGHTS.map((weight) => ({ key: weight, title: t(`weight.${weight}`), list: open.filter((one) => one.weight === weight) })),
    { key: 'accepted', title: t('known'), list: findings.filter(isAccepted) },
  ];
  return groups
    .filter(({ list }) => list.length > 0)
    .map(({ key, title, list }) => (
      <section key={key} className={style.section}>
        <h2>{title}</h2>
        <ul className={style.list}>
          {list.map((finding) => (
            <FindingRow key={`${finding.rule} ${finding.entity}`} finding={finding} />
          ))}
        </ul>
      </section>
    ));
}
