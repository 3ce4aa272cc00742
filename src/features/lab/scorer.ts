import { cell } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { modelForPast } from '../health/reads.ts';
import { metricsOf } from '../metrics/reads.ts';
import { openings } from '../warnings/core/openings.ts';
import { ruleForPast } from '../warnings/reads.ts';
import type { BackTestAnswer, Subject } from './contract-backtest.ts';
import type { Judgement } from './core/assess.ts';
import type { Known } from './past.ts';

/** A rule counts when it warned within so many days up to the cut-off: from one cut-off to the next. */
const WARNED_DAYS = 30;
/** λ of the learned risk: as much as one deviation of each coefficient from 0 may cost (a default of ours). */
export const PENALTY = 1;

/** What is put to the test, ready to judge the past. */
export interface Scorer {
  readonly name: BackTestAnswer['name'];
  /** Of a health model: the same for the same content. */
  readonly fingerprint: string | null;
  readonly inputs: readonly string[];
  /** Whether it must see the days before a cut-off, and not that day alone. */
  readonly looksBack: boolean;
  readonly covers: (accountIds: readonly AccountId[]) => Promise<ReadonlySet<AccountId>>;
  /** A score a cut-off, the higher the likelier the outcome; NaN where it says nothing. */
  readonly scores: (known: Known, cutOffs: readonly number[]) => Float64Array;
  readonly judgement: (scores: () => Float64Array) => Judgement;
}

const everybody: Scorer['covers'] = async (ids) => new Set(ids);
const nothing: Scorer['scores'] = (_, cutOffs) => new Float64Array(cutOffs.length).fill(Number.NaN);

/** Makes what is asked about ready. */
export async function scorerOf(ctx: Ctx, subject: Subject): Promise<Scorer> {
  const plain = { name: null, fingerprint: null, inputs: [], looksBack: false, covers: everybody, scores: nothing };
  switch (subject.kind) {
    case 'learned':
      return { ...plain, judgement: () => ({ kind: 'learned', by: subject.by ?? 'logistic', penalty: PENALTY }) };
    case 'metric': {
      const metric = (await metricsOf(ctx)).find(({ id }) => id === subject.metric);
      if (metric === undefined) throw new AppError('not-found', `There is no metric '${subject.metric}'.`);
      return { ...plain, name: { ...metric.label }, judgement: () => ({ kind: 'metric', id: metric.id }) };
    }
    case 'model': {
      const model = await modelForPast(ctx, subject.model, subject.version);
      return {
        ...{ ...plain, name: { ...model.name }, fingerprint: model.fingerprint, inputs: model.inputs, covers: model.covers },
        scores: ({ columns }, cutOffs) =>
          Float64Array.from(cutOffs, (day) => {
            const score = model.scoreOn(columns, day);
            return score.known ? 100 - score.value : Number.NaN;
          }),
        judgement: (scores) => ({ kind: 'scores', scores: scores() }),
      };
    }
    case 'rule': {
      const rule = await ruleForPast(ctx, subject.rule, subject.definition);
      const { said } = rule;
      return {
        ...{
          ...plain,
          name: said === null ? null : { 'zh-CN': said.title, 'en-US': said.title },
          inputs: rule.meta.inputs,
          looksBack: true,
        },
        scores: ({ columns, startsOn }, cutOffs) => {
          const [first = 0, last = 0] = [cutOffs[0], cutOffs.at(-1)];
          const { days } = openings(rule, columns, Math.max(startsOn, firstDay(columns) ?? first), last);
          return Float64Array.from(cutOffs, (cutOff) => {
            if (!cell(rule.watched(columns, cutOff, cutOff), cutOff).known) return Number.NaN;
            return Number(days.some((day) => day <= cutOff && day > cutOff - WARNED_DAYS));
          });
        },
        judgement: (scores) => ({ kind: 'scores', scores: scores() }),
      };
    }
  }
}

function firstDay(columns: Known['columns']): number | undefined {
  return Object.values(columns)[0]?.from;
}
