import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SaidOutcome } from '../contract.ts';
import { type Subject, subjectText } from '../contract-backtest.ts';
import { type BackTestSearch, NOTHING, SPANS, subjectIn } from './backtest-search.ts';
import lab from './Lab.module.css';
import { HORIZONS } from './lab-search.ts';
import { OutcomeField } from './OutcomeField.tsx';
import type { useSubjectOptions } from './use-subject-options.ts';

/** What changes; `undefined` for what is as usual again. */
export type Changed<Search> = { readonly [Key in keyof Search]?: Search[Key] | undefined };

interface BackTestBenchProps {
  readonly subject: Subject;
  /** What it is compared with; null for nothing. */
  readonly beside: Subject | null;
  readonly outcome: SaidOutcome;
  readonly horizonDays: number;
  readonly months: number;
  readonly options: ReturnType<typeof useSubjectOptions>;
  readonly onSearch: (next: Changed<BackTestSearch>) => void;
}

/** What is put to the test, by which outcome, over which months. */
export function BackTestBench({ subject, beside, outcome, horizonDays, months, options, onSearch }: BackTestBenchProps) {
  const { t } = useTranslation('backtest');
  const { t: words } = useTranslation('lab');
  const others = options.map(({ label, options: some }) => ({
    label,
    options: some.filter(({ value }) => value !== subjectText(subject)),
  }));
  return (
    <>
      <section>
        <h2>{t('bench.of')}</h2>
        <Select
          className={lab.rule ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('bench.of')}
          value={subjectText(subject)}
          options={options as never}
          onChange={(next: string) => {
            const of = subjectIn(next);
            if (of !== null) onSearch({ of, beside: undefined });
          }}
        />
        <p className={lab.hint}>{t(`bench.about.${subject.kind === 'learned' && subject.by === 'hazard' ? 'hazard' : subject.kind}`)}</p>
      </section>
      <section>
        <h2>{t('bench.beside')}</h2>
        <Select
          className={lab.rule ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('bench.beside')}
          value={beside === null ? NOTHING : subjectText(beside)}
          options={[{ value: NOTHING, label: t('bench.alone') }, ...others] as never}
          onChange={(next: string) => onSearch({ beside: next === NOTHING ? NOTHING : (subjectIn(next) ?? NOTHING) })}
        />
        <p className={lab.hint}>{t('bench.besideAbout')}</p>
      </section>
      <section>
        <h2>{t('bench.by')}</h2>
        <OutcomeField
          id="backtest-outcome"
          label={t('bench.outcome')}
          outcome={outcome}
          onChange={(chosen) => onSearch({ outcome: chosen })}
        />
        {outcome.kind !== 'dormant' && (
          <div className={lab.field}>
            <span id="backtest-horizon">{t('bench.horizon')}</span>
            <Select
              aria-labelledby="backtest-horizon"
              value={horizonDays}
              options={HORIZONS.map((days) => ({ value: days as number, label: words('measure.days', { days }) }))}
              onChange={(horizon: number) => onSearch({ horizon })}
            />
          </div>
        )}
        <div className={lab.field}>
          <span id="backtest-months">{t('bench.months')}</span>
          <Segmented
            size="small"
            aria-labelledby="backtest-months"
            value={months}
            options={SPANS.map((span) => ({ value: span as number, label: words('measure.months', { months: span }) }))}
            onChange={(next) => onSearch({ months: next })}
          />
        </div>
        <p className={lab.hint}>{t('bench.hint')}</p>
      </section>
    </>
  );
}
