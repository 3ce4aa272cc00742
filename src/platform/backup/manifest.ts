import { z } from 'zod';

/** Why a backup was made. */
export const WHYS = ['daily', 'before-update', 'by-hand'] as const;
export type Why = (typeof WHYS)[number];

/** The first file of every backup: what is in it, and who can read it. */
export const MANIFEST = 'manifest.json';

/** The only names that a backup can hold: nothing leads out of the folder it is unpacked into. */
const PART_NAME = /^(?:relational|events|series)\/[a-z0-9_][a-z0-9_.-]{0,60}$/;
const LARGEST_PART = 2 ** 50;

export const manifestSchema = z.object({
  format: z.literal(1),
  /** Version of the program that made it. */
  program: z.string().max(40),
  /** The oldest program that can restore it. */
  readableFrom: z.string().regex(/^\d+\.\d+\.\d+/),
  /** ISO 8601, UTC. */
  madeAt: z.iso.datetime(),
  why: z.enum(WHYS),
  engine: z.enum(['pglite', 'postgres']),
  /** The migrations of its relational part, in their order. */
  migrations: z.array(z.string().regex(/^\d{4}_[a-z0-9_]{1,80}$/)).max(10_000),
  parts: z
    .array(
      z.object({
        name: z.string().regex(PART_NAME),
        bytes: z.int().min(0).max(LARGEST_PART),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(10_000),
  /** Rows of each table, and of the two other stores. */
  counts: z.object({ relational: z.record(z.string(), z.int().min(0)), events: z.int().min(0), series: z.int().min(0) }),
});

export type Manifest = z.output<typeof manifestSchema>;
