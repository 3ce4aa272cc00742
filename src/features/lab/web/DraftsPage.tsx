import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { Day } from '../../../kernel/time.ts';
import type { Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listRules, type SaidRule } from '../../warnings/contract-rules.ts';
import { ruleById } from '../../warnings/core/registry.ts';
import { DraftActs, useDrafts } from './DraftBench.tsx';
import style from './Lab.module.css';
import { LabTabs } from './LabTabs.tsx';
import own from './Shadow.module.css';
import { type Draft, ShadowPanel } from './ShadowPanel.tsx';

/** 草稿与影子: what is worked on, and what it says each day beside what is live. */
export function DraftsPage() {
  const { t } = useTranslation('shadow');
  const [drafts, rules] = [useDrafts(), useOperation(listRules, {})];
  if (drafts.isError) return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />;
  if (drafts.data === undefined || rules.data === undefined) return <Skeleton active paragraph={{ rows: 8 }} />;
  const all = drafts.data.drafts;
  const running = all.filter(({ shadow }) => shadow !== null).length;
  return (
    <div className={own.page}>
      <LabTabs at="drafts" />
      <h1 className={style.headline}>{all.length === 0 ? t('none') : t('headline', { count: all.length, running })}</h1>
      <p className={style.definition}>{t('definition')}</p>
      {all.map((draft) => (
        <One
          key={`${draft.kind} ${draft.subject}`}
          draft={draft}
          rule={draft.kind === 'rule' ? (rules.data.rules.find(({ rule }) => rule === draft.subject) ?? null) : null}
          today={drafts.data.today}
        />
      ))}
    </div>
  );
}

function One({ draft, rule, today }: { readonly draft: Draft; readonly rule: SaidRule | null; readonly today: Day }) {
  const { t, i18n } = useTranslation('shadow');
  const leads = useHolds(LEADING);
  const { workspace = '' } = useParams({ strict: false });
  const locale = i18n.language as Locale;
  const ownTitle = draft.definition?.kind === 'own' ? draft.definition.title : undefined;
  const name = draft.name?.[locale] ?? ownTitle ?? ruleById(draft.subject)?.meta.title[locale] ?? draft.subject;
  const link =
    draft.kind === 'rule' ? (
      <Link to="/$workspace/lab" params={{ workspace }} search={{ rule: draft.subject }}>
        {name}
      </Link>
    ) : (
      <Link to="/$workspace/settings/health" params={{ workspace }} search={{ model: draft.subject }}>
        {name}
      </Link>
    );
  return (
    <section className={own.draft}>
      <h2>
        {t(`kind.${draft.kind}`)} {link}
      </h2>
      {draft.kind === 'model' && draft.problem === null && (
        <p className={own.about}>
          <Link to="/$workspace/lab/backtest" params={{ workspace }} search={{ of: `${draft.subject}@draft` } as never}>
            {t('backtest')}
          </Link>
        </p>
      )}
      {leads && <DraftActs draft={draft} rule={rule} onThreshold={null} onPublished={() => undefined} />}
      <ShadowPanel draft={draft} today={today} />
    </section>
  );
}
