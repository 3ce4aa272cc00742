import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { cell } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import { unknown } from '../../kernel/known.ts';
import { dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import type { explainChange } from './contract.ts';
import { acrossModels, causesOf, changesOf, contributionsOf, type PartChange } from './core/attribution.ts';
import { type Judged, judge, type Models } from './core/judge.ts';
import { bandOf, type HealthModel, type ModelMeasure, type Scored } from './core/model.ts';
import type { ModelVersion } from './core/versions.ts';
import { maybeNumber } from './explain.ts';
import { distinctModels, measured, modelsOn, nameOf, profilesOf, versionsOf } from './judging.ts';
import { usableDrafts } from './models.ts';
import { valueOn } from './service.ts';

/** Days that may lie between: two years. */
const LONGEST = 731;

type Change = OutputOf<typeof explainChange>;

/** One model's word on one day. */
export interface Said {
  readonly model: HealthModel;
  readonly judged: Judged;
  readonly scored: Scored;
  readonly day: number;
}

/** Why the score is another one than on an earlier day; what the change of the model does stands apart. */
export async function changeOfHealth(ctx: Ctx, input: InputOf<typeof explainChange>): Promise<Change> {
  const { externalId, name, accountId } = await accountByExternalId(ctx, input.externalId);
  const [from, to] = [dayNumber(input.from), dayNumber(input.to)];
  if (to < from || to - from > LONGEST) {
    const message = to < from ? 'Must not be before `from`.' : `At most ${LONGEST} days after \`from\`.`;
    throw new AppError('invalid-input', `${input.from} to ${input.to} cannot be compared.`, { issues: [{ path: 'to', message }] });
  }
  const versions = await versionsOf(ctx);
  const profile = (await profilesOf(ctx, [accountId], versions)).get(accountId) ?? {};
  const inForce = Array.from({ length: to - from + 1 }, (_, index) => modelsOn(versions, profile, from + index));
  const choices = await choicesOf(ctx, versions, input.of);
  const [old, now] = [chosen(choices, input.fromBy, inForce[0], 'fromBy'), chosen(choices, input.toBy, inForce.at(-1), 'toBy')];
  const models = distinctModels([...inForce, ...[old, now].filter((one) => one !== undefined)]);
  const columns = (await measured(ctx, [accountId], models, from, to)).get(accountId) ?? {};
  const say = (by: Models | undefined, day: number): Said | null => (by === undefined ? null : saidBy(columns, by, input.of, day, day));
  const [before, after] = [say(old, from), say(now, to)];
  if (before === null || after === null) throw new AppError('invalid-input', 'There is no model of that kind.');
  const reread = nameOf(before.model) === nameOf(after.model) ? before : say(now, from);
  return {
    externalId,
    name,
    from: endOf(before),
    to: endOf(after),
    ...decomposed(before, reread, after),
    versions: choices.map(({ by, model }) => ({
      by,
      name: { ...model.name },
      version: by.endsWith(DRAFT) ? null : model.version,
    })),
    line: lineOf(columns, inForce, input.of, from),
  };
}

const DRAFT = '-draft';

interface Choice {
  readonly by: string;
  readonly model: HealthModel;
}

/** Every version that a day may be judged by, and the drafts that can judge. */
async function choicesOf(ctx: Ctx, versions: readonly ModelVersion[], of: 'usage' | 'full'): Promise<readonly Choice[]> {
  const published = versions.filter(({ retired }) => !retired).map(({ model }) => ({ by: nameOf(model), model }));
  const drafts = (await usableDrafts(ctx)).map((model) => ({
    by: `${model.id}${DRAFT}`,
    model: { ...model, version: Number.MAX_SAFE_INTEGER },
  }));
  return [...published, ...drafts].filter(({ model }) => (model.purpose ?? 'usage') === of).toReversed();
}

/** The models of a day with the one that somebody asks for in its place. */
function chosen(choices: readonly Choice[], by: string | undefined, inForce: Models | undefined, path: string): Models | undefined {
  if (by === undefined || inForce === undefined) return inForce;
  const model = choices.find((one) => one.by === by)?.model;
  if (model === undefined)
    throw new AppError('invalid-input', `There is no version '${by}'.`, { issues: [{ path, message: 'There is none.' }] });
  return model.purpose === 'full' ? { ...inForce, full: model } : { ...inForce, usage: model };
}

export function saidBy(columns: Judged['columns'], by: Models, of: 'usage' | 'full', from: number, to: number): Said | null {
  const judged = judge(columns, by, from, to);
  if (of === 'usage') return { model: by.usage, judged, scored: judged.usage, day: from };
  return by.full === null || judged.full === null ? null : { model: by.full, judged, scored: judged.full, day: from };
}

function endOf({ model, scored, day }: Said): Change['from'] {
  return {
    day: dayFromNumber(day),
    score: maybeNumber(cell(scored.score, day)),
    band: bandOf(scored.score.values[0] ?? Number.NaN, model.bands),
    coverage: scored.coverage[0] ?? 0,
    model: { id: model.id, version: model.version, name: { ...model.name } },
  };
}

export function decomposed(before: Said, reread: Said | null, after: Said): Pick<Change, 'change' | 'model' | 'causes' | 'parts'> {
  const given = (said: Said | null) => (said === null ? null : contributionsOf(said.scored, said.model, 0));
  const [old, read, now] = [given(before), given(reread), given(after)];
  if (old === null || now === null) return { change: null, model: 0, causes: { model: NOTHING, values: 0, missing: 0, cap: 0 }, parts: [] };
  // Where the new model says nothing of the old day, its parts are held against those of the old model: the sum is the same.
  const { model, parts } = reread === before || read === null ? { model: 0, parts: changesOf(old, now) } : acrossModels(old, read, now);
  const change = (after.scored.score.values[0] ?? 0) - (before.scored.score.values[0] ?? 0);
  const had = new Set((read ?? old).map(({ part }) => part));
  const has = new Set(now.map(({ part }) => part));
  const { values, shares: missing, cap } = causesOf(read ?? old, now);
  const causes = { model: read === null ? NOTHING : causesOf(old, read), values, missing, cap };
  return { change, model, causes, parts: parts.map((part) => partOf(part, had, has, before, after)) };
}

const NOTHING = { values: 0, shares: 0, cap: 0 };

function partOf(
  change: PartChange,
  had: ReadonlySet<string>,
  has: ReadonlySet<string>,
  before: Said,
  after: Said,
): Change['parts'][number] {
  const { part } = change;
  const measure = measureOf(after.model, part) ?? measureOf(before.model, part);
  const moved = had.has(part) ? (has.has(part) ? 'moved' : 'vanished') : 'appeared';
  const metric = measure?.metric ?? null;
  const value = (said: Said) => maybeNumber(metric === null ? unknown('not-measured') : valueOn(said.judged, metric, said.day));
  return {
    ...change,
    name: measure === undefined ? null : { ...measure.name },
    metric,
    kind: part === 'cap' ? 'cap' : moved,
    valueBefore: value(before),
    valueAfter: value(after),
  };
}

function measureOf({ measures }: HealthModel, part: string): ModelMeasure | undefined {
  return measures.find(({ id }) => id === part);
}

/** The score of each day by the model in force on it: stretches of one model are judged at once. */
function lineOf(columns: Judged['columns'], inForce: readonly Models[], of: 'usage' | 'full', from: number): Change['line'] {
  const line: Change['line'] = [];
  for (let start = 0; start < inForce.length; ) {
    const by = inForce[start];
    if (by === undefined) break;
    let end = start + 1;
    while (end < inForce.length && inForce[end]?.usage === by.usage && inForce[end]?.full === by.full) end += 1;
    const said = saidBy(columns, by, of, from + start, from + end - 1);
    for (let index = start; index < end; index++) {
      const score = said?.scored.score.values[index - start] ?? Number.NaN;
      line.push({
        day: dayFromNumber(from + index),
        score: Number.isNaN(score) ? null : score,
        version: said === null ? '' : nameOf(said.model),
      });
    }
    start = end;
  }
  return line;
}
