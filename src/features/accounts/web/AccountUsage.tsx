import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { addDays, type Day } from '../../../kernel/time.ts';
import { CHART_METRICS, type ChartMetric } from '../../../web/charts/usage-lines.ts';
import { workingDaysOf } from '../../../web/charts/working-days.ts';
import { type Locale, shortDay } from '../../../web/format.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { expectation } from '../../metrics/contract-expectation.ts';
import { ExpectationPanel } from '../../metrics/web/widgets/ExpectationPanel.tsx';
import { PeerLines } from '../../metrics/web/widgets/PeerLines.tsx';
import type { getAccount } from '../contract.ts';
import style from './Customer.module.css';
import { useMarks } from './use-marks.ts';
import type { Explanation } from './widgets/ActivityEquation.tsx';
import { UsageChart } from './widgets/UsageChart.tsx';

const RANGES = ['90', '365', 'all'] as const;
type Range = (typeof RANGES)[number];
type Expectation = OutputOf<typeof expectation>;
/** The line low-activity fires at (MON-05); drawn for orientation, the rule itself lives on the server. */
const LOW_ACTIVITY = 0.2;

interface AccountUsageProps {
  readonly account: OutputOf<typeof getAccount>;
  readonly explanation: Explanation;
}

/** The usage of a customer over time: which number and how far back are in the address. */
export function AccountUsage({ account, explanation }: AccountUsageProps) {
  const { t, i18n } = useTranslation('accounts');
  const locale = i18n.language as Locale;
  const [{ metric, range }, choose] = useChoice();
  const last = account.endsOn !== null && account.endsOn < explanation.asOf ? account.endsOn : explanation.asOf;
  const days = useMemo(() => workingDaysOf(CALENDAR_CN, firstDay(range, account.startsOn, last), last), [range, account.startsOn, last]);
  const marks = useMarks(account.externalId);
  const said = useOperation(expectation, { externalId: account.externalId }).data;
  const expected = expectedOf(metric, explanation, said);
  return (
    <section className={style.section}>
      <UsageChart
        externalId={account.externalId}
        metric={metric}
        days={days}
        today={explanation.asOf}
        height={260}
        expected={expected}
        marks={marks}
        threshold={metric === 'activity-rate' ? LOW_ACTIVITY : null}
        note={t('usage.note', {
          meaning: t(`units:metricMeaning.${metric}`),
          from: shortDay(days[0] ?? last, last, locale),
          to: shortDay(last, last, locale),
        })}
        choices={
          <>
            <Select<ChartMetric>
              size="small"
              variant="filled"
              value={metric}
              onChange={(next) => choose({ metric: next })}
              aria-label={t('usage.metric')}
              popupMatchSelectWidth={false}
              options={CHART_METRICS.map((one) => ({ value: one, label: t(`units:metric.${one}`) }))}
            />
            <Segmented<Range>
              size="small"
              value={range}
              onChange={(next) => choose({ range: next })}
              aria-label={t('usage.range')}
              options={RANGES.map((one) => ({ value: one, label: t(`usage.ranges.${one}`) }))}
            />
          </>
        }
      />
      <ExpectationPanel externalId={account.externalId} />
      <PeerLines externalId={account.externalId} />
    </section>
  );
}

/** What is expected (MON-03), in the unit of the metric: as somebody said of this customer, else as the model has it; null where nobody says. */
function expectedOf(metric: ChartMetric, { activityScore, window }: Explanation, said: Expectation | undefined): number | null {
  const own = (name: string): number | null => said?.lines.find((line) => line.metric === name)?.expected ?? null;
  const registered = window.registeredUsers.value;
  switch (metric) {
    case 'activity-rate':
      return own('activity-rate') ?? activityScore.expected;
    case 'login-ratio':
      return activityScore.expected;
    case 'login-users':
      return own('users-when-used') ?? (registered === null ? null : activityScore.expected * registered);
    case 'dau':
      return own('users-when-used');
    case 'modules-in-use':
      return own('modules-in-use');
    default:
      return null;
  }
}

function firstDay(range: Range, startsOn: Day, last: Day): Day {
  if (range === 'all') return startsOn <= last ? startsOn : last;
  return addDays(last, 1 - Number(range));
}

function useChoice(): [{ metric: ChartMetric; range: Range }, (next: { metric?: ChartMetric; range?: Range }) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const metric = CHART_METRICS.find((one) => one === search.metric) ?? 'activity-rate';
  const range = RANGES.find((one) => one === String(search.range)) ?? '90';
  return [{ metric, range }, (next) => void navigate({ to: '.', search: { metric, range, ...next }, replace: true })];
}
