import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatRatio, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listRules } from '../../warnings/contract-rules.ts';
import { endStagger, startStagger } from '../../warnings/contract-stagger.ts';
import { ruleById } from '../../warnings/core/registry.ts';
import { lift } from '../contract-lift.ts';
import style from './Lab.module.css';
import own from './Shadow.module.css';

type Stagger = OutputOf<typeof lift>['staggers'][number];

/** 分批启用: rules that half of the customers had first, and what that changed. */
export function StaggerSection() {
  const { t } = useTranslation('economy');
  const answer = useOperation(lift, {});
  const leads = useHolds(LEADING);
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <section className={style.section}>
      <h2>{t('stagger.title')}</h2>
      <p className={style.definition}>{t('stagger.about')}</p>
      {leads && <Start />}
      {answer.data?.staggers.length === 0 && <p className={style.none}>{t('stagger.none')}</p>}
      <ul className={own.versions}>
        {answer.data?.staggers.map((one) => (
          <One key={`${one.rule} ${one.seed}`} of={one} leads={leads} />
        ))}
      </ul>
    </section>
  );
}

function useTitle(): (rule: string, title: string | null) => string {
  const { i18n } = useTranslation('economy');
  return (rule, title) => title ?? ruleById(rule)?.meta.title[i18n.language as Locale] ?? rule;
}

function One({ of, leads }: { readonly of: Stagger; readonly leads: boolean }) {
  const { t } = useTranslation('economy');
  const title = useTitle();
  const change = useChange(endStagger);
  const refresh = useRefresh(lift, listRules);
  const { rule, startedOn, endedOn, days, first, later, difference, verdict, outcome } = of;
  const half = ({ hits, of: all }: Stagger['first']): string =>
    t('stagger.half', { hits: formatFull(hits), of: formatFull(all), share: all === 0 ? '—' : formatRatio(hits / all) });
  const points = (share: number): string => `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(100 * share).toFixed(1)}`;
  return (
    <li>
      <span>
        <strong>{title(rule, of.title)}</strong>
        <small>
          {endedOn === null ? t('stagger.since', { day: startedOn }) : t('stagger.span', { from: startedOn, to: endedOn })} ·{' '}
          {days === 0 ? t('stagger.early') : t(`stagger.${outcome}`, { days })}
        </small>
        {days > 0 && <small>{t('stagger.halves', { first: half(first), later: half(later) })}</small>}
        {days > 0 && (
          <small>
            {verdict === 'too-few' || difference === null
              ? t('stagger.too-few')
              : t(`stagger.${verdict}`, { value: points(difference.value), low: points(difference.low), high: points(difference.high) })}
          </small>
        )}
        {change.isError && <ErrorState error={change.error} />}
      </span>
      {leads && endedOn === null && (
        <Button size="small" loading={change.isPending} onClick={() => change.mutate({ rule }, { onSuccess: refresh })}>
          {t('stagger.all')}
        </Button>
      )}
    </li>
  );
}

/** Chooses a rule that is off, and switches it on for half. */
function Start() {
  const { t } = useTranslation('economy');
  const title = useTitle();
  const said = useOperation(listRules, {});
  const [rule, setRule] = useState<string | null>(null);
  const change = useChange(startStagger);
  const refresh = useRefresh(lift, listRules);
  const off = said.data?.rules.filter(({ active }) => !active) ?? [];
  if (off.length === 0) return <p className={style.definition}>{t('stagger.noneOff')}</p>;
  const start = (): void => {
    if (rule === null) return;
    change.mutate(
      { rule },
      {
        onSuccess: () => {
          setRule(null);
          refresh();
        },
      },
    );
  };
  return (
    <div className={own.acts}>
      <Select
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('stagger.which')}
        placeholder={t('stagger.which')}
        value={rule}
        options={off.map((one) => ({
          value: one.rule,
          label: title(one.rule, one.definition.kind === 'own' ? one.definition.title : null),
        }))}
        onChange={setRule}
      />
      <Button size="small" disabled={rule === null} loading={change.isPending} onClick={start}>
        {t('stagger.start')}
      </Button>
      {change.isError && <ErrorState error={change.error} />}
    </div>
  );
}
