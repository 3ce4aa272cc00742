import { Button, Checkbox, Input, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import type { ModelProblem } from '../core/model-problems.ts';
import { isShare, MetricSelect, NumberInput, ProblemLine } from './EditorFields.tsx';
import own from './Models.module.css';
import { type Answer, type Content, type Measure, SCORING_KINDS, scoringOf } from './model-draft.ts';

interface RowsProps {
  readonly content: Content;
  readonly all: Answer;
  readonly problems: readonly ModelProblem[];
  readonly set: (change: Partial<Content>) => void;
}

/** The measures of a model, a row each. */
export function MeasureRows({ content, all, problems, set }: RowsProps) {
  const { t } = useTranslation('health');
  const { measures, requires } = content;
  const change = (index: number, to: Measure): void => set({ measures: measures.map((one, at) => (at === index ? to : one)) });
  return (
    <div role="group" aria-label={t('editor.measures')}>
      <div className={own.measureHead} aria-hidden="true">
        {(['name', 'metric', 'weight', 'scoring', 'required'] as const).map((column) => (
          <span key={column}>{t(`editor.column.${column}`)}</span>
        ))}
        <span />
      </div>
      {measures.map((measure, index) => (
        <MeasureRow
          key={measure.id}
          measure={measure}
          all={all}
          required={requires.includes(measure.id)}
          onChange={(to) => change(index, to)}
          onRequired={(required) => set({ requires: required ? [...requires, measure.id] : requires.filter((id) => id !== measure.id) })}
          onRemove={() => set({ measures: measures.filter((_, at) => at !== index), requires: requires.filter((id) => id !== measure.id) })}
        >
          <ProblemLine of={problems} path={`measures.${index}`} />
        </MeasureRow>
      ))}
    </div>
  );
}

interface MeasureRowProps {
  readonly measure: Measure;
  readonly all: Answer;
  readonly required: boolean;
  readonly onChange: (measure: Measure) => void;
  readonly onRequired: (required: boolean) => void;
  readonly onRemove: () => void;
  readonly children: React.ReactNode;
}

function MeasureRow({ measure, all, required, onChange, onRequired, onRemove, children }: MeasureRowProps) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const name = measure.name[locale];
  return (
    <div className={own.measure}>
      <Input
        aria-label={t('editor.column.name')}
        value={name}
        maxLength={80}
        onChange={(event) => onChange({ ...measure, name: { ...measure.name, [locale]: event.target.value } })}
      />
      <MetricSelect
        all={all}
        label={t('editor.metricOf', { name })}
        value={measure.metric}
        onChange={(metric) => onChange({ ...measure, metric })}
      />
      <span className={own.weight} data-label={t('editor.column.weight')}>
        <NumberInput
          label={t('editor.weightOf', { name })}
          value={measure.weight}
          onChange={(weight) => onChange({ ...measure, weight })}
        />
      </span>
      <div className={`${own.scoring} ${own.wide}`}>
        <ScoringFields measure={measure} share={isShare(all, measure.metric)} onChange={(scoring) => onChange({ ...measure, scoring })} />
      </div>
      <Checkbox checked={required} onChange={(event) => onRequired(event.target.checked)} aria-label={t('editor.requiredOf', { name })}>
        {t('editor.must')}
      </Checkbox>
      <Button type="text" icon={<X size={16} />} aria-label={t('editor.removeOf', { name })} onClick={onRemove} />
      {children}
    </div>
  );
}

interface ScoringFieldsProps {
  readonly measure: Measure;
  readonly share: boolean;
  readonly onChange: (scoring: Measure['scoring']) => void;
}

