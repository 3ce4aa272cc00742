import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { Fragment } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { ApiError } from '../../../web/call.ts';
import { formatFull, type Locale, NO_VALUE } from '../../../web/format.ts';
import { metricText } from '../../../web/metric-words.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { asking, useOperation } from '../../../web/use-operation.ts';
import { listRules, type RuleDefinition, type SaidRule } from '../../warnings/contract-rules.ts';
import { ruleById } from '../../warnings/core/registry.ts';
import { type Figures, replayRule, replayThresholds } from '../contract.ts';
import { FiguresTable } from './FiguresTable.tsx';
import style from './Lab.module.css';
import { type LabSearch, labAddress, labSearchIn, periodTo } from './lab-search.ts';
import { OutcomeLists } from './OutcomeLists.tsx';
import { RuleBench } from './RuleBench.tsx';
import { formatTimes } from './times.ts';
import { useOutcomeWords } from './use-outcome-words.ts';
import { WeekUnits } from './WeekUnits.tsx';
import { weekUnits } from './week-units.ts';

/** 时间旅行: what a rule would have said in the past, by the code that judges today, and what became of the customers. */
export function LabPage() {
  const { t } = useTranslation('lab');
  const rules = useOperation(listRules, {});
  if (rules.isPending)
    return (
      <div className={style.page} aria-busy="true">
        <Skeleton active title={{ width: 360 }} paragraph={{ rows: 8 }} />
      </div>
    );
  if (rules.isError)
    return (
      <div className={style.page}>
        <h1 className={style.headline}>{t('title')}</h1>
        <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
      </div>
    );
  return <Lab rules={rules.data.rules.filter(({ problem }) => problem === null)} today={rules.data.today} />;
}

/** A rule of ours at another threshold; the all-clear moves with it. */
function movedTo(definition: RuleDefinition, fireAt: number | undefined): RuleDefinition {
  if (definition.kind !== 'ours' || fireAt === undefined || fireAt === definition.fireAt) return definition;
  return { ...definition, fireAt, clearAt: Number((fireAt + definition.clearAt - definition.fireAt).toPrecision(12)) };
}

function Lab({ rules, today }: { readonly rules: readonly SaidRule[]; readonly today: Day }) {
  const { i18n } = useTranslation('lab');
  const [search, go] = useLabSearch();
  const rule = rules.find((one) => one.rule === search.rule) ?? rules[0];
  if (rule === undefined) return null;
  const months = search.months ?? 12;
  const outcome = search.outcome ?? { kind: 'ended' as const };
  const asked = { ...periodTo(today, months), outcome, horizonDays: search.horizon ?? 90, strict: search.strict === true };
  const title = rule.definition.kind === 'own' ? rule.definition.title : ruleById(rule.rule)?.meta.title[i18n.language as Locale];
  return <OneRule {...{ rule, rules, search, asked, months, today }} title={title ?? rule.rule} onSearch={go} />;
}

interface OneRuleProps {
  readonly rule: SaidRule;
  readonly rules: readonly SaidRule[];
  readonly title: string;
  readonly search: LabSearch;
  readonly asked: Asked;
  readonly months: number;
  readonly today: Day;
  readonly onSearch: (next: Next) => void;
}

function OneRule({ rule, rules, title, search, asked, months, today, onSearch }: OneRuleProps) {
  const definition = movedTo(rule.definition, search.fireAt);
  const isMoved = definition !== rule.definition;
  const question = { rule: rule.rule, ...asked };
  const tried = useQuery({ ...asking(replayRule, { ...question, ...(isMoved && { definition }) }), placeholderData: keepPreviousData });
  const live = useQuery({ ...asking(replayRule, question), enabled: isMoved, placeholderData: keepPreviousData });
  const isOurs = rule.definition.kind === 'ours';
  const curve = useQuery({ ...asking(replayThresholds, question), enabled: isOurs, placeholderData: keepPreviousData });
  const points = curve.data?.points ?? [];
  return (
    <div className={style.lab}>
      <RuleBench {...{ rule, rules, title, search, points, asked, definition, isMoved, onSearch }} />
      <div className={style.answers} aria-busy={tried.isFetching}>
        {tried.isError &&
          (asked.strict && tried.error instanceof ApiError && tried.error.code === 'invalid-input' ? (
            <NotAsRecorded onOccurred={() => onSearch({ strict: undefined })} />
          ) : (
            <ErrorState error={tried.error} onRetry={() => void tried.refetch()} />
          ))}
        {tried.isPending && <Skeleton active title={{ width: 420 }} paragraph={{ rows: 10 }} />}
        {tried.isSuccess && (
          <Answers
            {...{ rule, definition, asked, months, today }}
            found={tried.data}
            // While the slider moves, its own curve answers at once; the lists follow.
            figures={pointAt(points, definition)?.figures ?? tried.data.figures}
            live={isMoved ? (live.data?.figures ?? null) : null}
          />
        )}
      </div>
    </div>
  );
}

/** Rules over usage, or over what people said, are not known as they were recorded. */
function NotAsRecorded({ onOccurred }: { readonly onOccurred: () => void }) {
  const { t } = useTranslation('lab');
  return (
    <div role="alert">
      <h1 className={style.headline}>{t('recorded.not')}</h1>
      <p className={style.definition}>{t('recorded.notAbout')}</p>
      <Button onClick={onOccurred}>{t('recorded.back')}</Button>
    </div>
  );
}

type Point = OutputOf<typeof replayThresholds>['points'][number];

