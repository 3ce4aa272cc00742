import { Button, Input, Select } from 'antd';
import { ArrowLeft, Plus } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import style from '../../access/web/widgets/Settings.module.css';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { discardDraft, listModels, saveDraft } from '../contract-models.ts';
import { LEVEL_LIMITS } from '../core/levels.ts';
import { type ModelProblem, modelProblems, problemAt } from '../core/model-problems.ts';
import { NumberField, ProblemLine } from './EditorFields.tsx';
import { CapRows, MeasureRows } from './EditorRows.tsx';
import own from './Models.module.css';
import { type Answer, type Content, freeId, type Model, modelOf, newMeasure, sameContent } from './model-draft.ts';
import { PreviewPanel } from './PreviewPanel.tsx';
import { SegmentFields } from './SegmentFields.tsx';

const LIMITS = ['activity', 'runs', 'processUsers', 'integrationDays', 'extensionUsers'] as const;

interface ModelEditorProps {
  readonly modelId: string;
  /** Undefined: a new one. */
  readonly model: Model | undefined;
  readonly all: Answer;
  readonly onBack: () => void;
}

/** The draft of a model: everything that judges, what is wrong with it at its place, what it would say, and publishing it. */
export function ModelEditor({ modelId, model, all, onBack }: ModelEditorProps) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const builtIn = model?.builtIn ?? false;
  const kept = model?.draft?.model ?? model?.inForce?.model ?? beginning(all);
  const [content, setContent] = useState<Content>(kept);
  const problems = useMemo(() => problemsOf(content, all, builtIn), [content, all, builtIn]);
  const save = useChange(saveDraft);
  const drop = useChange(discardDraft);
  const refresh = useRefresh(listModels);
  const [asked, setAsked] = useState(false);
  const isSaved = model?.draft != null && sameContent(content, model.draft.model);
  const set = (change: Partial<Content>): void => {
    setAsked(false);
    setContent((now) => ({ ...now, ...change }));
  };
  const after = (then: () => void) => (): void => {
    refresh();
    then();
  };
  const keep = (then: () => void): void =>
    save.mutate({ modelId, model: content, revision: model?.draft?.revision ?? 0 }, { onSuccess: after(then) });
  return (
    <>
      <Button type="text" icon={<ArrowLeft size={16} />} onClick={onBack} style={{ marginLeft: -12 }}>
        {t('models.back')}
      </Button>
      <h1 className={style.headline}>{t('editor.headline', { name: content.name[locale] })}</h1>
      <p className={style.definition}>{t('editor.definition', { version: model?.inForce?.version ?? 0 })}</p>
      <Names content={content} set={set} />
      {model === undefined && <Examples all={all} onChoose={(example) => set({ ...example, segment: content.segment ?? {} })} />}
      {!builtIn && (
        <section className={style.section}>
          <h2>{t('editor.segment')}</h2>
          <p className={style.definition}>{t('editor.segmentNote')}</p>
          <SegmentFields of={content.segment ?? {}} industries={all.industries} onChange={(segment) => set({ segment })} />
          <ProblemLine of={problems} path="segment" />
        </section>
      )}
      <section className={style.section}>
        <h2>{t('editor.measures')}</h2>
        <p className={style.definition}>{t('editor.measuresNote')}</p>
        <MeasureRows content={content} all={all} problems={problems} set={set} />
        <ProblemLine of={problems} path="measures" />
        <ProblemLine of={problems} path="requires" />
        <div className={own.line}>
          <Button
            icon={<Plus size={16} strokeWidth={1.6} />}
            onClick={() => set({ measures: [...content.measures, newMeasure(freeId(content.measures))] })}
          >
            {t('editor.addMeasure')}
          </Button>
        </div>
      </section>
      <section className={style.section}>
        <h2>{t('editor.caps')}</h2>
        <p className={style.definition}>{t('editor.capsNote')}</p>
        <CapRows content={content} all={all} problems={problems} set={set} />
      </section>
      <section className={style.section}>
        <h2>{t('editor.bands')}</h2>
        <div className={own.pair}>
          <NumberField
            label={t('editor.healthy')}
            value={content.bands.healthy}
            onChange={(healthy) => set({ bands: { ...content.bands, healthy } })}
          />
          <NumberField
            label={t('editor.watch')}
            value={content.bands.watch}
            onChange={(watch) => set({ bands: { ...content.bands, watch } })}
          />
          <NumberField
            label={t('editor.coverage')}
            value={content.requiredCoverage}
            percent
            onChange={(requiredCoverage) => set({ requiredCoverage })}
          />
        </div>
        <ProblemLine of={problems} path="bands" />
        <ProblemLine of={problems} path="requiredCoverage" />
      </section>
      {content.purpose === undefined && (
        <section className={style.section}>
          <h2>{t('editor.levels')}</h2>
          <p className={style.definition}>{t('editor.levelsNote')}</p>
          <div className={own.pair}>
            {LIMITS.map((limit) => (
              <NumberField
                key={limit}
                label={t(`editor.limit.${limit}`)}
                value={content.levels?.[limit] ?? LEVEL_LIMITS[limit]}
                percent={limit === 'activity'}
                onChange={(value) => set({ levels: { ...content.levels, [limit]: value } })}
              />
            ))}
          </div>
          <ProblemLine of={problems} path="levels" />
        </section>
      )}
      {(save.isError || drop.isError) && <ErrorState error={save.error ?? drop.error} />}
      {asked && isSaved && model?.draft && problems.length === 0 && (
        <PreviewPanel modelId={modelId} revision={model.draft.revision} onDone={onBack} />
      )}
      <Foot
        asked={asked}
        saved={isSaved}
        pending={save.isPending}
        problems={problems.length}
        onPreview={() => (isSaved ? setAsked(true) : keep(() => setAsked(true)))}
        onSave={() => keep(() => undefined)}
        onDiscard={model?.draft ? () => drop.mutate({ modelId }, { onSuccess: after(onBack) }) : null}
      />
    </>
  );
}

