import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { Operation, SentInputOf } from '../../../contract/operation.ts';
import type { Locale } from '../../../web/format.ts';
import { metricText } from '../../../web/metric-words.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listWarnings, ruleTally } from '../../warnings/contract.ts';
import { listRules, type RuleDefinition, ruleVersions, type SaidRule } from '../../warnings/contract-rules.ts';
import { replayRule } from '../contract.ts';
import { discardAnyDraft, listDrafts, publishAnyDraft, rollBack, saveRuleDraft, startShadow, stopShadow } from '../contract-drafts.ts';
import style from './Lab.module.css';
import own from './Shadow.module.css';
import { type Draft, ShadowPanel } from './ShadowPanel.tsx';

/** Asked again while the first day of a shadow is being judged. */
const SOON_MS = 2000;

/** All drafts; asked again until a shadow that has just begun has its first day. */
export function useDrafts() {
  const answer = useOperation(listDrafts, {});
  const isCounting = answer.data?.drafts.some(({ shadow }) => shadow !== null && shadow.days.length === 0) === true;
  useOperation(listDrafts, {}, { enabled: isCounting, refetchInterval: SOON_MS });
  return answer;
}

/** A change of a draft, after which everything that shows drafts or rules is asked anew. */
export function useDraftChange<O extends Operation>(operation: O) {
  const change = useChange(operation);
  const refresh = useRefresh(listDrafts, listRules, ruleVersions, ruleTally, listWarnings, replayRule);
  return {
    ...change,
    run: (input: SentInputOf<O>, then: () => void = () => undefined) =>
      change.mutate(input, {
        onSuccess: () => {
          refresh();
          then();
        },
      }),
  };
}

interface DraftBenchProps {
  readonly rule: SaidRule;
  readonly title: string;
  readonly definition: RuleDefinition;
  readonly isMoved: boolean;
  /** The page follows the threshold that is kept, or goes back to the live one. */
  readonly onThreshold: (fireAt: number | undefined) => void;
}

/** What was tried is kept as a draft, runs in the shadow, judges, or goes: and any version there was judges again. */
export function DraftBench({ rule, title, definition, isMoved, onThreshold }: DraftBenchProps) {
  const { t } = useTranslation('shadow');
  const leads = useHolds(LEADING);
  const drafts = useDrafts();
  const [published, setPublished] = useState<SaidRule | null>(null);
  const save = useDraftChange(saveRuleDraft);
  const back = useDraftChange(rollBack);
  const draft = drafts.data?.drafts.find(({ kind, subject }) => kind === 'rule' && subject === rule.rule);
  if (!leads) return null;
  return (
    <>
      <section className={style.publish}>
        <Button
          disabled={!isMoved}
          loading={save.isPending}
          onClick={() => save.run({ subject: rule.rule, definition, revision: draft?.revision ?? 0 }, () => onThreshold(undefined))}
        >
          {t('save')}
        </Button>
        <p className={style.hint}>{t(isMoved ? 'saveAbout' : 'saveNothing')}</p>
        {save.isError && <ErrorState error={save.error} />}
      </section>
      {draft !== undefined && drafts.data !== undefined && (
        <section className={own.narrow}>
          <h2>{t('draft')}</h2>
          <DraftActs draft={draft} rule={rule} onThreshold={onThreshold} onPublished={() => setPublished(rule)} />
          <ShadowPanel draft={draft} today={drafts.data.today} />
        </section>
      )}
      <Versions rule={rule} />
      {back.isError && <ErrorState error={back.error} />}
      {published !== null && (
        <UndoNotice
          text={t('published', { rule: title })}
          onUndo={() => back.run({ kind: 'rule', subject: rule.rule, version: published.version }, () => setPublished(null))}
          onClose={() => setPublished(null)}
        />
      )}
    </>
  );
}

interface DraftActsProps {
  readonly draft: Draft;
  /** Of a draft of a rule. */
  readonly rule: SaidRule | null;
  readonly onThreshold: ((fireAt: number) => void) | null;
  readonly onPublished: () => void;
}

/** Who worked on a draft, what it would change, and what can become of it. */
export function DraftActs({ draft, rule, onThreshold, onPublished }: DraftActsProps) {
  const { t, i18n } = useTranslation('shadow');
  const { kind, subject, definition, revision, problem, shadow } = draft;
  const which = { kind, subject };
  const [start, stop] = [useDraftChange(startShadow), useDraftChange(stopShadow)];
  const [publish, discard] = [useDraftChange(publishAnyDraft), useDraftChange(discardAnyDraft)];
  const isStale = draft.basedOn !== draft.liveVersion;
  const line = definition?.kind === 'ours' ? metricText(rule?.metric ?? '', definition.fireAt, i18n.language as Locale, true) : null;
  const failed = [start, stop, publish, discard].find(({ isError }) => isError);
  return (
    <>
      <p className={style.hint}>
        {line !== null && <strong>{t('threshold', { value: line })} </strong>}
        {t(draft.basedOn === 0 ? 'byFirst' : 'by', { who: draft.changedBy, day: draft.changedAt.slice(0, 10), version: draft.basedOn })}{' '}
        {isStale && t('stale')}
        {problem !== null && ` ${problem}`}
      </p>
      <div className={own.acts}>
        {definition?.kind === 'ours' && onThreshold !== null && (
          <Button size="small" onClick={() => onThreshold(definition.fireAt)}>
            {t('try')}
          </Button>
        )}
        <Button size="small" disabled={problem !== null} loading={start.isPending} onClick={() => start.run(which)}>
          {t(shadow === null ? 'start' : 'restart')}
        </Button>
        {shadow !== null && (
          <Button size="small" type="text" loading={stop.isPending} onClick={() => stop.run(which)}>
            {t('stop')}
          </Button>
        )}
        <Button
          size="small"
          type="primary"
          disabled={problem !== null || isStale}
          loading={publish.isPending}
          onClick={() => publish.run({ ...which, revision }, onPublished)}
        >
          {t('publish')}
        </Button>
        <Button size="small" type="text" danger loading={discard.isPending} onClick={() => discard.run(which)}>
          {t('discard')}
        </Button>
      </div>
      {failed !== undefined && <ErrorState error={failed.error} />}
    </>
  );
}

const FIRST = 4;

/** Every version there was; an earlier one can judge again. */
function Versions({ rule }: { readonly rule: SaidRule }) {
  const { t, i18n } = useTranslation('shadow');
  const answer = useOperation(ruleVersions, { rule: rule.rule });
  const back = useDraftChange(rollBack);
  const versions = answer.data?.versions ?? [];
  if (versions.length < 2) return null;
  return (
    <section>
      <h2>{t('versions')}</h2>
      <ul className={own.versions}>
        {versions.slice(0, FIRST).map(({ version, definition, changedAt, changedBy }) => (
          <li key={version}>
            <span>
              {t('version', { version })}
              {definition.kind === 'ours' && ` · ${metricText(rule.metric ?? '', definition.fireAt, i18n.language as Locale, true)}`}
              <small>{changedAt === null ? t('asItComes') : `${changedAt.slice(0, 10)} ${changedBy ?? ''}`}</small>
            </span>
            {version === rule.version ? (
              <span>{t('live')}</span>
            ) : (
              <Button
                size="small"
                type="text"
                loading={back.isPending}
                onClick={() => back.run({ kind: 'rule', subject: rule.rule, version })}
              >
                {t('back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {back.isError && <ErrorState error={back.error} />}
    </section>
  );
}
