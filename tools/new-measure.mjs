// `npm run new:measure -- <id> --metric … `: a health measure is one file, its test, and a line in the registry.
import { asked, camel, change, finish, pascal, quoted, writeNew } from './scaffold.mjs';

const USAGE =
  'npm run new:measure -- <id> --metric <metric id> --full-from <number> --requirement <ID> --source <where the number comes from> --title <…> --title-zh <…> --why <…> --why-zh <…> --do <…> --do-zh <…>';
const wanted = asked(USAGE, ['metric', 'full-from', 'requirement', 'source', 'title', 'title-zh', 'why', 'why-zh', 'do', 'do-zh']);
const { id, metric, requirement } = wanted;
const [name, type, column] = [camel(id), `${pascal(id)}Options`, `${camel(id)}Column`];
const folder = 'src/features/health/core/measures';

const measure = `import { type Column, emptyColumn, PARTIAL } from '../../../../kernel/column.ts';
import type { Measure } from '../measure.ts';

export interface ${type} {
  /** Value of \`${metric}\` that earns all points, above 0. */
  readonly fullFrom: number;
}

/** ${requirement}: ${wanted.title}. */
export const ${name}: Measure<${type}> = {
  meta: {
    id: ${quoted(id)},
    title: { 'zh-CN': ${quoted(wanted['title-zh'])}, 'en-US': ${quoted(wanted.title)} },
    why: { 'zh-CN': ${quoted(wanted['why-zh'])}, 'en-US': ${quoted(wanted.why)} },
    whatToDo: { 'zh-CN': ${quoted(wanted['do-zh'])}, 'en-US': ${quoted(wanted.do)} },
    inputs: [${quoted(metric)}],
    unit: 'points',
    requirement: ${quoted(requirement)},
  },
  defaults: {
    fullFrom: { value: ${Number(wanted['full-from'])}, unit: ${quoted(`unit of ${metric}`)}, source: ${quoted(wanted.source)}, requirement: ${quoted(requirement)} },
  },
  evaluate: ${column},
};

/**
 * Points of each day: 100 × value ÷ \`fullFrom\`, at most 100.
 *
 * @param columns  \`${metric}\`, covering \`from\` to \`to\`.
 * @param options  \`fullFrom\`: in the unit of the metric, above 0.
 * @param from     Day number of the first cell.
 * @param to       Day number of the last cell, included.
 * @returns        Points, 0 to 100. Unknown with the reason of the metric.
 * @source         ${requirement}.
 * @example        ${column}({ '${metric}': { from: 0, values: Float64Array.of(1), reasons: Uint8Array.of(0) } }, { fullFrom: 2 }, 0, 0).values // => Float64Array.of(50)
 */
export function ${column}(
  columns: Readonly<Record<string, Column>>,
  options: ${type},
  from: number,
  to: number,
): Column {
  const score = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  const input = columns[${quoted(metric)}];
  if (input === undefined) return score;
  for (let index = 0; index < score.values.length; index++) {
    const reason = input.reasons[from + index - input.from];
    if (reason === undefined) continue;
    score.reasons[index] = reason;
    if (reason === 0 || reason === PARTIAL)
      score.values[index] = Math.min(100, (100 * (input.values[from + index - input.from] ?? 0)) / options.fullFrom);
  }
  return score;
}
`;

const test = `import { describe, expect, test } from 'vitest';
import { cell, reasonCode } from '../../../../kernel/column.ts';
import { known, unknown } from '../../../../kernel/known.ts';
import { ${name} } from './${id}.ts';

describe('measure ${id}', () => {
  test('half of the full value earns half of the points; more than the full value earns no more; Unknown stays Unknown', () => {
    const { value: fullFrom } = ${name}.defaults.fullFrom;
    const columns = {
      '${metric}': {
        from: 10,
        values: Float64Array.of(fullFrom / 2, fullFrom * 2, Number.NaN),
        reasons: Uint8Array.of(0, 0, reasonCode('source-silent')),
      },
    };
    const score = ${name}.evaluate(columns, { fullFrom }, 10, 13);
    expect([10, 11, 12, 13].map((day) => cell(score, day))).toEqual([known(50), known(100), unknown('source-silent'), unknown('not-computed')]);
  });
});
`;

writeNew({ [`${folder}/${id}.ts`]: measure, [`${folder}/${id}.test.ts`]: test });
change('src/features/health/core/registry.ts', (text) =>
  `import { ${name} } from './measures/${id}.ts';\n${text}`.replace(/(export const MEASURES = \[[^\]]*)\]/, `$1, ${name}]`),
);
finish(
  [`${folder}/${id}.ts`, `${folder}/${id}.test.ts`, 'src/features/health/core/registry.ts'],
  `Next: put the formula into ${folder}/${id}.ts, say it in the docstring, and give the test the figures of ${requirement}.`,
);
