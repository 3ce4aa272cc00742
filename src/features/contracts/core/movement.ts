import type { Day, Instant } from '../../../kernel/time.ts';

/** 变动类型: why what recurs a year changed (FIN-10). */
export const MOVEMENT_TYPES = [
  'new',
  'renewal',
  'expansion',
  'contraction',
  'churn',
  'reactivation',
  'price',
  /** Made when figures are read in another currency, never written. */
  'currency',
] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];

/** 二次销售类型 (FIN-13): 直接增购, 交叉销售, 增值服务. */
export type SecondSale = 'ADD' | 'CROSS' | 'VALUE';

/** A change of what recurs a year, of one line, from a day on. */
export interface Movement {
  /** Null: of the contract itself, where it has no lines. */
  readonly lineId: string | null;
  readonly contractId: string | null;
  readonly day: Day;
  readonly type: MovementType;
  readonly secondSale: SecondSale | null;
  /** Whole minor units a year; negative for what goes. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly trial: boolean;
  /** Of a renewal: the line from which, or to which, the amount is carried. */
  readonly other: string | null;
}

/** A movement as it stands in the ledger. Nothing of it is ever changed. */
export interface LedgerEntry extends Movement {
  /** Counts up within the workspace. */
  readonly number: number;
  /** `line`: follows from what lines say. `hand`: a person posted it. */
  readonly origin: 'line' | 'hand';
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly importId: string | null;
  /** The entry that this one takes back. */
  readonly reverses: number | null;
  readonly note: string | null;
}

/** An entry that is to be written; the writer gives it its number, time and author. */
export interface NewEntry extends Movement {
  readonly origin: 'line' | 'hand';
  readonly reverses: number | null;
  readonly note: string | null;
}
