import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Locale } from '../../../web/format.ts';
import type { listModels } from '../../health/contract-models.ts';
import type { SaidRule } from '../../warnings/contract-rules.ts';
import { ruleById } from '../../warnings/core/registry.ts';

interface Choices {
  readonly rules: readonly SaidRule[];
  readonly models: OutputOf<typeof listModels>;
}
interface Option {
  readonly value: string;
  readonly label: string;
}

/** Metrics that judging itself makes are no metrics to be put to the test. */
const MADE: readonly string[] = ['health-level', 'usage-health'];

/** All that can be put to the test, by kind, as a list offers it. */
export function useSubjectOptions({ rules, models }: Choices): readonly { label: string; options: Option[] }[] {
  const { t, i18n } = useTranslation('backtest');
  const locale = i18n.language as Locale;
  const ofModels = models.models.flatMap(({ modelId, inForce, draft, versions }) => {
    const name = (inForce?.model ?? draft?.model)?.name[locale] ?? modelId;
    const older = versions.filter(({ version }) => version !== inForce?.version);
    return [
      ...(inForce === null ? [] : [{ value: modelId, label: t('of.inForce', { name, version: inForce.version }) }]),
      ...(draft === null || draft.problems.length > 0 ? [] : [{ value: `${modelId}@draft`, label: t('of.draft', { name }) }]),
      ...older.map(({ version }) => ({ value: `${modelId}@${version}`, label: t('of.version', { name, version }) })),
    ];
  });
  const ofRules = rules
    .filter(({ problem }) => problem === null)
    .map(({ rule, definition }) => ({
      value: `rule:${rule}`,
      label: definition.kind === 'own' ? definition.title : (ruleById(rule)?.meta.title[locale] ?? rule),
    }));
  const ofMetrics = models.metrics
    .filter(({ id }) => !MADE.includes(id))
    .map(({ id, label }) => ({ value: `metric:${id}`, label: label[locale] }));
  const ofLearned = [
    { value: 'learned', label: t('of.learned') },
    { value: 'learned:hazard', label: t('of.hazard') },
  ];
  return [
    { label: t('of.models'), options: ofModels },
    { label: t('of.learnedGroup'), options: ofLearned },
    { label: t('of.metrics'), options: ofMetrics },
    { label: t('of.rules'), options: ofRules },
  ];
}
