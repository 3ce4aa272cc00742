import { z } from 'zod';
import { CUSTOMER_WORK } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema } from '../../contract/shapes.ts';

const api = '/api/v1';
const personRef = z.object({ personId: z.string(), name: z.string() });

/** At most so many tasks are handed over at once. */
export const MOST_MOVES = 200;

export const teamDay = operation({
  id: 'tasks.team-day',
  method: 'GET',
  path: `${api}/team-day`,
  summary:
    "The day of a team by person: what is open, overdue, unclaimed, done today, and who is away. For those who lead; nobody's work too.",
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'read' },
  input: z.object({}),
  output: z.object({
    today: daySchema,
    people: z.array(
      z.object({
        /** Null: the work of nobody. */
        person: personRef.nullable(),
        /** To do now, claimed or not; asleep does not count. */
        open: z.number().int(),
        overdue: z.number().int(),
        unclaimed: z.number().int(),
        done: z.number().int(),
        /** Away today, until this day, and who takes the new work; null when at work. */
        away: z.object({ until: daySchema, standIn: personRef.nullable() }).nullable(),
      }),
    ),
  }),
  errors: ['forbidden'],
});

export const reassignTasks = operation({
  id: 'tasks.reassign',
  method: 'POST',
  path: `${api}/tasks/reassign`,
  summary: 'Hands many tasks over at once, or takes that back. What somebody changed meanwhile stays as it is and is named.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: z.object({
    moves: z
      .array(
        z.object({
          taskId: z.string(),
          version: z.number().int(),
          /** Null: nobody's again. */
          personId: z.string().nullable(),
          /** Had been claimed by that person: counts only when taking back. */
          claimed: z.boolean().default(false),
        }),
      )
      .min(1)
      .max(MOST_MOVES),
    /** Takes an earlier hand-over back. */
    undo: z.boolean().default(false),
  }),
  output: z.object({
    moved: z.array(z.object({ taskId: z.string(), version: z.number().int() })),
    /** `changed`: somebody was faster, or it is over; `not-found`: not visible here; `no-person`: no access to the workspace. */
    stayed: z.array(z.object({ taskId: z.string(), why: z.enum(['changed', 'not-found', 'no-person']) })),
  }),
  errors: ['forbidden'],
});
