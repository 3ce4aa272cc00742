import { Drawer, Segmented, Select, Skeleton } from 'antd';
import type { TFunction } from 'i18next';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../contract/operation.ts';
import { type Day, isDay } from '../../../../kernel/time.ts';
import { formatLimit, formatPoints, type Locale } from '../../../../web/format.ts';
import { metricText } from '../../../../web/metric-words.ts';
import { DayInput } from '../../../../web/ui/DayInput.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { HealthShape } from '../../../../web/ui/HealthShape.tsx';
import { MaybeValue } from '../../../../web/ui/MaybeValue.tsx';
import { useMedia } from '../../../../web/use-media.ts';
import { useOperation } from '../../../../web/use-operation.ts';
import { explainChange } from '../../contract.ts';
import style from './Health.module.css';
import { signed } from './PartTable.tsx';
import { type Step, stepsOf } from './waterfall.ts';

type Change = OutputOf<typeof explainChange>;

interface ChangeDrawerProps {
  readonly externalId: string;
  readonly from: Day;
  readonly to: Day;
  readonly of: 'usage' | 'full';
  readonly onDays: (from: Day, to: Day, of: 'usage' | 'full') => void;
  readonly onClose: () => void;
}

/** Why the score is another one than on an earlier day: steps from one to the other that add up. */
export function ChangeDrawer({ externalId, from, to, of, onDays, onClose }: ChangeDrawerProps) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const prefix = useId();
  const narrow = useMedia('(max-width: 699px)');
  const [by, setBy] = useState<Partial<Record<'from' | 'to', string>>>({});
  const asked = { ...(by.from !== undefined && { fromBy: by.from }), ...(by.to !== undefined && { toBy: by.to }) };
  const answer = useOperation(explainChange, { externalId, from, to, of, ...asked });
  const versions = answer.data?.versions ?? [];
  return (
    <Drawer open onClose={onClose} width={narrow ? '100%' : 820} title={t('change.title')}>
      <div className={style.ends}>
        {(['from', 'to'] as const).map((end) => (
          <div key={end}>
            <label htmlFor={`${prefix}${end}`}>{t(`change.${end}`)}</label>
            <DayInput
              id={`${prefix}${end}`}
              value={end === 'from' ? from : to}
              onChange={(value) => {
                if (isDay(value)) onDays(end === 'from' ? value : from, end === 'from' ? to : value, of);
              }}
            />
            {versions.length > 1 && (
              <Select
                size="small"
                className={style.by ?? ''}
                aria-label={t(`change.${end}By`)}
                value={by[end] ?? ''}
                options={[
                  { value: '', label: t('change.ofTheDay') },
                  ...versions.map((one) => ({
                    value: one.by,
                    label: t(one.version === null ? 'change.draft' : 'change.version', {
                      name: one.name[locale],
                      version: one.version ?? 0,
                    }),
                  })),
                ]}
                onChange={(value: string) => setBy(({ [end]: _, ...others }) => (value === '' ? others : { ...others, [end]: value }))}
              />
            )}
          </div>
        ))}
        <Segmented<'usage' | 'full'>
          value={of}
          onChange={(value) => {
            setBy({});
            onDays(from, to, value);
          }}
          aria-label={t('change.which')}
          options={[
            { value: 'usage', label: t('score.usage') },
            { value: 'full', label: t('score.full') },
          ]}
        />
      </div>
      {answer.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && <Answer of={answer.data} locale={locale} />}
    </Drawer>
  );
}

function Answer({ of, locale }: { readonly of: Change; readonly locale: Locale }) {
  const { t } = useTranslation('health');
  if (of.change === null)
    return (
      <>
        <h2 className={style.title}>{t('change.unknown')}</h2>
        <p className={style.note}>
          {[of.from, of.to]
            .filter(({ score }) => score.value === null)
            .map(({ day, score }) => t('change.unknownOn', { day, reason: t(`units:reason.${score.reason ?? 'insufficient-data'}`) }))
            .join(t('semicolon'))}
        </p>
        <ScoreLine of={of} />
      </>
    );
  const { steps, low, high } = stepsOf(of);
  const sentence = of.change < -0.05 ? 'change.fell' : of.change > 0.05 ? 'change.rose' : 'change.same';
  return (
    <>
      <h2 className={style.title}>
        {t(sentence, {
          before: formatPoints(of.from.score.value ?? 0),
          after: formatPoints(of.to.score.value ?? 0),
          points: formatPoints(Math.abs(of.change)),
        })}
      </h2>
      <Because causes={of.causes} />
      <p className={style.note}>{t('change.note')}</p>
      <table className={style.fall}>
        <thead>
          <tr>
            <th scope="col">{t('change.part')}</th>
            <th scope="col">{t('change.values')}</th>
            <th scope="col" className={style.figure}>
              {t('parts.points')}
            </th>
            <th scope="col">{t('change.way')}</th>
          </tr>
        </thead>
        <tbody>
          <EndRow of={of.from} at={of.from.score.value ?? 0} low={low} high={high} locale={locale} />
          {steps.map((step) => (
            <StepRow key={step.part} step={step} low={low} high={high} of={of} locale={locale} />
          ))}
          <EndRow of={of.to} at={of.to.score.value ?? 0} low={low} high={high} locale={locale} />
        </tbody>
      </table>
      <p className={style.equation}>
        {t('change.sum', {
          before: formatPoints(of.from.score.value ?? 0),
          change: signed(of.change),
          after: formatPoints(of.to.score.value ?? 0),
        })}
      </p>
      <ScoreLine of={of} />
    </>
  );
}

