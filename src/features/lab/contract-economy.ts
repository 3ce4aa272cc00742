import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema } from '../../contract/shapes.ts';
import { SEVERITIES } from '../warnings/contract.ts';
import { figuresSchema } from './contract.ts';

const path = '/api/v1/lab/economy';
const severity = z.enum(SEVERITIES);

/** What warnings led to, as far as it is known. */
export const LED_TO = ['resolved', 'by-itself', 'false-alarm', 'working', 'seen', 'untouched'] as const;

const budget = z.number().int().min(1).max(200);

export const economy = operation({
  id: 'lab.economy',
  method: 'GET',
  path,
  summary:
    'What warnings cost and what they brought: how right each rule was in a year, who gets more than is meant for one, and what last week led to.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    /** By which rules of risk are measured; those of chances by `expanded`. */
    outcome: z.enum(['ended', 'contracted']).default('ended'),
    horizonDays: z.coerce.number().int().min(1).max(730).default(90),
  }),
  output: z.object({
    today: daySchema,
    from: daySchema,
    to: daySchema,
    rules: z.array(
      z.object({
        rule: z.string(),
        /** Of a rule of the workspace's own. */
        title: z.string().nullable(),
        version: z.number().int(),
        severity,
        outcome: z.enum(['ended', 'contracted', 'expanded']),
        /** Of warnings that were really said, on customers that the caller sees. */
        figures: figuresSchema,
        /** Closed by people, and those of them that were called false alarms. */
        closed: z.number().int(),
        falseAlarms: z.number().int(),
        /** One step milder, and why; null where nothing speaks against it, or too little is known. */
        proposal: z.object({ to: z.enum(['high', 'normal', 'off']), reason: z.enum(['no-better-than-base', 'called-false']) }).nullable(),
      }),
    ),
    /** New warnings that are meant for one person a week. */
    budget,
    /** The last seven days, by who looks after the customer now; null: nobody. Most warnings first. */
    people: z.array(
      z.object({
        name: z.string().nullable(),
        got: z.number().int(),
        over: z.number().int(),
        /** Those beyond the budget, the mildest; at most 20. */
        beyond: z.array(
          z.object({
            warningId: z.string(),
            externalId: z.string(),
            name: z.string(),
            rule: z.string(),
            title: z.string().nullable(),
            severity,
          }),
        ),
      }),
    ),
    /** The calendar week before this one. */
    lastWeek: z.object({
      from: daySchema,
      to: daySchema,
      opened: z.number().int(),
      ledTo: z.record(z.enum(LED_TO), z.number().int()),
    }),
  }),
  errors: [],
});

export const saveBudget = operation({
  id: 'lab.saveBudget',
  method: 'PUT',
  path: `${path}/budget`,
  summary: 'Says how many new warnings are meant for one person a week. Nothing is held back: what goes beyond is shown.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ budget }),
  output: z.object({ budget }),
  errors: [],
});
