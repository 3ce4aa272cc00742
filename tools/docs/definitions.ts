import { MEASURES } from '../../src/features/health/core/registry.ts';
import type { MetricDefinition } from '../../src/features/metrics/core/definition.ts';
import { METRICS } from '../../src/features/metrics/core/registry.ts';
import { QUALITY_RULES } from '../../src/features/quality/core/registry.ts';
import { RULES } from '../../src/features/warnings/core/registry.ts';
import { code, type Page, page, table } from './page.ts';

interface Text {
  readonly 'zh-CN': string;
  readonly 'en-US': string;
}

interface Default {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  readonly requirement: string;
}

function bothLanguages(text: Text): string {
  return `${text['en-US']}\n\n${text['zh-CN']}`;
}

function heading({ id, title }: { readonly id: string; readonly title: Text }): string {
  return `## ${id}\n\n**${title['en-US']}** · **${title['zh-CN']}**`;
}

function defaultsTable(defaults: Readonly<Record<string, Default>>): string {
  const rows = Object.entries(defaults).map(([name, { value, unit, source, requirement }]) => [
    code(name),
    String(value),
    unit,
    source,
    requirement,
  ]);
  return table(['Option', 'Default', 'Unit', 'Source', 'Requirement'], rows);
}

export function measuresPage(): Page {
  const sections = MEASURES.map(({ meta, defaults }) =>
    [
      heading(meta),
      `### Why\n\n${bothLanguages(meta.why)}`,
      `### What to do\n\n${bothLanguages(meta.whatToDo)}`,
      `Looks at ${meta.inputs.map(code).join(', ')}; gives ${meta.unit}; answers ${meta.requirement}. Formula: ${code(`src/features/health/core/measures/${meta.id}.ts`)}.`,
      defaultsTable(defaults),
    ].join('\n\n'),
  );
  return page('docs/measures.md', 'Health measures', '`src/features/health/core/measures/`', sections);
}

export function rulesPage(): Page {
  const sections = RULES.map(({ definition: { meta, defaults } }) =>
    [
      heading(meta),
      `### Why\n\n${bothLanguages(meta.why)}`,
      `### What to do\n\n${bothLanguages(meta.whatToDo)}`,
      `Severity ${meta.severity}; a task from it is due after ${meta.dueInWorkingDays} working day(s). Watches ${code(meta.metric)} (${meta.unit}, ${meta.direction}); looks at ${meta.inputs.map(code).join(', ')}. Version ${code(meta.version)}; answers ${meta.requirement}. Formula: ${code(`src/features/warnings/core/rules/${meta.id}.ts`)}.`,
      defaultsTable(defaults),
    ].join('\n\n'),
  );
  return page('docs/rules.md', 'Warning rules', '`src/features/warnings/core/rules/`', sections);
}

const WEIGHT_WORDS = { 'wrong-figure': 'Figures are wrong', 'left-out': 'Left out of figures', doubtful: 'Worth a look' } as const;
const LOOKS_AT_WORDS = {
  record: 'records one by one',
  customer: 'each customer with its records',
  whole: 'the workspace as a whole',
} as const;

export function qualityPage(): Page {
  const overview = table(
    ['Rule', 'What it finds', 'Effect on figures'],
    QUALITY_RULES.map(({ meta }) => [`[${meta.id}](#${meta.id})`, `${meta.title['en-US']} · ${meta.title['zh-CN']}`, meta.effect['en-US']]),
  );
  const sections = QUALITY_RULES.map(({ looksAt, meta, defaults = {} }) =>
    [
      heading(meta),
      `### Why\n\n${bothLanguages(meta.why)}`,
      `### What to do\n\n${bothLanguages(meta.whatToDo)}`,
      `### Effect\n\n${bothLanguages(meta.effect)}`,
      `${WEIGHT_WORDS[meta.weight]}. Looks at ${LOOKS_AT_WORDS[looksAt]}: ${meta.inputs.map(code).join(', ')}. Rule: ${code(`src/features/quality/core/rules/${meta.id}.ts`)}.`,
      ...(Object.keys(defaults).length === 0 ? [] : [limitsTable(defaults)]),
    ].join('\n\n'),
  );
  return page('docs/quality.md', 'Data quality', '`src/features/quality/core/rules/`', [
    'Mooring repairs nothing silently. These rules are asked every night, after an import, on the page 数据质量, and by `npm run -s mooring -- quality --json`, which prints `[{rule, entity, count, samples, effect}]`. Samples are the first twenty, in a stable order.',
    overview,
    ...sections,
  ]);
}

function limitsTable(
  defaults: Readonly<Record<string, { readonly value: number; readonly unit: string; readonly source: string }>>,
): string {
  const rows = Object.entries(defaults).map(([name, { value, unit, source }]) => [code(name), String(value), unit, source]);
  return table(['Limit', 'Value', 'Unit', 'Source'], rows);
}

function metricSection(metric: MetricDefinition): string {
  const { id, label, definition, unit, windowDays, requirement } = metric;
  const [origin, file] = originOf(metric);
  const window = windowDays === 1 ? 'the day itself' : `${windowDays} civil days, the day itself included`;
  return [
    heading({ id, title: label }),
    bothLanguages(definition),
    `Unit: ${unit}. Looks at ${window}. ${origin}. Answers ${requirement}. Definition: ${code(`src/features/metrics/core/${file}`)}.`,
  ].join('\n\n');
}

function originOf(metric: MetricDefinition): [origin: string, file: string] {
  const own = `definitions/${metric.id}.ts`;
  switch (metric.kind) {
    case 'stored':
      return [`Stored as ${code(metric.column)}`, own];
    case 'derived':
      return [`Computed when read, from ${metric.inputs.map(code).join(', ')}`, own];
    case 'recorded':
      return [`Found when read, from the recorded ${metric.records}`, 'record-metrics.ts'];
    case 'use':
      return [`Found when read, from what was used (${metric.of}) and ${metric.inputs.map(code).join(', ')}`, 'use-metrics.ts'];
    case 'said':
      return [`Said by people, from ${metric.least} to ${metric.most}, with a validity and a note`, 'said-metrics.ts'];
    case 'own':
      return ['Made by the workspace', 'own-registry.ts'];
  }
}

export function metricsPage(): Page {
  return page('docs/metrics.md', 'Metrics', '`src/features/metrics/core/`', METRICS.map(metricSection));
}
