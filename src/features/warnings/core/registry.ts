import { cell } from '../../../kernel/column.ts';
import type { Rule, RuleOptions } from './rule.ts';
import { answerUnhappy } from './rules/answer-unhappy.ts';
import { approachesAvoided } from './rules/approaches-avoided.ts';
import { decisionMakerLeft } from './rules/decision-maker-left.ts';
import { decisionMakerUnseen } from './rules/decision-maker-unseen.ts';
import { fallInSilence } from './rules/fall-in-silence.ts';
import { goLiveLate } from './rules/go-live-late.ts';
import { issueAging } from './rules/issue-aging.ts';
import { issuesStopped } from './rules/issues-stopped.ts';
import { lowActivity } from './rules/low-activity.ts';
import { promiseBroken } from './rules/promise-broken.ts';
import { relationCold } from './rules/relation-cold.ts';
import { seatsFivefold } from './rules/seats-fivefold.ts';
import { seatsIdle } from './rules/seats-idle.ts';
import { seatsNearlyFull } from './rules/seats-nearly-full.ts';
import { seatsPast50 } from './rules/seats-past-50.ts';
import { usersFallen } from './rules/users-fallen.ts';
import { usersRisen } from './rules/users-risen.ts';

/** A rule with its options filled in: what remains are functions of numbers and columns. */
export type ReadyRule = Pick<Rule, 'meta' | 'watched'> & {
  readonly threshold: number;
  readonly coolDownDays: number;
  /** The words of a rule of the workspace's own; null for one of ours, which has words in every language. */
  readonly said: { readonly title: string; readonly act: string } | null;
  /** The number that is shown as the reason on a day on which it fires. */
  readonly shown: (columns: Parameters<Rule['explain']>[0], day: number) => { metric: string; value: number; threshold: number } | null;
  readonly fires: (value: number) => boolean;
  readonly evaluate: (columns: Parameters<Rule['evaluate']>[0], from: number, to: number) => ReturnType<Rule['evaluate']>;
  readonly explain: (columns: Parameters<Rule['explain']>[0], day: number) => ReturnType<Rule['explain']>;
  readonly isSettled: (columns: Parameters<Rule['isSettled']>[0], day: number) => boolean;
};

/**
 * Fills a rule's options in.
 *
 * @param rule     The rule.
 * @param options  Values that replace its defaults, in the units the defaults state.
 * @param meta     What else a workspace says otherwise: how severe it is, and under which version.
 * @returns        The rule, ready to judge.
 * @example        readyRule(RULES[0].definition).threshold // => 0.2
 */
export function readyRule<Options extends RuleOptions>(
  rule: Rule<Options>,
  options: Partial<Options> = {},
  meta: Partial<Pick<Rule['meta'], 'version' | 'severity'>> = {},
): ReadyRule {
  const defaults = Object.fromEntries(Object.entries(rule.defaults).map(([name, { value }]) => [name, value]));
  const filled = { ...defaults, ...options } as Options;
  const threshold = rule.threshold(filled);
  return {
    meta: { ...rule.meta, ...meta },
    threshold,
    said: null,
    watched: rule.watched,
    shown(columns, day) {
      if (rule.shown !== undefined) return rule.shown(columns, filled, day);
      const value = cell(rule.watched(columns, day, day), day);
      return value.known ? { metric: rule.meta.metric, value: value.value, threshold } : null;
    },
    coolDownDays: rule.coolDownDays(filled),
    fires: (value) => rule.fires(value, filled),
    evaluate: (columns, from, to) => rule.evaluate(columns, filled, from, to),
    explain: (columns, day) => rule.explain(columns, filled, day),
    isSettled: (columns, day) => rule.isSettled(columns, filled, day),
  };
}

/** All rules, with their own definitions for the documentation. */
export const RULES = [
  { definition: lowActivity, ready: readyRule(lowActivity) },
  { definition: usersFallen, ready: readyRule(usersFallen) },
  { definition: usersRisen, ready: readyRule(usersRisen) },
  { definition: relationCold, ready: readyRule(relationCold) },
  { definition: decisionMakerUnseen, ready: readyRule(decisionMakerUnseen) },
  { definition: approachesAvoided, ready: readyRule(approachesAvoided) },
  { definition: decisionMakerLeft, ready: readyRule(decisionMakerLeft) },
  { definition: promiseBroken, ready: readyRule(promiseBroken) },
  { definition: issueAging, ready: readyRule(issueAging) },
  { definition: goLiveLate, ready: readyRule(goLiveLate) },
  { definition: answerUnhappy, ready: readyRule(answerUnhappy) },
  { definition: seatsIdle, ready: readyRule(seatsIdle) },
  { definition: issuesStopped, ready: readyRule(issuesStopped) },
  { definition: fallInSilence, ready: readyRule(fallInSilence) },
  { definition: seatsFivefold, ready: readyRule(seatsFivefold) },
  { definition: seatsPast50, ready: readyRule(seatsPast50) },
  { definition: seatsNearlyFull, ready: readyRule(seatsNearlyFull) },
] as const;

/**
 * Finds a rule by its id.
 *
 * @param id  Id of the rule, as kept with its warnings.
 * @returns   The rule, or undefined for one that this version does not know.
 * @example   ruleById('low-activity').threshold // => 0.2
 */
export function ruleById(id: string): ReadyRule | undefined {
  return RULES.find(({ ready }) => ready.meta.id === id)?.ready;
}

/**
 * Whether warnings of a rule tell of something good.
 *
 * @param rule       Id of the rule.
 * @param direction  Of the warning; what a rule of the workspace's own says by it: good or bad news.
 * @returns          True for a chance: growth, not danger.
 * @example          isChance('issue-aging', 'up') // => false
 * @example          isChance('users-risen', 'up') // => true
 */
export function isChance(rule: string, direction: 'down' | 'up'): boolean {
  const ours = ruleById(rule);
  return ours === undefined ? direction === 'up' : ours.meta.isChance === true;
}
