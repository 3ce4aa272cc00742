import { AppError, type ErrorCode, InvariantError } from '../../kernel/errors.ts';
import { ExitError, type ExitName } from '../exit-codes.ts';

/** What the thread of the event log is asked for by name. */
export const METHODS = [
  'append',
  'judge',
  'userDays',
  'firstLogins',
  'moduleDays',
  'namedModuleDays',
  'depthDays',
  'pickedDays',
  'firstPicked',
  'onlineDays',
  'deliveries',
  'sourcesOf',
  'firstDays',
  'changedSince',
  'find',
  'inOrder',
  'outside',
  'readings',
  'counts',
  'arrivals',
  'lots',
  'names',
  'largestLots',
  'wouldRelabel',
  'relabel',
  'erase',
  'lastSeq',
  'backup',
  'restore',
  'digest',
  'close',
] as const;
export type Method = (typeof METHODS)[number];

export type Order = [method: Method, ...args: unknown[]];
/** Orders, several in one message. */
export type ToLog = (readonly [id: number, ...order: Order])[];
/** Answers, several in one message: those to a whole commit travel together. */
export type FromLog = readonly [id: number, result?: unknown, failure?: Failure][];

/** An error on its way between threads, which keep no classes. */
export type Failure = { readonly message: string; readonly stack: string } & (
  | { readonly name: 'app'; readonly code: ErrorCode }
  | { readonly name: 'exit'; readonly code: ExitName }
  | { readonly name: 'invariant' | 'error'; readonly code?: undefined }
);

export function failureOf(error: unknown): Failure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof AppError) return { name: 'app', code: error.code, message, stack };
  if (error instanceof ExitError) return { name: 'exit', code: error.exit, message, stack };
  return { name: error instanceof InvariantError ? 'invariant' : 'error', message, stack };
}