function pointAt(points: readonly Point[], definition: RuleDefinition): Point | undefined {
  return definition.kind === 'ours' ? points.find(({ fireAt }) => fireAt === definition.fireAt) : undefined;
}

interface AnswersProps extends Pick<OneRuleProps, 'rule' | 'asked' | 'months' | 'today'> {
  readonly definition: RuleDefinition;
  readonly found: OutputOf<typeof replayRule>;
  readonly figures: Figures;
  /** Of the rule as it is now, where another one is tried. */
  readonly live: Figures | null;
}

function Answers({ rule, definition, asked, months, today, found, figures, live }: AnswersProps) {
  const { t, i18n } = useTranslation('lab');
  const outcomeWords = useOutcomeWords(asked.outcome);
  const { from, to, horizonDays } = asked;
  const note = (one: RuleDefinition): string =>
    one.kind === 'ours' ? t('figures.at', { value: metricText(rule.metric ?? '', one.fireAt, i18n.language as Locale, true) }) : '';
  const own = { key: 'own', name: t(live === null ? 'figures.live' : 'figures.draft'), note: note(definition), figures };
  return (
    <>
      <Headline
        figures={figures}
        months={months}
        outcome={asked.outcome.kind === 'condition' ? outcomeWords : t(`outcome.${asked.outcome.kind}`)}
      />
      <p className={style.definition}>
        {t('about', {
          ...{ from, to, customers: figures.customers },
          ...{ days: formatFull(found.customerDays), unknown: formatFull(found.unknownDays) },
        })}
      </p>
      <section className={style.section}>
        <h2>{t('figures.title')}</h2>
        <p className={style.definition}>{t('figures.definition', { outcome: outcomeWords, days: horizonDays })}</p>
        <FiguresTable
          horizonDays={horizonDays}
          rows={live === null ? [own] : [own, { key: 'live', name: t('figures.live'), note: note(rule.definition), figures: live }]}
        />
      </section>
      <Past found={found} today={today} asked={asked} />
    </>
  );
}

interface Asked {
  readonly from: Day;
  readonly to: Day;
  readonly strict: boolean;
  readonly outcome: NonNullable<LabSearch['outcome']>;
  readonly horizonDays: number;
}

interface HeadlineProps {
  readonly figures: Figures;
  readonly months: number;
  readonly outcome: string;
}

function Headline({ figures, months, outcome }: HeadlineProps) {
  const { t } = useTranslation('lab');
  const { firings, warned, recall, lead, falseAlarmsAWeek } = figures;
  const clauses = [
    { key: 'headline.fires', values: { months, firings, warned } },
    ...(recall.of === 0
      ? [{ key: 'headline.none', values: {} }]
      : [{ key: 'headline.caught', values: { outcomes: recall.of, caught: recall.hits, outcome } }]),
    ...(lead.median === null ? [] : [{ key: 'headline.lead', values: { days: Math.round(lead.median) } }]),
    ...(falseAlarmsAWeek === null ? [] : [{ key: 'headline.false', values: { times: formatTimes(falseAlarmsAWeek) } }]),
  ];
  return (
    <h1 className={style.headline}>
      {clauses.map(({ key, values }, index) => (
        <Fragment key={key}>
          <span className={style.clause}>
            <Trans t={t} i18nKey={key} values={values} components={{ b: <strong /> }} />
            {t(index === clauses.length - 1 ? 'headline.stop' : 'headline.comma').trimEnd()}
          </span>
          {index < clauses.length - 1 && (t('headline.comma').endsWith(' ') ? ' ' : <wbr />)}
        </Fragment>
      ))}
    </h1>
  );
}

interface PastProps {
  readonly found: OutputOf<typeof replayRule>;
  readonly today: Day;
  readonly asked: Asked;
}

function Past({ found, today, asked }: PastProps) {
  const { t } = useTranslation('lab');
  const { hit, miss, undecided } = found.figures.results;
  const chart = weekUnits(asked, found.weeks, found.outcomes);
  const missed = found.outcomes.filter(({ warnedOn }) => warnedOn === null).length;
  return (
    <>
      <section className={style.section}>
        <h2>{t('chart.title', { hits: hit, of: hit + miss })}</h2>
        <p className={style.definition}>
          <i className={style.keyHit} /> {t('chart.hit', { count: hit })} <i className={style.keyMiss} /> {t('chart.miss', { count: miss })}{' '}
          <i className={style.keyUndecided} /> {t('chart.undecided', { count: undecided })} <i className={style.keyCaught} />{' '}
          {t('chart.caught', { count: found.outcomes.length - missed })} <i className={style.keyMissed} />{' '}
          {t('chart.missed', { count: missed })}
          {chart.perUnit > 1 && ` · ${t('chart.perUnit', { count: chart.perUnit })}`}
        </p>
        {found.firings.length + found.outcomes.length === 0 ? (
          <p className={style.none}>{NO_VALUE}</p>
        ) : (
          <WeekUnits chart={chart} today={today} />
        )}
      </section>
      <OutcomeLists found={found} today={today} horizonDays={asked.horizonDays} />
    </>
  );
}

type Next = { readonly [Key in keyof LabSearch]?: LabSearch[Key] | undefined };

/** The question of the page stands in its address. */
function useLabSearch(): [search: LabSearch, go: (next: Next) => void] {
  const search = labSearchIn(useSearch({ strict: false }) as Readonly<Record<string, unknown>>);
  const navigate = useNavigate();
  const go = (next: Next): void => {
    const merged = Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined));
    void navigate({ to: '.', search: labAddress(merged) as never, replace: true });
  };
  return [search, go];
}
