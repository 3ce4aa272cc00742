import { Button } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { callForFile } from '../../../web/call.ts';
import { saveText } from '../../../web/charts/save-file.ts';
import { formatFull, formatRatio, type Locale } from '../../../web/format.ts';
import { metricName } from '../../../web/metric-words.ts';
import { ruleById } from '../../warnings/core/registry.ts';
import { type BackTestAnswer, backTestPredictions } from '../contract-backtest.ts';
import { AreaByMonth } from './AreaByMonth.tsx';
import style from './BackTest.module.css';
import { BackTestParts } from './BackTestParts.tsx';
import { Comparison, ComparisonClause } from './Comparison.tsx';
import lab from './Lab.module.css';
import { LearnedCard } from './LearnedCard.tsx';
import type { Named } from './named.ts';
import { ScoreGroups } from './ScoreGroups.tsx';
import { TopTenth } from './TopTenth.tsx';
import { useOutcomeWords } from './use-outcome-words.ts';

interface BackTestReportProps {
  readonly report: BackTestAnswer;
  /** Null where no run stands behind it: its single judgements cannot be saved. */
  readonly backTestId: string | null;
  readonly names: readonly { readonly id: string; readonly label: Readonly<Record<Locale, string>> }[];
  /** Stands between the verdicts and what they rest on. */
  readonly children?: ReactNode;
}

/** What a back-test found: the verdicts in words, then what they rest on. */
export function BackTestReport({ report, backTestId, names, children }: BackTestReportProps) {
  const { t, i18n } = useTranslation('backtest');
  const locale = i18n.language as Locale;
  const { subject, outcome } = report;
  const nameOf = (of: BackTestAnswer['subject'], said: BackTestAnswer['name'], marksLive = false): string => {
    const name = said?.[locale] ?? subjectName(of, locale, t(of.kind === 'learned' && of.by === 'hazard' ? 'of.hazard' : 'of.learned'));
    if (of.kind !== 'model') return name;
    if (of.version === 'draft') return t('of.draft', { name });
    if (of.version !== undefined) return t('of.version', { name, version: of.version });
    return marksLive ? t('of.live', { name }) : name;
  };
  const metric = (id: string): string => names.find((one) => one.id === id)?.label[locale] ?? metricName(id, locale);
  const named: Named = {
    metric,
    subject: nameOf(subject, report.name),
    outcome: useOutcomeWords(outcome),
  };
  const other = report.beside === null ? '' : nameOf(report.beside.subject, report.beside.name, true);
  const about = {
    ...{ from: report.cutOffs[0]?.cutOff.slice(0, 7) ?? '', to: report.cutOffs.at(-1)?.cutOff.slice(0, 7) ?? '' },
    ...{ months: report.cutOffs.length, customers: formatFull(report.customers), rows: formatFull(report.rows) },
    ...{ outcomes: formatFull(report.outcomes), base: report.baseRate === null ? '—' : formatRatio(report.baseRate) },
  };
  return (
    <>
      <Verdicts report={report} named={named} other={other} />
      <p className={lab.definition}>
        {t('about', about)}
        {outcome.kind !== 'dormant' && ` ${t('recorded')}`}
      </p>
      {report.suspects.length > 0 && (
        <p className={style.warn}>{t('suspects', { metrics: report.suspects.map(named.metric).join(t('comma')) })}</p>
      )}
      {children}
      {report.skill === 'too-few' ? (
        <TooFew report={report} />
      ) : (
        <>
          {report.beside !== null && <Comparison beside={report.beside} named={named} other={other} />}
          <AreaByMonth report={report} named={named} />
          <div className={style.pair}>
            <TopTenth report={report} named={named} />
            <ScoreGroups report={report} named={named} />
          </div>
          <LearnedCard report={report} named={named} />
        </>
      )}
      <BackTestParts report={report} />
      {backTestId !== null && (
        <p className={style.foot}>
          <Button size="small" disabled={report.rows === 0} onClick={() => void savePredictions(backTestId)}>
            {t('save')}
          </Button>
        </p>
      )}
    </>
  );
}

async function savePredictions(backTestId: string): Promise<void> {
  const reader = new TextDecoder();
  let text = '';
  for await (const piece of callForFile(backTestPredictions, { backTestId }, new AbortController().signal))
    text += reader.decode(piece, { stream: true });
  saveText(text, 'predictions.csv');
}

function subjectName(subject: BackTestAnswer['subject'], locale: Locale, learned: string): string {
  if (subject.kind === 'rule') return ruleById(subject.rule)?.meta.title[locale] ?? subject.rule;
  return subject.kind === 'learned' ? learned : '';
}

const two = (value: number): string => value.toFixed(2);

/** Both verdicts as sentences, by rules fixed beforehand. */
function Verdicts({ report, named, other }: { readonly report: BackTestAnswer; readonly named: Named; readonly other: string }) {
  const { t } = useTranslation('backtest');
  const { skill, addedValue, area, difference, singleArea, single, customersWithOutcome, leastOutcomes } = report;
  const bounds = (one: BackTestAnswer['area']) => ({ value: two(one?.estimate ?? 0), low: two(one?.low ?? 0), high: two(one?.high ?? 0) });
  const beside = { metric: single === null ? '' : named.metric(single.metric), single: two(singleArea?.estimate ?? 0) };
  const first = { subject: named.subject, outcome: named.outcome, ...bounds(area) };
  const clauses =
    skill === 'too-few'
      ? [{ key: 'verdict.few', values: { count: customersWithOutcome, outcome: named.outcome, least: leastOutcomes } }]
      : [
          { key: skill === 'shown' ? 'verdict.skill' : 'verdict.noSkill', values: first },
          { key: addedValue === 'shown' ? 'verdict.added' : 'verdict.notAdded', values: { ...bounds(difference), ...beside } },
        ];
  return (
    <h1 className={lab.headline}>
      {clauses.map(({ key, values }, index) => (
        <Fragment key={key}>
          {index > 0 && ' '}
          <span className={lab.clause}>
            <Trans t={t} i18nKey={key} values={values} components={{ b: <strong /> }} />
          </span>
        </Fragment>
      ))}
      {skill !== 'too-few' && report.beside !== null && (
        <>
          {' '}
          <span className={lab.clause}>
            <ComparisonClause beside={report.beside} other={other} />
          </span>
        </>
      )}
    </h1>
  );
}

/** 样本不足: what there is, and what would help. */
function TooFew({ report }: { readonly report: BackTestAnswer }) {
  const { t } = useTranslation('backtest');
  return (
    <section className={`${lab.section} ${style.few}`}>
      <h2>{t('few.title')}</h2>
      <p className={lab.definition}>{t('few.about', { least: report.leastOutcomes })}</p>
      <ul>
        <li>{t('few.longer')}</li>
        <li>{t('few.outcome')}</li>
        {report.exclusions.some(({ reason }) => reason === 'no-single-metric') && <li>{t('few.single')}</li>}
        {report.exclusions.some(({ reason }) => reason === 'no-score') && <li>{t('few.score')}</li>}
      </ul>
    </section>
  );
}
