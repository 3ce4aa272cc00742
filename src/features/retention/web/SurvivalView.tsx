import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartFrame } from '../../../web/charts/ChartFrame.tsx';
import { formatFull, formatRatio, NO_VALUE, spaced } from '../../../web/format.ts';
import { ScrollBox } from '../../../web/ui/ScrollBox.tsx';
import type { Report } from '../contract.ts';
import { benchmarkAfter } from '../core/benchmarks.ts';
import { MONTH_DAYS, shareAt, YEAR_DAYS } from '../core/survival.ts';
import { AtRisk } from './AtRisk.tsx';
import { CurveChart, Look } from './CurveChart.tsx';
import { type CurveLine, REFERENCE, valueAt } from './curve-option.ts';
import { Help } from './Help.tsx';
import { ReferenceChoice, useReference } from './ReferenceChoice.tsx';
import style from './Retention.module.css';
import { isDormant, type ViewProps } from './retention-search.ts';
import { escaped } from './tip.ts';
import { useWords } from './use-words.ts';

/** Bands of more lines than these hide one another. */
const MOST_BANDS = 3;

/** 生存曲线: which share is still here after how long, and whether groups differ. */
export function SurvivalView({ found, search, change }: ViewProps) {
  const { t } = useTranslation('retention');
  const drawn = useDrawn(found, search.asked.by ?? 'start-year');
  const reference = useReference(search.line, 'logo');
  const { survival } = found;
  const apart = survival.verdict === 'distinguishable';
  const last = Math.max(1, ...drawn.map(({ curve }) => curve.points.at(-1)?.day ?? 0));
  const chart = useMemo(() => {
    const lines: CurveLine[] = drawn.map(({ name, curve }, look) => ({
      ...{ name, look, steps: true },
      points: [[0, 1], ...curve.points.map(({ day, share }) => [day, share] as const)],
      ...(drawn.length <= MOST_BANDS ? { band: bandOf(curve) } : {}),
    }));
    if (reference !== null) {
      const points = Array.from({ length: 41 }, (_, index) => {
        const day = (index * last) / 40;
        return [day, benchmarkAfter(reference, day / MONTH_DAYS)] as const;
      });
      lines.push({ name: reference.name, look: REFERENCE, steps: false, points });
    }
    return {
      ...{ lines, last, ticks: survival.ticks.filter((day) => day <= last), most: 1, zones: [] },
      writeTick: (day: number) => `${Math.round(day / MONTH_DAYS)}`,
      tip: (day: number) =>
        [
          t('survival.tip', { months: (day / MONTH_DAYS).toFixed(1) }),
          ...lines.map((line) => `${escaped(line.name)} <b>${written(valueAt(line, day))}</b>`),
        ].join('<br>'),
    };
  }, [drawn, last, reference, survival.ticks, t]);
  return (
    <>
      <ChartFrame
        title={<Finding found={found} by={search.asked.by ?? 'start-year'} />}
        note={t(isDormant(search) ? 'survival.noteDormant' : 'survival.note')}
        choices={<ReferenceChoice of="logo" line={search.line} change={change} />}
        fileName={t('survival.file')}
        table={{
          head: [t('survival.group'), t('survival.day'), t('survival.share'), t('survival.low'), t('survival.high')],
          rows: drawn
            .flatMap(({ name, curve }) => curve.points.map(({ day, share, low, high }) => [name, day, share, low, high] as const))
            .toReversed(),
          show: (cell, column) => (typeof cell === 'number' && column > 1 ? formatRatio(cell) : (cell ?? NO_VALUE)),
        }}
      >
        <p className={style.keys}>
          {drawn.map(({ group, name }, look) => (
            <span key={group}>
              <Look look={look} /> {name}
            </span>
          ))}
          {reference !== null && (
            <span>
              <Look look={REFERENCE} /> {reference.name}
            </span>
          )}
        </p>
        <CurveChart chart={chart} label={t('survival.label')} />
        <AtRisk
          ticks={chart.ticks}
          last={last}
          rows={drawn.map(({ group, name, curve }) => ({ key: group, name, atRisk: curve.atRisk }))}
        />
      </ChartFrame>
      <Groups {...{ found, search, change, apart }} />
      <Help view="survival" />
    </>
  );
}