function ScoringFields({ measure, share, onChange }: ScoringFieldsProps) {
  const { t } = useTranslation('health');
  const { scoring } = measure;
  const number = (label: string, value: number, to: (value: number) => Measure['scoring'], percent = share) => (
    <NumberInput label={label} value={value} percent={percent} onChange={(next) => onChange(to(next))} />
  );
  return (
    <>
      <Select
        aria-label={t('editor.column.scoring')}
        value={scoring.kind}
        style={{ width: 104 }}
        onChange={(kind) => kind !== 'file' && onChange(scoringOf(kind, scoring))}
        options={[...SCORING_KINDS, ...(scoring.kind === 'file' ? (['file'] as const) : [])].map((kind) => ({
          value: kind,
          label: t(`scoring.kind.${kind}`),
        }))}
      />
      {scoring.kind === 'ratio' && (
        <span className={own.step}>
          {t('scoring.fullAt')} {number(t('scoring.fullAt'), scoring.full, (full) => ({ ...scoring, full }))}
        </span>
      )}
      {scoring.kind === 'linear' && (
        <>
          <span className={own.step}>
            {t('scoring.zeroAt')} {number(t('scoring.zeroAt'), scoring.zero, (zero) => ({ ...scoring, zero }))}
          </span>
          <span className={own.step}>
            {t('scoring.fullAt')} {number(t('scoring.fullAt'), scoring.full, (full) => ({ ...scoring, full }))}
          </span>
        </>
      )}
      {scoring.kind === 'log-normal' && (
        <>
          <span className={own.step}>
            {t('scoring.halfAt')} {number(t('scoring.halfAt'), scoring.median, (median) => ({ ...scoring, median }))}
          </span>
          <span className={own.step}>
            {t('scoring.goodAt')} {number(t('scoring.goodAt'), scoring.good, (good) => ({ ...scoring, good }))}
          </span>
        </>
      )}
      {scoring.kind === 'steps' && (
        <>
          {scoring.steps.map((step, index) => {
            const change = (to: Partial<typeof step>) => ({
              ...scoring,
              steps: scoring.steps.map((one, at) => (at === index ? { ...one, ...to } : one)),
            });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name, and their order is what they are
              <span key={index} className={own.step}>
                {number(t('scoring.stepFrom', { number: index + 1 }), step.from, (from) => change({ from }))}→
                {number(t('scoring.stepPoints', { number: index + 1 }), step.points, (points) => change({ points }), false)}
              </span>
            );
          })}
          <Button
            type="text"
            icon={<Plus size={16} />}
            aria-label={t('scoring.addStep')}
            onClick={() =>
              onChange({ ...scoring, steps: [...scoring.steps, { from: (scoring.steps.at(-1)?.from ?? 0) + 1, points: 100 }] })
            }
          />
          {scoring.steps.length > 1 && (
            <Button
              type="text"
              icon={<X size={16} />}
              aria-label={t('scoring.dropStep')}
              onClick={() => onChange({ ...scoring, steps: scoring.steps.slice(0, -1) })}
            />
          )}
        </>
      )}
      {scoring.kind === 'file' && <span>{scoring.measure}</span>}
    </>
  );
}

/** What holds a score down. */
export function CapRows({ content, all, problems, set }: RowsProps) {
  const { t } = useTranslation('health');
  const { caps } = content;
  const change = (index: number, to: Partial<Content['caps'][number]>): void =>
    set({ caps: caps.map((cap, at) => (at === index ? { ...cap, ...to } : cap)) });
  return (
    <>
      {caps.map((cap, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: caps have no name of their own
        <div key={index} className={own.cap}>
          <span style={{ minWidth: 160 }}>
            <MetricSelect all={all} label={t('editor.capMetric')} value={cap.metric} onChange={(metric) => change(index, { metric })} />
          </span>
          {t('editor.capBelow')}
          <NumberInput
            label={t('editor.capBelow')}
            value={cap.below}
            percent={isShare(all, cap.metric)}
            onChange={(below) => change(index, { below })}
          />
          {t('editor.capPoints')}
          <NumberInput label={t('editor.capPoints')} value={cap.points} onChange={(points) => change(index, { points })} />
          {t('editor.capUnit')}
          <Button
            type="text"
            icon={<X size={16} />}
            aria-label={t('editor.removeCap')}
            onClick={() => set({ caps: caps.filter((_, at) => at !== index) })}
          />
          <ProblemLine of={problems} path={`caps.${index}`} />
        </div>
      ))}
      <div className={own.line}>
        <Button
          icon={<Plus size={16} strokeWidth={1.6} />}
          onClick={() => set({ caps: [...caps, { metric: 'activity-rate', below: 0.2, points: 39 }] })}
        >
          {t('editor.addCap')}
        </Button>
      </div>
    </>
  );
}
