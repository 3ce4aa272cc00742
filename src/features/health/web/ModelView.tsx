import { Button } from 'antd';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatFull, formatLimit, type Locale } from '../../../web/format.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { useMetricWords } from '../../../web/use-metric-words.ts';
import style from '../../access/web/widgets/Settings.module.css';
import { levelLimits } from '../core/judge.ts';
import { USAGE_METRIC } from '../core/model-problems.ts';
import { BacktestLine } from './BacktestLine.tsx';
import own from './Models.module.css';
import { type Content, type Measure, type Model, modelOf } from './model-draft.ts';
import { Segment } from './Segment.tsx';

interface ModelViewProps {
  readonly model: Model;
  readonly onBack: () => void;
  /** Null: for readers. */
  readonly onEdit: (() => void) | null;
}

/** One model as it judges now, and every version there was. */
export function ModelView({ model, onBack, onEdit }: ModelViewProps) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const content = model.inForce?.model ?? model.draft?.model;
  if (content === undefined) return null;
  return (
    <>
      <Button type="text" icon={<ArrowLeft size={16} />} onClick={onBack} style={{ marginLeft: -12 }}>
        {t('models.back')}
      </Button>
      <h1 className={style.headline}>{content.name[locale]}</h1>
      <p className={style.definition}>
        <Segment of={content.segment} />
      </p>
      {onEdit !== null && (
        <div className={style.bar}>
          <Button type="primary" onClick={onEdit}>
            {t(model.draft === null ? 'models.edit' : 'models.goOn')}
          </Button>
        </div>
      )}
      {model.problems.length > 0 && (
        <ul>
          {model.problems.map((problem) => (
            <li key={problem.path} className={own.problem}>
              {t(`problem.${problem.code}`, { value: problem.value })}
            </li>
          ))}
        </ul>
      )}
      {model.inForce !== null && <BacktestLine modelId={model.modelId} version="inForce" />}
      <Formula of={content} />
      <section className={style.section}>
        <h2>{t('history.title')}</h2>
        <p className={style.definition}>{t('history.note')}</p>
        <table className={style.table}>
          <thead>
            <tr>
              {(['version', 'from', 'who', 'note'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`history.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {model.versions.map((version) => (
              <tr key={version.version}>
                <td>
                  <span className={style.name}>{t('models.version', { version: version.version })}</span>
                  {version.retired && <span className={style.quiet}>{t('history.retired')}</span>}
                </td>
                <td className={style.status}>{version.from ?? t('models.fromBeginning')}</td>
                <td data-label={t('history.column.who')}>{version.publishedBy ?? t('history.builtIn')}</td>
                <td className={style.wide}>
                  {version.note}
                  <span className={style.quiet}>
                    {t('history.summary', {
                      measures: version.model.measures.map(({ name, weight }) => `${name[locale]} ${formatFull(weight)}`).join(t('and')),
                      healthy: version.model.bands.healthy,
                      watch: version.model.bands.watch,
                    })}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** How the model counts, in sentences. */
function Formula({ of }: { readonly of: Content }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const limits = levelLimits(modelOf(of));
  const words = useMetricWords([...of.measures, ...of.caps].map(({ metric }) => metric));
  const all = of.measures.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <section className={style.section}>
      <h2>{t('formula.title')}</h2>
      <p className={style.definition}>{t('formula.note')}</p>
      <table className={style.table}>
        <thead>
          <tr>
            {(['measure', 'weight', 'scoring'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`formula.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.measures.map((measure) => (
            <tr key={measure.id}>
              <td>
                <span className={style.name}>{measure.name[locale]}</span>
                <span className={style.quiet}>
                  {measure.metric === USAGE_METRIC ? t('score.usage') : words.name(measure.metric)}
                  {of.requires.includes(measure.id) && t('formula.required')}
                </span>
              </td>
              <td className={style.status}>{formatLimit(all === 0 ? 0 : measure.weight / all)}</td>
              <td className={style.wide}>
                <ScoringWords of={measure} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul style={{ lineHeight: '24px', margin: '12px 0 0', paddingLeft: 20 }}>
        {of.caps.map((cap) => (
          <li key={cap.metric}>
            {t('formula.cap', {
              metric: words.name(cap.metric),
              below: words.text(cap.metric, cap.below, true),
              points: formatFull(cap.points),
            })}
          </li>
        ))}
        {of.purpose === undefined && <li>{t('formula.levels', { ...limits, activity: formatLimit(limits.activity) })}</li>}
        <li>{t('formula.coverage', { coverage: formatLimit(of.requiredCoverage) })}</li>
        <li>
          {(['healthy', 'watch', 'danger'] as const).map((band) => (
            <span key={band} style={{ marginRight: 16, whiteSpace: 'nowrap' }}>
              <HealthShape health={band} /> {t(`units:health.${band}`)} {t(`formula.${band}`, of.bands)}
            </span>
          ))}
        </li>
      </ul>
    </section>
  );
}

function ScoringWords({ of }: { readonly of: Measure }) {
  const { t } = useTranslation('health');
  const words = useMetricWords([of.metric, of.fullBy ?? of.metric, of.expectedBy ?? of.metric]);
  const text = (value: number): string => words.text(of.metric, value, true);
  const { scoring } = of;
  const base = (() => {
    switch (scoring.kind) {
      case 'ratio':
        return t('scoring.ratioWords', { full: text(scoring.full) });
      case 'linear':
        return t('scoring.linearWords', { zero: text(scoring.zero), full: text(scoring.full) });
      case 'steps':
        return t('scoring.stepsWords', {
          below: formatFull(scoring.below),
          steps: scoring.steps
            .map(({ from, points }) => t('scoring.stepWords', { from: text(from), points: formatFull(points) }))
            .join(t('and')),
        });
      case 'log-normal':
        return t('scoring.logWords', { median: text(scoring.median), good: text(scoring.good) });
      case 'file':
        return t('scoring.fileWords', { measure: scoring.measure });
    }
  })();
  return (
    <>
      {base}
      {of.fullBy !== undefined && <span className={style.quiet}>{t('scoring.fullBy', { metric: words.name(of.fullBy) })}</span>}
      {of.expectedBy !== undefined && <span className={style.quiet}>{t('scoring.expectedBy', { metric: words.name(of.expectedBy) })}</span>}
    </>
  );
}
