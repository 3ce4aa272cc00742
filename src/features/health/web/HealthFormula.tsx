import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatLimit, formatPoints } from '../../../web/format.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import settings from '../../access/web/widgets/Settings.module.css';
import type { healthSettings } from '../contract.ts';
import { lowActivityColumn } from '../core/measures/low-activity.ts';
import { BAND_FROM, CAP, PART_IDS, PART_WEIGHTS } from '../core/usage-health.ts';
import style from './HealthFormula.module.css';

type Settings = OutputOf<typeof healthSettings>;

/** Activities to show the formula on: below the alarm, between, and enough by default. */
const EXAMPLES = [0.15, 0.3, 0.45, 0.6] as const;

interface HealthFormulaProps {
  readonly present: Settings;
  /** As typed, before it is saved. */
  readonly draft: Settings;
}

/** How the two settings enter the scores, on examples that follow what is typed. */
export function HealthFormula({ present, draft }: HealthFormulaProps) {
  return (
    <>
      <ActivityScore present={present.expectedActivity} draft={draft.expectedActivity} />
      <UsageHealth coverage={draft.requiredCoverage} />
    </>
  );
}

function ActivityScore({ present, draft }: { readonly present: number; readonly draft: number }) {
  const { t } = useTranslation('health');
  const changed = present !== draft;
  const [before, after] = [exampleScores(present), exampleScores(draft)];
  const values = { expected: formatLimit(draft), before: formatLimit(present) };
  return (
    <section className={settings.section}>
      <h2>{t('activity.title')}</h2>
      <p className={settings.definition}>{t('activity.meaning')}</p>
      <p className={style.formula}>{t('activity.formula', values)}</p>
      <table className={style.examples}>
        <caption>{t(changed ? 'activity.exampleChanged' : 'activity.example', values)}</caption>
        <tbody>
          <tr>
            <th scope="row">{t('activity.activity')}</th>
            {EXAMPLES.map((activity) => (
              <td key={activity}>{formatLimit(activity)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('activity.score')}</th>
            {EXAMPLES.map((activity, index) => (
              <td key={activity}>
                {changed && <span className={settings.faint}>{formatPoints(before[index] ?? 0)} → </span>}
                {formatPoints(after[index] ?? 0)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

/** By the judgement itself, so that the page cannot explain another formula. */
function exampleScores(expectedActivity: number): Float64Array {
  const activity = { from: 0, values: Float64Array.from(EXAMPLES), reasons: new Uint8Array(EXAMPLES.length) };
  return lowActivityColumn({ 'activity-rate': activity }, { expectedActivity }, 0, EXAMPLES.length - 1).values;
}

function UsageHealth({ coverage }: { readonly coverage: number }) {
  const { t } = useTranslation('health');
  const measured = PART_WEIGHTS.activity;
  return (
    <section className={settings.section}>
      <h2>{t('health.title')}</h2>
      <p className={settings.definition}>{t('health.meaning')}</p>
      <ul className={style.parts}>
        {PART_IDS.map((id) => (
          <li key={id}>
            <span>{t(`part.${id}`)}</span>
            <span className={settings.faint}>{t(`partMeaning.${id}`)}</span>
            <span className={style.weight}>{formatLimit(PART_WEIGHTS[id])}</span>
          </li>
        ))}
      </ul>
      <ul className={style.rules}>
        <li>{t('health.missing')}</li>
        <li>{t('health.coverage', { coverage: formatLimit(coverage) })}</li>
        <li>{t('health.cap', { activity: formatLimit(CAP.belowActivity), points: CAP.points })}</li>
        <li>{t(coverage > measured ? 'health.nowNothing' : 'health.nowActivity', { measured: formatLimit(measured) })}</li>
      </ul>
      <ul className={style.bands}>
        {(['healthy', 'watch', 'danger', 'insufficient-data'] as const).map((band) => (
          <li key={band}>
            <span>
              <HealthShape health={band} /> {t(`units:health.${band}`)}
            </span>
            <span className={settings.faint}>{t(`bandFrom.${band}`, BAND_FROM)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
