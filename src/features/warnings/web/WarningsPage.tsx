import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../../contract/access.ts';
import type { Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import { asking, useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listWarnings, ruleTally, SEVERITIES } from '../contract.ts';
import { RULES, ruleById } from '../core/registry.ts';
import { RulesSection } from './RulesSection.tsx';
import { SaveWarnings } from './SaveWarnings.tsx';
import { StormLimits } from './StormLimits.tsx';
import { Storms } from './Storms.tsx';
import { useWarningActs } from './use-warning-acts.ts';
import style from './Warnings.module.css';
import { WarningTable } from './WarningTable.tsx';
import { questionOf, searchIn, type WarningSearch } from './warning-search.ts';

const STEP = 50;

/** 预警: what has been said about whom, what is still open, and how far each rule can be trusted. */
export function WarningsPage() {
  const { t } = useTranslation('warnings');
  const search = searchIn(useSearch({ strict: false }) as Readonly<Record<string, unknown>>);
  const navigate = useNavigate();
  const [limit, setLimit] = useState(STEP);
  const found = useQuery({ ...asking(listWarnings, questionOf(search, limit)), placeholderData: keepPreviousData });
  const tally = useOperation(ruleTally, {});
  const acts = useWarningActs();
  const works = useHolds(CUSTOMER_WORK);
  const set = (next: WarningSearch): void => {
    setLimit(STEP);
    void navigate({ to: '.', search: next as never, replace: true });
  };
  const open = tally.data?.rules.reduce((sum, rule) => sum + rule.open, 0);
  return (
    <div className={style.page}>
      <h1 className={style.headline}>{open === undefined ? t('title') : t('headline', { count: open })}</h1>
      <p className={style.definition}>{t('definition')}</p>
      <Storms titles={titlesIn(found.data?.warnings ?? [])} onChange={() => void found.refetch()} />
      <Filters search={search} onSearch={set} />
      {found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.total === 0 && <p className={style.empty}>{t(Object.keys(search).length === 0 ? 'empty' : 'nothing')}</p>}
      {found.data !== undefined && found.data.total > 0 && (
        <>
          <WarningTable
            warnings={found.data.warnings}
            today={found.data.today}
            works={works && search.are !== 'closed'}
            busy={acts.busy}
            onClaim={acts.claim}
            onEnd={acts.end}
          />
          <p className={style.foot}>
            {found.data.total > found.data.warnings.length && (
              <span>{t('shown', { shown: found.data.warnings.length, total: found.data.total })}</span>
            )}
            <SaveWarnings warnings={found.data.warnings} />
            {found.data.total > found.data.warnings.length && limit < 500 && (
              <Button size="small" onClick={() => setLimit(Math.min(500, limit + 2 * STEP))}>
                {t('more')}
              </Button>
            )}
          </p>
        </>
      )}
      <RulesSection />
      <StormLimits />
      {acts.notice !== null && <UndoNotice text={acts.notice.text} onUndo={acts.undo} onClose={acts.close} />}
    </div>
  );
}

function titlesIn(warnings: readonly { readonly rule: string; readonly title: string | null }[]): ReadonlyMap<string, string> {
  return new Map(warnings.flatMap(({ rule, title }) => (title === null ? [] : [[rule, title] as const])));
}

function Filters({ search, onSearch }: { readonly search: WarningSearch; readonly onSearch: (search: WarningSearch) => void }) {
  const { t, i18n } = useTranslation('warnings');
  const locale = i18n.language as Locale;
  const without = (part: keyof WarningSearch): WarningSearch => {
    const { [part]: _, ...rest } = search;
    return rest;
  };
  return (
    <search className={style.filters} aria-label={t('filter.label')}>
      <Select
        value={search.are ?? 'open'}
        aria-label={t('filter.are')}
        options={[
          { value: 'open', label: t('filter.open') },
          { value: 'closed', label: t('filter.closed') },
        ]}
        onChange={(are: string) => onSearch(are === 'closed' ? { ...search, are } : without('are'))}
      />
      <Select
        value={search.severity ?? ''}
        aria-label={t('filter.severity')}
        options={[
          { value: '', label: t('filter.anySeverity') },
          ...SEVERITIES.map((severity) => ({ value: severity, label: t(`units:severity.${severity}`) })),
        ]}
        onChange={(severity: string) => onSearch({ ...without('severity'), ...searchIn({ severity }) })}
      />
      <Select
        className={style.wide ?? ''}
        value={search.rule ?? ''}
        aria-label={t('filter.rule')}
        options={[
          { value: '', label: t('filter.anyRule') },
          ...RULES.map(({ ready }) => ({ value: ready.meta.id, label: ready.meta.title[locale] })),
          ...(search.rule === undefined || ruleById(search.rule) !== undefined ? [] : [{ value: search.rule, label: search.rule }]),
        ]}
        onChange={(rule: string) => onSearch({ ...without('rule'), ...searchIn({ rule }) })}
      />
    </search>
  );
}
