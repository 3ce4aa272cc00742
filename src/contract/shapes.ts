import { z } from 'zod';
import { UNKNOWN_REASONS } from '../kernel/known.ts';
import { type Day, isDay } from '../kernel/time.ts';

/** A civil day in and out of the API. */
export const daySchema = z
  .string()
  .refine((text): text is Day => isDay(text), { message: 'Write a real day as YYYY-MM-DD.' })
  .transform((text) => text as Day)
  .meta({ format: 'date' });

/** A moment in and out of the API, ISO 8601 in UTC. */
export const instantSchema = z.string().meta({ format: 'date-time' });

export const unknownReasonSchema = z.enum(UNKNOWN_REASONS);

/** A number or the reason why there is none: `{value: null, reason}`. `partial` marks a window with some silent days. */
export const maybeNumberSchema = z.object({
  value: z.number().nullable(),
  reason: unknownReasonSchema.optional(),
  partial: z.literal(true).optional(),
});
export type MaybeNumber = z.output<typeof maybeNumberSchema>;

export const externalIdSchema = z.string().trim().min(1).max(200);
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const nameSchema = z.string().trim().min(1).max(120);
/** Twelve characters at least; length beats character classes (NIST SP 800-63B). */
export const passwordSchema = z.string().min(12).max(128);
/** The key of a workspace in addresses. */
export const workspaceKeySchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'Lower-case letters, digits and hyphens, at most 40.');
export const timeZoneSchema = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  },
  { message: 'Not a time zone name; write it as Asia/Shanghai.' },
);
export const localeSchema = z.enum(['zh-CN', 'en-US']);
