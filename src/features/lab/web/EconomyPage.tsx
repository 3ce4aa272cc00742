import { Link, useParams } from '@tanstack/react-router';
import { Button, InputNumber, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatRatio, type Locale, shortDay } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listRules, saveRule } from '../../warnings/contract-rules.ts';
import { ruleById } from '../../warnings/core/registry.ts';
import { economy, LED_TO, saveBudget } from '../contract-economy.ts';
import { useDemotion } from './demotion.ts';
import { FiguresTable } from './FiguresTable.tsx';
import style from './Lab.module.css';
import { LabTabs } from './LabTabs.tsx';
import own from './Shadow.module.css';
import { StaggerSection } from './StaggerSection.tsx';

type Economy = OutputOf<typeof economy>;
type Rule = Economy['rules'][number];

const HORIZON_DAYS = 90;

/** 预警的账: how right each rule was, who gets more than is meant for one, and what last week led to. */
export function EconomyPage() {
  const { t } = useTranslation('economy');
  const answer = useOperation(economy, { horizonDays: HORIZON_DAYS });
  const of = answer.data;
  return (
    <div className={own.page}>
      <LabTabs at="economy" />
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeleton active title={{ width: 420 }} paragraph={{ rows: 10 }} />}
      {of !== undefined && (
        <>
          <h1 className={style.headline}>
            {t('headline', {
              opened: formatFull(of.lastWeek.opened),
              over: of.people.filter(({ name, over }) => name !== null && over > 0).length,
              noisy: of.rules.filter(({ proposal }) => proposal !== null).length,
            })}
          </h1>
          <LastWeek of={of} />
          <Loads of={of} />
          <Rules of={of} />
          <StaggerSection />
        </>
      )}
    </div>
  );
}

