import { InvariantError } from '../../kernel/errors.ts';
import type { BackedEvents } from '../backup/port.ts';
import { cellsOf } from '../duckdb/cells.ts';
import { claim, oneByOne } from '../duckdb/open-duckdb.ts';
import { changedSince } from './changed-since.ts';
import { depthDays } from './depth-days.ts';
import { dictionary } from './dictionary.ts';
import type { EventGroup } from './event-group.ts';
import { idWindow, WINDOW_IDS, WINDOW_MS } from './id-window.ts';
import { loadTally } from './load-tally.ts';
import { createWriter, type LogState } from './log-append.ts';
import { inOrder, outside, readings } from './log-audit.ts';
import { backupLog, digestOfLog, eraseFrom, restoreLog } from './log-changes.ts';
import { arrivals, counts } from './log-explore.ts';
import { type LogFiles, openLogFiles } from './log-files.ts';
import { largestLots, lots, names, relabelIn, wouldRelabel } from './log-labels.ts';
import { find, values } from './log-queries.ts';
import { tallied } from './log-tally.ts';
import { picks } from './picked-days.ts';
import {
  deliveries,
  firstDays,
  firstLogins,
  type Known,
  moduleDays,
  namedModuleDays,
  onlineDays,
  sourceNames,
  sourcesOf,
  userDays,
} from './tally-answers.ts';

/** The event store as its thread sees it: events come in columns and are answered with a byte each. */
export interface EventLog extends Omit<BackedEvents, 'append' | 'judge' | 'still'> {
  /** The number of the last event that was answered. */
  lastSeq(): Promise<number>;
  append(group: EventGroup): Promise<Uint8Array>;
  judge(group: EventGroup): Promise<Uint8Array>;
}

/** When the hot file is sealed. */
export interface RotationLimits {
  readonly rows: number;
  readonly ms: number;
}

/** Replaying half a million rows after a crash takes a third of a second; an hour keeps a quiet log's newest events near the rest. */
const ROTATION: RotationLimits = { rows: 400_000, ms: 3_600_000 };

/** Events that share a commit at most, unless one call brings more. */
const GROUP = 20_000;

