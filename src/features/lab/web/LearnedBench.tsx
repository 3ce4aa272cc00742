import { Button, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import { type Locale, shortDay } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { type LearnedState, learnedOf, learnedRisks, learnedState, saveLearned, stopTraining, trainLearned } from '../contract-learned.ts';
import style from './BackTest.module.css';
import lab from './Lab.module.css';
import own from './Learned.module.css';
import { HORIZONS } from './lab-search.ts';
import { OutcomeField } from './OutcomeField.tsx';
import { useOutcomeWords } from './use-outcome-words.ts';

const LEARNERS = ['logistic', 'hazard'] as const;
const LEAST = { min: 2, max: 1000 } as const;

/** For which outcome a risk is learned, and training it before the night. Who does not lead reads it. */
export function LearnedBench({ of }: { readonly of: LearnedState }) {
  const { t } = useTranslation('learned');
  const leads = useHolds(LEADING);
  return (
    <>
      <section>
        <h2>{t('bench.title')}</h2>
        {leads ? <Form of={of} /> : <Said of={of} />}
        <p className={lab.hint}>{t('bench.about')}</p>
      </section>
      <Training of={of} leads={leads} />
    </>
  );
}

function Said({ of: { settings } }: { readonly of: LearnedState }) {
  const { t } = useTranslation('learned');
  const outcome = useOutcomeWords(settings.outcome);
  const { horizonDays: days, leastOutcomes: least } = settings;
  if (!settings.active) return <p className={lab.sentence}>{t('bench.saidOff')}</p>;
  return (
    <p className={lab.sentence}>{t(settings.outcome.kind === 'dormant' ? 'bench.saidDormant' : 'bench.said', { outcome, days, least })}</p>
  );
}

function Form({ of: { settings } }: { readonly of: LearnedState }) {
  const { t } = useTranslation('learned');
  const { t: words } = useTranslation('lab');
  const [draft, setDraft] = useState(settings);
  const save = useChange(saveLearned);
  const refresh = useRefresh(learnedState, learnedRisks, learnedOf);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(settings);
  const { active, outcome, horizonDays, leastOutcomes } = draft;
  const horizons = HORIZONS.some((days) => days === horizonDays) ? HORIZONS : [...HORIZONS, horizonDays];
  return (
    <>
      <div className={lab.field}>
        <label htmlFor="learned-active">{t('bench.active')}</label>
        <span className={own.switch}>
          <Switch id="learned-active" checked={active} onChange={(next) => setDraft({ ...draft, active: next })} />
        </span>
      </div>
      <OutcomeField
        id="learned-outcome"
        label={t('bench.outcome')}
        outcome={outcome}
        feared
        onChange={(next) => setDraft({ ...draft, outcome: next })}
      />
      <div className={lab.field}>
        <span id="learned-learner">{t('bench.learner')}</span>
        <Select
          aria-labelledby="learned-learner"
          value={draft.learner}
          options={LEARNERS.map((one) => ({ value: one, label: t(`learner.${one}`) }))}
          onChange={(learner: (typeof LEARNERS)[number]) => setDraft({ ...draft, learner })}
        />
      </div>
      {outcome.kind !== 'dormant' && (
        <div className={lab.field}>
          <span id="learned-horizon">{t('bench.horizon')}</span>
          <Select
            aria-labelledby="learned-horizon"
            value={horizonDays}
            options={horizons.map((days) => ({ value: days as number, label: words('measure.days', { days }) }))}
            onChange={(days: number) => setDraft({ ...draft, horizonDays: days })}
          />
        </div>
      )}
      <div className={lab.field}>
        <label htmlFor="learned-least">{t('bench.least')}</label>
        <InputNumber
          id="learned-least"
          {...LEAST}
          precision={0}
          value={leastOutcomes}
          suffix={t('bench.customers')}
          onChange={(least) => setDraft({ ...draft, leastOutcomes: least ?? settings.leastOutcomes })}
        />
      </div>
      {isChanged && (
        <p className={lab.foot}>
          <Button type="primary" size="small" loading={save.isPending} onClick={() => save.mutate(draft, { onSuccess: refresh })}>
            {t(active ? 'bench.saveAndTrain' : 'bench.save')}
          </Button>
          <Button size="small" onClick={() => setDraft(settings)}>
            {t('bench.back')}
          </Button>
        </p>
      )}
      {save.isError && <ErrorState error={save.error} />}
    </>
  );
}

function Training({ of, leads }: { readonly of: LearnedState; readonly leads: boolean }) {
  const { t, i18n } = useTranslation('learned');
  const train = useChange(trainLearned);
  const stop = useChange(stopTraining);
  const refresh = useRefresh(learnedState, learnedRisks, learnedOf);
  const { running, training, settings, today } = of;
  if (!settings.active) return null;
  return (
    <section>
      <h2>{t('training.title')}</h2>
      {running === null ? (
        <p className={lab.sentence}>
          {training === null ? t('training.never') : t('training.last', { day: shortDay(training.day, today, i18n.language as Locale) })}
        </p>
      ) : (
        <>
          <progress className={style.progress} max={1} value={running.progress} aria-label={t('training.running')} />
          <p className={lab.sentence} role="status">
            {t(`training.step.${running.step}`)}
          </p>
        </>
      )}
      {leads && (
        <p className={lab.foot}>
          {running === null ? (
            <Button size="small" loading={train.isPending} onClick={() => train.mutate({}, { onSuccess: refresh })}>
              {t('training.now')}
            </Button>
          ) : (
            <Button size="small" disabled={running.step === 'waiting'} onClick={() => stop.mutate({}, { onSuccess: refresh })}>
              {t('training.stop')}
            </Button>
          )}
        </p>
      )}
      {(train.isError || stop.isError) && <ErrorState error={train.error ?? stop.error} />}
    </section>
  );
}
