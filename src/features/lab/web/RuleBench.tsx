import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Locale } from '../../../web/format.ts';
import { metricName, metricText } from '../../../web/metric-words.ts';
import type { RuleDefinition, SaidRule } from '../../warnings/contract-rules.ts';
import { ruleById } from '../../warnings/core/registry.ts';
import type { replayThresholds, SaidOutcome } from '../contract.ts';
import { DraftBench } from './DraftBench.tsx';
import style from './Lab.module.css';
import { LabTabs } from './LabTabs.tsx';
import { HORIZONS, type LabSearch, PERIODS } from './lab-search.ts';
import { OutcomeField } from './OutcomeField.tsx';
import { ThresholdSlider } from './ThresholdSlider.tsx';

interface RuleBenchProps {
  readonly rule: SaidRule;
  readonly rules: readonly SaidRule[];
  readonly title: string;
  readonly search: LabSearch;
  readonly points: OutputOf<typeof replayThresholds>['points'];
  readonly asked: { readonly outcome: SaidOutcome; readonly horizonDays: number };
  readonly definition: RuleDefinition;
  readonly isMoved: boolean;
  readonly onSearch: (next: { readonly [Key in keyof LabSearch]?: LabSearch[Key] | undefined }) => void;
}

/** The rule as a sentence, its threshold under its own curve, and by what it is measured. */
export function RuleBench({ rule, rules, title, search, points, asked, definition, isMoved, onSearch }: RuleBenchProps) {
  const { t, i18n } = useTranslation('lab');
  const locale = i18n.language as Locale;
  const named = (one: SaidRule): string =>
    one.definition.kind === 'own' ? one.definition.title : (ruleById(one.rule)?.meta.title[locale] ?? one.rule);
  const metric = rule.metric ?? '';
  return (
    <aside className={style.bench}>
      <LabTabs at="rules" />
      <Select
        className={style.rule ?? ''}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('rule.label')}
        value={rule.rule}
        options={rules.map((one) => ({ value: one.rule, label: named(one) }))}
        onChange={(next: string) => onSearch({ rule: next, fireAt: undefined })}
      />
      <p className={style.sentence}>
        {definition.kind === 'ours'
          ? t(`rule.sentence.${ruleById(rule.rule)?.meta.direction ?? 'down'}`, {
              metric: metricName(metric, locale),
              value: metricText(metric, definition.fireAt, locale, true),
              clear: metricText(metric, definition.clearAt, locale, true),
              clearDays: definition.clearDays,
              coolDownDays: definition.coolDownDays,
            })
          : t('rule.own', { condition: definition.condition, coolDownDays: definition.coolDownDays })}
      </p>
      {definition.kind === 'ours' && rule.definition.kind === 'ours' && (
        <section>
          <h2>
            {t('threshold.title')} <strong className={style.moved}>{metricText(metric, definition.fireAt, locale, true)}</strong>
          </h2>
          <ThresholdSlider
            points={points}
            metric={metric}
            value={definition.fireAt}
            live={rule.definition.fireAt}
            onChange={(fireAt) => onSearch({ fireAt })}
          />
        </section>
      )}
      <section>
        <h2>{t('measure.title')}</h2>
        <OutcomeField id="lab-outcome" label={t('measure.outcome')} outcome={asked.outcome} onChange={(outcome) => onSearch({ outcome })} />
        <div className={style.field}>
          <span id="lab-horizon">{t('measure.horizon')}</span>
          <Select
            aria-labelledby="lab-horizon"
            value={asked.horizonDays}
            options={HORIZONS.map((days) => ({ value: days, label: t('measure.days', { days }) }))}
            onChange={(horizon: number) => onSearch({ horizon })}
          />
        </div>
        <div className={style.field}>
          <span id="lab-period">{t('measure.period')}</span>
          <Segmented
            size="small"
            aria-labelledby="lab-period"
            value={search.months ?? 12}
            options={PERIODS.map((months) => ({ value: months as number, label: t('measure.months', { months }) }))}
            onChange={(months) => onSearch({ months })}
          />
        </div>
        <div className={style.field}>
          <span id="lab-known">{t('recorded.label')}</span>
          <Segmented
            size="small"
            aria-labelledby="lab-known"
            value={search.strict === true ? 'recorded' : 'occurred'}
            options={(['occurred', 'recorded'] as const).map((value) => ({ value, label: t(`recorded.${value}`) }))}
            onChange={(value) => onSearch({ strict: value === 'recorded' ? true : undefined })}
          />
        </div>
        <p className={style.hint}>{t('measure.about')}</p>
        {search.strict === true && <p className={style.hint}>{t('recorded.about')}</p>}
      </section>
      <DraftBench rule={rule} title={title} definition={definition} isMoved={isMoved} onThreshold={(fireAt) => onSearch({ fireAt })} />
    </aside>
  );
}