function LastWeek({ of }: { readonly of: Economy }) {
  const { t, i18n } = useTranslation('economy');
  const { from, to, opened, ledTo } = of.lastWeek;
  const day = (one: typeof from): string => shortDay(one, of.today, i18n.language as Locale);
  return (
    <section className={style.section}>
      <h2>{t('week.title')}</h2>
      <p className={style.definition}>{t('week.about', { from: day(from), to: day(to) })}</p>
      {opened === 0 ? (
        <p className={style.none}>{t('week.none')}</p>
      ) : (
        <ul className={own.loads}>
          {LED_TO.map((word) => (
            <li key={word}>
              <span>{t(`ledTo.${word}`)}</span>
              <span className={own.bar}>
                <i style={{ inlineSize: `${(100 * (ledTo[word] ?? 0)) / opened}%` }} />
              </span>
              <span>
                {formatFull(ledTo[word] ?? 0)} <small className={style.none}>{formatRatio((ledTo[word] ?? 0) / opened, 0)}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Loads({ of }: { readonly of: Economy }) {
  const { t } = useTranslation('economy');
  const most = Math.max(of.budget, ...of.people.map(({ got }) => got));
  return (
    <section className={style.section}>
      <h2>{t('load.title')}</h2>
      <p className={style.definition}>{t('load.about')}</p>
      <Budget budget={of.budget} />
      <ul className={own.loads}>
        {of.people.map(({ name, got, over, beyond }) => (
          <li key={name ?? ''}>
            <span>{name ?? t('load.nobody')}</span>
            <span className={own.bar}>
              <i style={{ inlineSize: `${(100 * (got - over)) / most}%` }} />
              <i className={own.over} style={{ inlineSize: `${(100 * over) / most}%` }} />
            </span>
            <span>
              {t('load.got', { count: got })} {over > 0 && <strong>{t('load.over', { count: over })}</strong>}
              {beyond.length > 0 && <Beyond beyond={beyond} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Beyond({ beyond }: Pick<Economy['people'][number], 'beyond'>) {
  const { t } = useTranslation('economy');
  const title = useRuleTitle();
  const { workspace = '' } = useParams({ strict: false });
  return (
    <details>
      <summary>{t('load.which')}</summary>
      {beyond.map(({ warningId, externalId, name, ...one }) => (
        <div key={warningId}>
          <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId }}>
            {name}
          </Link>{' '}
          <small className={style.none}>
            {title(one)} · {t(`units:severity.${one.severity}`)}
          </small>
        </div>
      ))}
    </details>
  );
}

function useRuleTitle(): (rule: Pick<Rule, 'rule' | 'title'>) => string {
  const { i18n } = useTranslation('economy');
  return ({ rule, title }) => title ?? ruleById(rule)?.meta.title[i18n.language as Locale] ?? rule;
}

function Budget({ budget }: { readonly budget: number }) {
  const { t } = useTranslation('economy');
  const leads = useHolds(LEADING);
  const change = useChange(saveBudget);
  const refresh = useRefresh(economy);
  if (!leads) return <p className={own.sum}>{t('budget.is', { budget })}</p>;
  const say = (wanted: number | null): void => {
    if (wanted !== null && wanted !== budget) change.mutate({ budget: wanted }, { onSuccess: refresh });
  };
  return (
    <div className={own.acts}>
      <label htmlFor="lab-budget">{t('budget.label')}</label>
      <InputNumber
        key={budget}
        id="lab-budget"
        size="small"
        min={1}
        max={200}
        precision={0}
        defaultValue={budget}
        onBlur={({ target }) => say(Number(target.value) || null)}
        onPressEnter={({ currentTarget }) => say(Number(currentTarget.value) || null)}
      />
      <span className={style.none}>{t('budget.unit')}</span>
      {change.isError && <ErrorState error={change.error} />}
    </div>
  );
}

function Rules({ of }: { readonly of: Economy }) {
  const { t } = useTranslation('economy');
  const title = useRuleTitle();
  const spoke = of.rules.filter(({ figures }) => figures.firings > 0).toSorted((a, b) => b.figures.firings - a.figures.firings);
  const silent = of.rules.filter(({ figures }) => figures.firings === 0);
  return (
    <section className={style.section}>
      <h2>{t('rules.title', { count: spoke.length })}</h2>
      <p className={style.definition}>{t('rules.about', { days: HORIZON_DAYS })}</p>
      <Proposals rules={of.rules.filter(({ proposal }) => proposal !== null)} />
      {spoke.length > 0 && (
        <FiguresTable
          firstStands={false}
          horizonDays={HORIZON_DAYS}
          rows={spoke.map((rule) => ({
            key: rule.rule,
            name: title(rule),
            note: t('rules.note', {
              count: rule.figures.firings,
              severity: t(`units:severity.${rule.severity}`),
              falseAlarms: rule.falseAlarms,
            }),
            figures: rule.figures,
          }))}
        />
      )}
      {silent.length > 0 && (
        <p className={style.definition}>{t('rules.silent', { count: silent.length, rules: silent.map(title).join(t('rules.comma')) })}</p>
      )}
    </section>
  );
}

/** Rules that should be taken less seriously, each with the act that does it, and back. */
function Proposals({ rules }: { readonly rules: readonly Rule[] }) {
  const { t } = useTranslation('economy');
  const leads = useHolds(LEADING);
  const said = useOperation(listRules, {}, { enabled: leads && rules.length > 0 });
  const title = useRuleTitle();
  const { demote, undo, done, close, change } = useDemotion(useChange(saveRule), useRefresh(economy, listRules));
  return (
    <>
      <ul className={own.versions}>
        {rules.map((rule) => {
          const { proposal, figures } = rule;
          const now = said.data?.rules.find((one) => one.rule === rule.rule);
          if (proposal === null) return null;
          return (
            <li key={rule.rule}>
              <span>
                <strong>{title(rule)}</strong>
                <small>
                  {t(`proposal.${proposal.reason}`, {
                    share: formatRatio(figures.precision.value ?? 0, 0),
                    base: formatRatio(figures.base.value ?? 0, 0),
                    closed: rule.closed,
                    falseAlarms: rule.falseAlarms,
                  })}
                </small>
              </span>
              {leads && now !== undefined && (
                <Button size="small" loading={change.isPending} onClick={() => demote(now, proposal.to)}>
                  {proposal.to === 'off' ? t('proposal.off') : t('proposal.to', { severity: t(`units:severity.${proposal.to}`) })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {change.isError && <ErrorState error={change.error} />}
      {done !== null && <UndoNotice text={t('proposal.done')} onUndo={undo} onClose={close} />}
    </>
  );
}
