import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SaidOutcome } from '../contract.ts';
import { type Subject, subjectText } from '../contract-backtest.ts';
import { type BackTestSearch, SPANS, subjectIn } from './backtest-search.ts';
import lab from './Lab.module.css';
import { HORIZONS, labSearchIn, outcomeName, PLAIN_OUTCOMES } from './lab-search.ts';
import type { useSubjectOptions } from './use-subject-options.ts';

const DORMANT = [30, 60, 90, 180] as const;

interface BackTestBenchProps {
  readonly subject: Subject;
  readonly outcome: SaidOutcome;
  readonly horizonDays: number;
  readonly months: number;
  readonly options: ReturnType<typeof useSubjectOptions>;
  readonly onSearch: (next: BackTestSearch) => void;
}

/** What is put to the test, by which outcome, over which months. */
export function BackTestBench({ subject, outcome, horizonDays, months, options, onSearch }: BackTestBenchProps) {
  const { t } = useTranslation('backtest');
  const { t: words } = useTranslation('lab');
  const outcomes = [
    ...PLAIN_OUTCOMES.map((kind) => ({ value: kind as string, label: words(`outcome.${kind}`) })),
    ...DORMANT.map((days) => ({ value: `dormant:${days}`, label: words('outcome.dormantFor', { days }) })),
  ];
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
            if (of !== null) onSearch({ of });
          }}
        />
        <p className={lab.hint}>{t(`bench.about.${subject.kind}`)}</p>
      </section>
      <section>
        <h2>{t('bench.by')}</h2>
        <div className={lab.field}>
          <span id="backtest-outcome">{t('bench.outcome')}</span>
          <Select
            aria-labelledby="backtest-outcome"
            value={outcomeName(outcome)}
            options={outcomes}
            onChange={(next: string) => {
              const { outcome: chosen } = labSearchIn({ outcome: next });
              if (chosen !== undefined) onSearch({ outcome: chosen });
            }}
          />
        </div>
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