interface Waiting {
  readonly group: EventGroup;
  readonly resolve: (answers: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens the event log in a file, or `:memory:`, in this thread. The caller is the one owner of the file in this process. */
export async function openEventLog(path: string, rotation: RotationLimits = ROTATION): Promise<EventLog> {
  const free = claim(path);
  try {
    return logOver(await stateOf(await openLogFiles(path)), path, rotation, free);
  } catch (error) {
    free();
    throw error;
  }
}

/** Takes appends and writes what has come by then in one commit after another, in turn with other changes of the log. */
function queueOver(state: LogState, rotation: RotationLimits) {
  const { files } = state;
  const writer = createWriter(state);
  const inTurn = oneByOne();
  const waiting: Waiting[] = [];
  let hotSince = performance.now();
  let isDrawn = false;

  async function rotate(): Promise<void> {
    writer.release();
    await files.rotate();
    hotSince = performance.now();
  }

  const isDue = (): boolean => writer.hotRows >= rotation.rows || (writer.hotRows > 0 && performance.now() - hotSince >= rotation.ms);

  async function writeSome(): Promise<void> {
    const some = takeSome(waiting);
    try {
      const answers = await writer.write(some.map(({ group }) => group));
      for (const [index, { resolve }] of some.entries()) resolve(answers[index] ?? new Uint8Array(0));
      if (isDue()) await rotate();
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }

  /** After all that has arrived by now: what comes while a commit runs shares the next one, so there is no timer. */
  function draw(): void {
    if (isDrawn) return;
    isDrawn = true;
    setImmediate(() => {
      isDrawn = false;
      void inTurn(writeSome).then(() => {
        if (waiting.length > 0) draw();
      });
    });
  }

  return {
    inTurn,
    append: (group: EventGroup): Promise<Uint8Array> =>
      new Promise((resolve, reject) => {
        waiting.push({ group, resolve, reject });
        draw();
      }),
    judge: (group: EventGroup): Promise<Uint8Array> => inTurn(async () => (await writer.judge([group]))[0] ?? new Uint8Array(0)),
    /** Brings all events into the main file. Called in turn, so whoever appends meanwhile waits. */
    async allInMain(): Promise<void> {
      if (writer.hotRows > 0) await rotate();
      else writer.release();
      await files.sealed();
    },
    end: () => inTurn(async () => writer.release()),
  };
}

function takeSome(waiting: Waiting[]): Waiting[] {
  const some: Waiting[] = [];
  let rows = 0;
  for (let next = waiting[0]; next !== undefined && (rows === 0 || rows + next.group.count <= GROUP); next = waiting[0]) {
    rows += next.group.count;
    some.push(next);
    waiting.shift();
  }
  return some;
}

function logOver(state: LogState, path: string, rotation: RotationLimits, free: () => void): EventLog {
  const { files } = state;
  const { append, judge, inTurn, allInMain, end } = queueOver(state, rotation);
  let nameOf = sourceNames(files);
  /** Read in turn: no commit falls between the reading and the remembering. */
  const known = async (): Promise<Known> => ({
    dictionary: state.dictionary,
    tally: state.tally ?? (await inTurn(async () => (state.tally ??= await loadTally(files, state.nextSeq - 1)))),
  });
  return {
    append,
    judge,
    firstLogins: async (workspaceId, accountIds) => firstLogins(await known(), workspaceId, accountIds),
    userDays: async (workspaceId, accountIds, from, to) => userDays(await known(), workspaceId, accountIds, from, to),
    moduleDays: async (workspaceId, accountIds, from, to) => moduleDays(await known(), workspaceId, accountIds, from, to),
    namedModuleDays: async (workspaceId, accountIds, from, to) => namedModuleDays(await known(), files, workspaceId, accountIds, from, to),
    depthDays: (workspaceId, accountIds, from, to) => depthDays(state, workspaceId, accountIds, from, to),
    ...picks(state),
    onlineDays: async (workspaceId, accountIds, from, to) => onlineDays(await known(), workspaceId, accountIds, from, to),
    deliveries: async (workspaceId) => deliveries(await known(), nameOf, workspaceId),
    sourcesOf: async (workspaceId, accountIds) => sourcesOf(await known(), nameOf, workspaceId, accountIds),
    firstDays: async (workspaceId) => firstDays(await known(), workspaceId),
    changedSince: (workspaceId, cursor) => changedSince(state, workspaceId, cursor),
    find: (workspaceId, filter) => find(state, workspaceId, filter),
    inOrder: (workspaceId, accountIds, after, limit) => inOrder(state, workspaceId, accountIds, after, limit),
    outside: (workspaceId, by, spans, samples) => outside(state, workspaceId, by, spans, samples),
    readings: (workspaceId) => readings(state, workspaceId),
    counts: (workspaceId, choice) => counts(state, workspaceId, choice),
    arrivals: (workspaceId, since, everyMs) => arrivals(state, workspaceId, since, everyMs),
    lots: (workspaceId, splits, ofNames) => lots(state, workspaceId, splits, ofNames),
    names: (workspaceId, after, most) => names(state, workspaceId, after, most),
    largestLots: (workspaceId, most) => largestLots(state, workspaceId, most),
    wouldRelabel: (workspaceId, scope) => wouldRelabel(state, workspaceId, scope),
    relabel: (workspaceId, scope) =>
      inTurn(async () => {
        if (scope.relabels.length === 0) return [];
        await allInMain();
        const touched = await relabelIn(state, workspaceId, scope);
        if (touched.length > 0) state.tally = null;
        return touched;
      }),
    erase: (workspaceId, whose) =>
      inTurn(async () => {
        if (whose.accountId === undefined && whose.userId === undefined && whose.brought === undefined)
          throw new InvariantError('Whose events are to be erased?');
        await allInMain();
        const erased = await eraseFrom(files, state.dictionary, path, workspaceId, whose, state.nextSeq - 1);
        if (erased.length === 0) return erased;
        Object.assign(state, { dictionary: await loadDictionary(files), tally: null });
        nameOf = sourceNames(files);
        return erased;
      }),
    lastSeq: async () => state.nextSeq - 1,
    backup: (folder, lastSeq) => backupLog(files, folder, lastSeq),
    restore: (folder) =>
      inTurn(async () => {
        if (state.nextSeq !== 1) throw new InvariantError('Only an empty event log can be filled from a backup.');
        await allInMain();
        await restoreLog(files, state.dictionary, folder);
        Object.assign(state, await stateOf(files));
      }),
    digest: () => digestOfLog(files),
    async close() {
      await end();
      await files.close();
      free();
    },
  };
}

/** Reads back what is kept in memory. */
async function stateOf(files: LogFiles): Promise<LogState> {
  const times = await timesOf(files);
  const [[erasedBelow] = []] = values(await files.rows(() => 'select max(below_seq)::double from log.erased'));
  const lastSeq = Math.max(Number(erasedBelow ?? 0), ...times.map((one) => one.lastSeq));
  return {
    files,
    dictionary: await loadDictionary(files),
    window: await loadWindow(files, lastSeq, times),
    tally: await loadTally(files, lastSeq),
    nextSeq: lastSeq + 1,
  };
}

interface Times {
  readonly lastSeq: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Of each sealed file, and of the hot ones together, in the order of time. */
async function timesOf(files: LogFiles): Promise<readonly Times[]> {
  const found = await files.rows(
    ({ hotRows }) => `select last_seq::double, first_at::double, last_at::double from ${tallied('tally_times', hotRows)} order by last_seq`,
  );
  return values(found).map(([lastSeq, firstAt, lastAt]) => ({
    lastSeq: Number(lastSeq),
    firstAt: Number(firstAt),
    lastAt: Number(lastAt),
  }));
}

async function loadDictionary(files: LogFiles): Promise<LogState['dictionary']> {
  const texts = dictionary();
  for (const chunk of await files.rows((from) => `select number, low, high from ${from.texts}`)) {
    const [number, low, high] = [0, 1, 2].map((column) => cellsOf(chunk.getColumnVector(column)));
    for (let row = 0; row < chunk.rowCount; row++) texts.load(number?.[row] ?? 0, low?.[row] ?? 0, high?.[row] ?? 0);
  }
  return texts;
}

async function loadWindow(files: LogFiles, lastSeq: number, times: readonly Times[]): Promise<LogState['window']> {
  const lastAt = Math.max(0, ...times.map((one) => one.lastAt));
  const [afterSeq, afterTime] = [lastSeq - WINDOW_IDS / 2, lastAt - WINDOW_MS];
  // What may lie outside: whole files by their times. A later beginning than need be costs a look on disk, and is never wrong.
  const cut = times.filter(({ lastSeq: last, firstAt }) => last <= afterSeq || firstAt <= afterTime);
  const before = Math.max(
    Number.NEGATIVE_INFINITY,
    ...cut.map((one) => (one.lastSeq <= afterSeq ? one.lastAt : Math.min(one.lastAt, afterTime))),
  );
  const straddling = times.find((one) => one.lastSeq > afterSeq);
  const window = idWindow(afterSeq > 0 && straddling !== undefined ? Math.max(before, straddling.lastAt) + 1 : before + 1);
  const inside = `seq > ${afterSeq} and recorded_at > ${afterTime}`;
  for (const chunk of await files.rows(({ rows }) => `select id_low, id_high from ${rows} where ${inside}`)) {
    const [low, high] = [0, 1].map((column) => cellsOf(chunk.getColumnVector(column)));
    for (let row = 0; row < chunk.rowCount; row++) window.add(low?.[row] ?? 0, high?.[row] ?? 0, lastAt);
  }
  return window;
}
