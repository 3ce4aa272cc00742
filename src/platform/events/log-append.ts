import type { DuckDBAppender } from '@duckdb/node-api';
import { writeError } from '../duckdb/open-duckdb.ts';
import { appendFresh, type Dictionary, NONE } from './dictionary.ts';
import { type EventGroup, endOf, startOf, TEXTS, type TextPlace } from './event-group.ts';
import { contentOf, type Fingerprints, fingerprints, type IsSeen, identityOf, type Kept, keptUnder } from './id-lookup.ts';
import type { IdWindow } from './id-window.ts';
import type { LogFiles } from './log-files.ts';
import { type OwnIds, ownIds } from './own-ids.ts';
import { type Content, sameContent } from './same-content.ts';
import { clear, handOver, type StagedRows, stagedRows } from './staged-rows.ts';
import type { Tally } from './tally.ts';

/** Answers, one byte an event. */
export const ACCEPTED = 0;
export const DUPLICATE = 1;
export const CONFLICT = 2;

/** Everything in memory that belongs to the log. */
export interface LogState {
  readonly files: LogFiles;
  dictionary: Dictionary;
  window: IdWindow;
  /** Null after a change of what is kept: then it is read anew when it is needed. */
  tally: Tally | null;
  nextSeq: number;
}

export interface Writer {
  /** Writes the new events of some groups in one commit: all of them, or none. One answer for each group. */
  write(groups: readonly EventGroup[]): Promise<Uint8Array[]>;
  /** What `write` would answer; nothing is written. */
  judge(groups: readonly EventGroup[]): Promise<Uint8Array[]>;
  /** Rows in the hot file that this writer has filled. */
  readonly hotRows: number;
  /** Ends the appenders: the hot file is going to change. */
  release(): void;
}

interface Appenders {
  readonly rows: DuckDBAppender;
  readonly texts: DuckDBAppender;
}

export function createWriter(state: LogState): Writer {
  const rows = stagedRows();
  const own = ownIds();
  let appenders: Appenders | null = null;
  let hotRows = 0;

  async function opened(): Promise<Appenders> {
    const { writer, hot } = state.files;
    appenders ??= { rows: await writer.createAppender('rows', 'main', hot), texts: await writer.createAppender('texts', 'main', hot) };
    return appenders;
  }

  async function commit(): Promise<void> {
    try {
      await commitRows(state, rows, await opened());
    } catch (error) {
      await state.files.writer.run('rollback').catch(() => undefined);
      if (appenders !== null) giveUp(appenders);
      appenders = null;
      state.dictionary.forget();
      throw writeError(error);
    }
  }

  /** Answers every event, and stages those that are new. */
  async function answered(groups: readonly EventGroup[], isSeen: IsSeen): Promise<Uint8Array[]> {
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    const ids = fingerprints(groups, total);
    const known = await keptUnder(state.files, { isSeen, since: state.window.since }, groups, ids);
    clear(rows, total);
    own.clear(total);
    return judge(state.dictionary, groups, ids, known, rows, own);
  }

  return {
    async judge(groups) {
      const answers = await answered(groups, state.window.has);
      state.dictionary.forget();
      return answers;
    },
    async write(groups) {
      const answers = await answered(groups, state.window.meet);
      if (rows.count === 0) return answers;
      await commit();
      // Only what is committed is known: of a failed group the window keeps ids, which are then looked for on disk and not found.
      state.dictionary.keep();
      state.tally?.addRows(rows, state.nextSeq);
      state.nextSeq += rows.count;
      hotRows += rows.count;
      state.window.turn(rows.recordedAt[rows.count - 1] ?? 0);
      return answers;
    },
    get hotRows() {
      return hotRows;
    },
    release() {
      const ending = appenders;
      appenders = null;
      hotRows = 0;
      ending?.rows.closeSync();
      ending?.texts.closeSync();
    },
  };
}