const written = (share: number | null): string => (share === null ? NO_VALUE : formatRatio(share));

type CurveOf = Report['survival']['all'];

/** What is drawn: the groups where the test tells them apart, else everybody as one. */
function useDrawn({ survival }: Report, by: string) {
  const { t } = useTranslation('retention');
  const words = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: words follow the language, and so does t
  return useMemo(
    () =>
      survival.verdict === 'distinguishable'
        ? survival.groups.map(({ group, label, curve }) => ({ group, name: words.group(by, group, label), curve }))
        : [{ group: 'all', name: t('group.all'), curve: survival.all }],
    [survival, by, t],
  );
}

function bandOf({ points }: CurveOf): readonly (readonly [number, number, number])[] {
  return points.flatMap(({ day, low, high }) => (low === null || high === null ? [] : [[day, low, high] as const]));
}

/** Whether groups differ, said plainly. */
function Finding({ found: { survival, settings }, by }: { readonly found: Report; readonly by: string }) {
  const { t } = useTranslation('retention');
  const words = useWords();
  const trait = words.trait(by, null);
  const { verdict, p, chiSquared, degrees } = survival;
  if (verdict === 'too-small') return <>{spaced(t('survival.tooSmall', { trait, least: settings.leastCustomers }))}</>;
  const test = { trait, p: (p ?? 1) < 0.0001 ? '< 0.0001' : `= ${(p ?? 1).toFixed(4)}`, chi: (chiSquared ?? 0).toFixed(2), degrees };
  return <>{spaced(t(verdict === 'distinguishable' ? 'survival.differ' : 'survival.alike', test))}</>;
}

/** The groups in figures; shares stand there only where they may be compared. */
function Groups({ found, search, change, apart }: ViewProps & { readonly apart: boolean }) {
  const { t } = useTranslation('retention');
  const words = useWords();
  const by = search.asked.by ?? 'start-year';
  const { groups, small } = found.survival;
  if (groups.length + small.length < 2) return null;
  const only = (group: string): void => change({ only: `${by}:${group}`, by: by.startsWith('start') ? undefined : 'start-year' });
  return (
    <ScrollBox className={style.scroll} label={words.trait(by, null)}>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{words.trait(by, null)}</th>
            <th scope="col">{t('survival.customers')}</th>
            <th scope="col">{t('survival.ended')}</th>
            {apart && <th scope="col">{t('survival.afterYear')}</th>}
            {apart && <th scope="col">{t('survival.median')}</th>}
            <th scope="col">
              <span className={style.unseen}>{t('acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ group, label, customers, curve }, look) => {
            const year = shareAt(curve, YEAR_DAYS);
            return (
              <tr key={group}>
                <th scope="row">
                  {apart && <Look look={look} />} {words.group(by, group, label)}
                </th>
                <td>{formatFull(customers)}</td>
                <td>{formatFull(curve.ended)}</td>
                {apart && <td>{year.known ? words.share(year.value) : t('notReached')}</td>}
                {apart && <td>{curve.median.value === null ? t('notReached') : words.span(curve.median.value)}</td>}
                <td>
                  <Button size="small" type="text" onClick={() => only(group)}>
                    {t('bar.only')}
                  </Button>
                </td>
              </tr>
            );
          })}
          {small.map(({ group, label, customers }) => (
            <tr key={group} className={style.small}>
              <th scope="row">{words.group(by, group, label)}</th>
              <td>{formatFull(customers)}</td>
              <td colSpan={apart ? 4 : 2} className={style.text}>
                {t(customers < found.settings.leastCustomers ? 'survival.few' : 'survival.beyond', {
                  least: found.settings.leastCustomers,
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