interface FootProps {
  readonly asked: boolean;
  readonly saved: boolean;
  readonly pending: boolean;
  readonly problems: number;
  readonly onPreview: () => void;
  readonly onSave: () => void;
  readonly onDiscard: (() => void) | null;
}

/** What can be done with the draft, and how it stands. */
function Foot({ asked, saved, pending, problems, onPreview, onSave, onDiscard }: FootProps) {
  const { t } = useTranslation('health');
  return (
    <div className={own.foot}>
      <Button type={asked ? 'default' : 'primary'} loading={pending} onClick={onPreview}>
        {t('editor.preview')}
      </Button>
      <Button disabled={saved} loading={pending} onClick={onSave}>
        {t('editor.save')}
      </Button>
      {onDiscard !== null && (
        <Button type="text" onClick={onDiscard}>
          {t('editor.discard')}
        </Button>
      )}
      <span role="status">{problems > 0 ? t('editor.problems', { count: problems }) : t(saved ? 'editor.saved' : 'editor.unsaved')}</span>
    </div>
  );
}

/** A new model begins as the one for all judges now. */
function beginning({ models }: Answer): Content {
  const usage = models.find(({ modelId }) => modelId === 'usage-health')?.inForce?.model;
  if (usage === undefined) throw new Error('There is no built-in model.');
  return { ...usage, name: { 'zh-CN': '分群健康度', 'en-US': 'Health of a segment' }, segment: {} };
}

function problemsOf(content: Content, { metrics }: Answer, builtIn: boolean): readonly ModelProblem[] {
  const units = new Map(metrics.map(({ id, unit }) => [id, unit])) as Parameters<typeof modelProblems>[1];
  const forNobody = !builtIn && content.segment === undefined;
  return [...modelProblems(modelOf(content), units), ...(forNobody ? [problemAt('segment', 'no-segment')] : [])];
}

interface NamesProps {
  readonly content: Content;
  readonly set: (change: Partial<Content>) => void;
}

function Names({ content, set }: NamesProps) {
  const { t } = useTranslation('health');
  const prefix = useId();
  return (
    <div className={`${own.pair} ${own.editor}`}>
      {(['zh-CN', 'en-US'] as const).map((language) => (
        <div key={language}>
          <label className={own.label} htmlFor={prefix + language}>
            {t(`editor.name.${language}`)}
          </label>
          <Input
            id={prefix + language}
            value={content.name[language]}
            maxLength={80}
            onChange={(event) => set({ name: { ...content.name, [language]: event.target.value } })}
          />
        </div>
      ))}
    </div>
  );
}

/** How others publish that they score, to begin from. */
function Examples({ all, onChoose }: { readonly all: Answer; readonly onChoose: (example: Content) => void }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const [chosen, setChosen] = useState<string>();
  const example = all.examples.find(({ id }) => id === chosen);
  return (
    <div className={own.line}>
      <Select
        aria-label={t('editor.example')}
        placeholder={t('editor.example')}
        style={{ minWidth: 240 }}
        value={chosen ?? null}
        onChange={(id: string) => {
          setChosen(id);
          const found = all.examples.find((one) => one.id === id);
          if (found !== undefined) onChoose(found.model);
        }}
        options={all.examples.map(({ id, model }) => ({ value: id, label: model.name[locale] }))}
      />
      {example !== undefined && <span className={style.faint}>{example.source}</span>}
    </div>
  );
}
