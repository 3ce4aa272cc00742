import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { addDays, daysBetween } from '../../../kernel/time.ts';
import { formatLimit, formatPoints, formatRatio, type Locale, spaced } from '../../../web/format.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { useTerms } from '../../contracts/web/widgets/use-terms.ts';
import { explainChange } from '../../health/contract.ts';
import type { Explanation } from './widgets/ActivityEquation.tsx';

/** So much is said to be a change. */
const LEAST = 1;

/** The page's answer: what changed in thirty days, why most, and how long there is left. */
export function CustomerSentence({ of }: { readonly of: Explanation }) {
  const { t, i18n } = useTranslation('customer');
  const locale = i18n.language as Locale;
  const asked = { externalId: of.externalId, from: addDays(of.asOf, -30), to: of.asOf, of: 'usage' as const };
  const change = useOperation(explainChange, asked, { enabled: of.health.score.value !== null }).data;
  const { clock } = useTerms(of.externalId, of.asOf);
  const health = changeWords(of, change, locale, t) ?? <Activity of={of} />;
  const left = clock === null || clock.over ? null : daysBetween(of.asOf, clock.endsOn);
  return (
    <>
      {health}
      {left !== null && left <= 180 && spaced(t('sentence.left', { count: left }))}
      {t('sentence.stop')}
    </>
  );
}

function changeWords(
  of: Explanation,
  change: OutputOf<typeof explainChange> | undefined,
  locale: Locale,
  t: TFunction<'customer'>,
): string | null {
  const now = of.health.score.value;
  if (now === null) return null;
  const before = change?.from.score.value ?? null;
  if (change === undefined || change.change === null || before === null || Math.abs(change.change) < LEAST)
    return spaced(t('sentence.steady', { score: formatPoints(now) }));
  const falls = change.change < 0;
  // Parts stand with the largest loss first.
  const most = falls ? change.parts[0] : change.parts.at(-1);
  const said = { before: formatPoints(before), after: formatPoints(now) };
  const why =
    most?.name == null || Math.abs(most.points) < LEAST / 2
      ? ''
      : t(falls ? 'sentence.because' : 'sentence.thanks', {
          part: most.name[locale],
          points: `${most.points < 0 ? '−' : '+'}${formatPoints(Math.abs(most.points))}`,
        });
  return spaced(t(falls ? 'sentence.fell' : 'sentence.rose', said) + why);
}

/** Without a score: how active it is, or why that is not known. */
function Activity({ of }: { readonly of: Explanation }) {
  const { t } = useTranslation('accounts');
  const { activity, score, expected, thirtyDaysAgo } = of.activityScore;
  if (activity.value === null || score.value === null)
    return <>{t('sentence.unknown', { reason: t(`units:reason.${activity.reason ?? 'not-computed'}`) })}</>;
  const change = thirtyDaysAgo.value === null ? null : score.value - thirtyDaysAgo.value;
  const moved =
    change === null || Math.abs(change) < LEAST
      ? ''
      : t(change < 0 ? 'sentence.fell' : 'sentence.rose', { points: formatPoints(Math.abs(change)) });
  const values = { activity: formatRatio(activity.value), expected: formatLimit(expected), score: formatPoints(score.value) };
  return (
    <>
      {t(activity.value >= expected ? 'sentence.met' : 'sentence.short', values)}
      {moved}
    </>
  );
}