async function commitRows({ files, dictionary, nextSeq }: LogState, rows: StagedRows, to: Appenders): Promise<void> {
  handOver(rows, to.rows, nextSeq);
  if (dictionary.fresh.size === 0) {
    // Durable when it returns; a statement of its own would cost a turn through the pool of threads that readers use too.
    to.rows.flushSync();
    return;
  }
  appendFresh(to.texts, dictionary);
  await files.writer.run('begin');
  to.texts.flushSync();
  to.rows.flushSync();
  await files.writer.run('commit');
}

/** A failed flush keeps its rows in the appender and would write them with the next group, although the sender was told no. */
function giveUp(appenders: Appenders): void {
  for (const appender of [appenders.rows, appenders.texts]) {
    try {
      appender.clear();
      appender.closeSync();
    } catch {
      // It is given up in any case.
    }
  }
}

/** Answers every event in order, and stages those that are new. */
function judge(
  dictionary: Dictionary,
  groups: readonly EventGroup[],
  ids: Fingerprints,
  known: Kept,
  rows: StagedRows,
  own: OwnIds,
): Uint8Array[] {
  let at = 0;
  return groups.map((group) => {
    const answers = new Uint8Array(group.count);
    const numberOf = numberer(dictionary, group);
    for (let index = 0; index < group.count; index++, at++) {
      const [low, high] = [ids.low[at] ?? 0, ids.high[at] ?? 0];
      const earlier = earlierOf(known, own, group, index, low, high);
      if (earlier === null) stage(rows, group, index, low, high, numberOf);
      else answers[index] = sameContent(earlier, contentOf(group, index)) ? DUPLICATE : CONFLICT;
    }
    return answers;
  });
}

/** What was kept or taken under the id of an event; null: nothing, and now it is taken. */
function earlierOf(known: Kept, own: OwnIds, group: EventGroup, index: number, low: number, high: number): Content | null {
  const kept = known.size === 0 ? undefined : known.get(identityOf(group, index));
  if (kept !== undefined) return kept;
  const taken = own.take(low, high, group, index);
  return taken === null ? null : contentOf(taken.group, taken.index);
}

function stage(rows: StagedRows, group: EventGroup, index: number, low: number, high: number, numberOf: ReturnType<typeof numberer>): void {
  const row = rows.count++;
  const { numbers } = rows;
  numbers.workspace[row] = numberOf(index, TEXTS.workspaceId);
  numbers.source[row] = numberOf(index, TEXTS.source);
  numbers.account[row] = numberOf(index, TEXTS.accountId);
  numbers.endUser[row] = numberOf(index, TEXTS.userId);
  numbers.name[row] = numberOf(index, TEXTS.name);
  numbers.module[row] = numberOf(index, TEXTS.module);
  numbers.kind[row] = group.codes[3 * index] ?? 0;
  numbers.client[row] = group.codes[3 * index + 1] ?? 0;
  numbers.excluded[row] = group.codes[3 * index + 2] ?? 0;
  numbers.day[row] = group.numbers[3 * index + 2] ?? 0;
  rows.occurredAt[row] = group.numbers[3 * index] ?? 0;
  rows.recordedAt[row] = group.numbers[3 * index + 1] ?? 0;
  rows.seconds[row] = group.seconds[index] ?? 0;
  rows.low[row] = low;
  rows.high[row] = high;
  rows.groups.push(group);
  rows.index[row] = index;
}

/** Numbers of the texts of a group, remembering the last one of each kind: neighbours often share it. */
function numberer(dictionary: Dictionary, group: EventGroup): (index: number, text: TextPlace) => number {
  const kinds = Object.keys(TEXTS).length;
  const [starts, ends, last] = [new Int32Array(kinds), new Int32Array(kinds), new Int32Array(kinds)];
  return (index, text) => {
    const [start, end] = [startOf(group, index, text), endOf(group, index, text)];
    if (start < 0) return NONE;
    if (starts[text] !== start || ends[text] !== end || last[text] === NONE) {
      starts[text] = start;
      ends[text] = end;
      last[text] = dictionary.number(group.text, start, end);
    }
    return last[text] ?? NONE;
  };
}
