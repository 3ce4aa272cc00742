// `npm run new:rule -- <id> --metric …`: a warning rule is one file, its test, and a line in the registry.
import { asked, camel, change, finish, quoted, writeNew } from './scaffold.mjs';

const USAGE =
  'npm run new:rule -- <id> --metric <metric id> --unit ratio|users --fire-below <number> --clear-from <number> --requirement <ID> --source <where the numbers come from> --title <…> --title-zh <…> --why <…> --why-zh <…> --do <…> --do-zh <…>';
const wanted = asked(USAGE, [
  'metric',
  'unit',
  'fire-below',
  'clear-from',
  'requirement',
  'source',
  'title',
  'title-zh',
  'why',
  'why-zh',
  'do',
  'do-zh',
]);
const { id, metric, unit, requirement } = wanted;
const name = camel(id);
const folder = 'src/features/warnings/core/rules';
const number = (value, of) => `{ value: ${value}, unit: '${of}', source: ${quoted(wanted.source)}, requirement: ${quoted(requirement)} }`;

const rule = `import { thresholdRule } from '../threshold-rule.ts';

/** ${requirement}: ${wanted.title}. */
export const ${name} = thresholdRule(
  {
    id: ${quoted(id)},
    version: '${id}-1',
    title: { 'zh-CN': ${quoted(wanted['title-zh'])}, 'en-US': ${quoted(wanted.title)} },
    act: { 'zh-CN': ${quoted(wanted['do-zh'])}, 'en-US': ${quoted(wanted.do)} },
    why: { 'zh-CN': ${quoted(wanted['why-zh'])}, 'en-US': ${quoted(wanted.why)} },
    whatToDo: { 'zh-CN': ${quoted(wanted['do-zh'])}, 'en-US': ${quoted(wanted.do)} },
    inputs: [${quoted(metric)}],
    metric: ${quoted(metric)},
    unit: '${unit}',
    direction: 'down',
    severity: 'high',
    dueInWorkingDays: 3,
    requirement: ${quoted(requirement)},
  },
  {
    fireAt: ${number(Number(wanted['fire-below']), unit)},
    clearAt: ${number(Number(wanted['clear-from']), unit)},
    clearDays: ${number(7, 'days')},
    coolDownDays: ${number(14, 'days')},
  },
  false,
);
`;

const test = `import { describe, expect, test } from 'vitest';
import { cell } from '../../../../kernel/column.ts';
import { readyRule } from '../registry.ts';
import { ${name} } from './${id}.ts';

const rule = readyRule(${name});
const { fireAt, clearAt, clearDays } = ${name}.defaults;

function states(values: readonly number[]): readonly number[] {
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  return [...rule.evaluate({ '${metric}': column }, 0, values.length - 1).values];
}

describe('rule ${id}', () => {
  test('fires below the line, not on it', () => {
    expect(states([fireAt.value, fireAt.value / 2])).toEqual([0, 1]);
  });

  test('clears after enough good days in a row, not one earlier', () => {
    const good = new Array<number>(clearDays.value).fill(clearAt.value);
    expect(states([fireAt.value / 2, ...good]).slice(-2)).toEqual([1, 0]);
  });

  test('a missing column is Unknown, never quiet', () => {
    expect(cell(rule.evaluate({}, 3, 3), 3)).toEqual({ known: false, reason: 'not-computed' });
  });
});
`;

writeNew({ [`${folder}/${id}.ts`]: rule, [`${folder}/${id}.test.ts`]: test });
change('src/features/warnings/core/registry.ts', (text) =>
  `import { ${name} } from './rules/${id}.ts';\n${text}`.replace(
    /(export const RULES = \[[\s\S]*?)\] as const/,
    `$1  { definition: ${name}, ready: readyRule(${name}) },\n] as const`,
  ),
);
finish(
  [`${folder}/${id}.ts`, `${folder}/${id}.test.ts`, 'src/features/warnings/core/registry.ts'],
  `Next: give the test the figures of ${requirement}; set severity, direction, due days, and a short \`act\`.`,
);