/** The change as a sentence: what moved the score, in points that add up. */
function Because({ causes }: Pick<Change, 'causes'>) {
  const { t } = useTranslation('health');
  const { model, values, missing, cap } = causes;
  const named = [
    { key: 'values', points: values },
    { key: 'missing', points: missing },
    { key: 'cap', points: cap },
    { key: 'scoring', points: model.values },
    { key: 'weights', points: model.shares },
    { key: 'modelCap', points: model.cap },
  ] as const;
  const said = named.filter(({ points }) => Math.abs(points) >= LEAST_SAID);
  if (said.length === 0) return null;
  const parts = said.map(({ key, points }) => t('change.cause', { what: t(`change.causes.${key}`), points: signed(points) }));
  return <p className={style.because}>{t('change.because', { causes: parts.join(t('change.comma')) })}</p>;
}

/** Points that round to something. */
const LEAST_SAID = 0.05;

interface RowProps {
  readonly low: number;
  readonly high: number;
  readonly locale: Locale;
}

function EndRow({ of, at, low, high, locale }: RowProps & { readonly of: Change['from']; readonly at: number }) {
  const { t } = useTranslation('health');
  const x = ((at - low) / (high - low)) * 100;
  return (
    <tr className={style.end}>
      <td>{of.day}</td>
      <td>
        <span className={style.quiet}>
          {t('change.end', { model: of.model.name[locale], version: of.model.version, coverage: formatLimit(of.coverage) })}
        </span>
      </td>
      <td className={style.figure}>
        <HealthShape health={of.band} label={t(`units:health.${of.band}`)} /> <MaybeValue of={of.score} unit="points" />
      </td>
      <td className={style.fallBar}>
        <svg viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true">
          <line
            x1={x}
            x2={x}
            y1="9"
            y2="9.01"
            stroke="var(--ink)"
            strokeWidth="9"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      </td>
    </tr>
  );
}

function StepRow({ step, low, high, of, locale }: RowProps & { readonly step: Step; readonly of: Change }) {
  const { t } = useTranslation('health');
  const x = (value: number): number => ((value - low) / (high - low)) * 100;
  const [left, right] = [Math.min(x(step.before), x(step.after)), Math.max(x(step.before), x(step.after))];
  const down = step.points < 0;
  const dash = step.kind === 'model' ? { strokeDasharray: '3 2' } : {};
  const fill =
    step.kind === 'appeared' || step.kind === 'vanished' ? 'var(--hatch)' : down && step.kind !== 'model' ? 'var(--ink2)' : 'none';
  return (
    <tr>
      <td>{step.kind === 'model' ? modelWords(of, t) : step.kind === 'cap' ? t('parts.cap') : (step.name?.[locale] ?? step.part)}</td>
      <td>
        <Values step={step} locale={locale} />
      </td>
      <td className={style.figure}>{signed(step.points)}</td>
      <td className={style.fallBar}>
        <svg viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true">
          <rect
            x={left}
            y="3"
            width={Math.max(0.3, right - left)}
            height="12"
            fill={fill}
            stroke="var(--ink2)"
            vectorEffect="non-scaling-stroke"
            {...dash}
          />
        </svg>
      </td>
    </tr>
  );
}

function modelWords(of: Change, t: TFunction<'health'>): string {
  return t('change.model', { from: of.from.model.version, to: of.to.model.version });
}

function Values({ step, locale }: { readonly step: Step; readonly locale: Locale }) {
  const { t } = useTranslation('health');
  const { metric, valueBefore, valueAfter, kind } = step;
  if (metric === null) return <span className={style.quiet}>{t(kind === 'model' ? 'change.modelWhy' : 'change.capWhy')}</span>;
  const text = (value: Step['valueBefore']): string =>
    value.value === null ? t(`units:reasonShort.${value.reason ?? 'not-measured'}`) : metricText(metric, value.value, locale);
  return (
    <>
      {text(valueBefore)} → {text(valueAfter)}
      {(kind === 'appeared' || kind === 'vanished') && <span className={style.quiet}> {t(`change.${kind}`)}</span>}
    </>
  );
}

/** The score of every day between, with a mark where another version began; gaps where it is not known. */
function ScoreLine({ of }: { readonly of: Change }) {
  const { t } = useTranslation('health');
  const days = of.line.length;
  if (days < 3 || of.line.every(({ score }) => score === null)) return null;
  const x = (index: number): number => (index / (days - 1)) * 100;
  const paths = of.line.reduce(
    (path, { score }, index) =>
      score === null ? path : `${path}${of.line[index - 1]?.score == null ? 'M' : 'L'}${x(index)} ${100 - score} `,
    '',
  );
  const marks = of.line.flatMap(({ version }, index) => (index > 0 && of.line[index - 1]?.version !== version ? [index] : []));
  return (
    <figure style={{ margin: '20px 0 0' }}>
      <figcaption className={style.note} style={{ margin: 0 }}>
        {t(marks.length === 0 ? 'change.line' : 'change.lineMarked')}
      </figcaption>
      <svg className={style.line} viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={t('change.line')}>
        {[50, 75].map((limit) => (
          <line key={limit} x1="0" x2="100" y1={100 - limit} y2={100 - limit} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
        ))}
        {marks.map((index) => (
          <line
            key={index}
            x1={x(index)}
            x2={x(index)}
            y1="0"
            y2="100"
            stroke="var(--ink3)"
            strokeDasharray="2 2"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        <path d={paths} fill="none" stroke="var(--ink)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      </svg>
    </figure>
  );
}
