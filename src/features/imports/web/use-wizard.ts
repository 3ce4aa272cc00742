import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/operation.ts';
import { call } from '../../../web/call.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { cancelImport, getImport } from '../contract.ts';
import { previewImport, proposeMapping, removeFile, saveMapping, startImport } from '../contract-files.ts';
import type { Entity } from '../core/kinds.ts';
import { tableLabel } from '../core/table-label.ts';
import type { Draft } from './mapping-draft.ts';
import { sendFile } from './send-file.ts';

type Proposed = OutputOf<typeof proposeMapping>['files'][number];

/** A file on its way: sent so far, or why it could not be. */
export interface Sending {
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  readonly error: Error | null;
}

/** A table that a person decides about: what was proposed, and the mapping as it stands. */
export interface Choice {
  readonly proposed: Proposed;
  /** Null: left out. */
  readonly draft: Draft | null;
}

export type Preview = OutputOf<typeof previewImport>;
const EVERY_MS = 700;

type Busy = 'proposing' | 'previewing' | 'starting';
type Kinds = Readonly<Record<string, Entity | 'none'>>;

/** One thing at a time, and why the last one failed. */
function useAttempt() {
  const [busy, setBusy] = useState<Busy | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const attempt = async (what: Busy, run: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setError(null);
    try {
      await run();
    } catch (failed) {
      setError(asError(failed));
    } finally {
      setBusy(null);
    }
  };
  return { busy, error, attempt };
}

function asError(failed: unknown): Error {
  return failed instanceof Error ? failed : new Error(String(failed));
}

/** Sends files one after another; one that cannot be sent stays in the list with the reason. */
function useSending() {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const send = async (files: readonly File[]): Promise<readonly string[]> => {
    setSending(files.map(({ name, size }) => ({ name, bytes: size, sent: 0, error: null })));
    const note = (name: string, part: Partial<Sending>): void =>
      setSending((now) => now.map((one) => (one.name === name ? { ...one, ...part } : one)));
    const arrived: string[] = [];
    for (const file of files)
      try {
        arrived.push((await sendFile(file, (sent) => note(file.name, { sent }))).fileId);
        setSending((now) => now.filter(({ name }) => name !== file.name));
      } catch (failed) {
        note(file.name, { error: asError(failed) });
      }
    return arrived;
  };
  return { sending, send };
}

/** The tables of the files that were sent, with what is proposed and decided about each. */
function useChoices(attempt: ReturnType<typeof useAttempt>['attempt']) {
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [kinds, setKinds] = useState<Kinds>({});
  const propose = (files: readonly string[], said: Kinds = kinds): Promise<void> =>
    attempt('proposing', async () => {
      const proposed = files.length === 0 ? [] : (await call(proposeMapping, { files: [...files], kinds: said })).files;
      setChoices(proposed.map((one) => ({ proposed: one, draft: one.mapping })));
    });
  const fileIds = [...new Set(choices.map(({ proposed }) => proposed.fileId))];
  return {
    choices,
    fileIds,
    propose,
    decide: (table: string, kind: Entity | 'none'): void => {
      const said = { ...kinds, [table]: kind };
      setKinds(said);
      void propose(fileIds, said);
    },
    redraw: (index: number, draft: Draft): void => setChoices(choices.map((one, at) => (at === index ? { ...one, draft } : one))),
    clear: (): void => {
      setChoices([]);
      setKinds({});
    },
    mappingOf: (source: string) => ({
      source: source.trim() || 'files',
      files: choices.flatMap(({ draft }) => (draft === null ? [] : [draft])),
    }),
  };
}

/** The wizard from files to a finished import. */
export function useWizard() {
  const cache = useQueryClient();
  const { busy, error, attempt } = useAttempt();
  const { sending, send } = useSending();
  const { choices, fileIds, propose, decide, redraw, clear, mappingOf } = useChoices(attempt);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [importId, setImportId] = useState<string | null>(null);
  const report = useOperation(getImport, { importId: importId ?? '' }, { enabled: importId !== null, refetchInterval: EVERY_MS });
  const back = (): void => {
    setImportId(null);
    setPreview(null);
  };
  /** What a person changes makes the preview old. */
  const changing =
    <Args extends readonly unknown[]>(change: (...args: Args) => void) =>
    (...args: Args): void => {
      setPreview(null);
      change(...args);
    };
  return {
    sending,
    choices,
    preview,
    busy,
    error,
    report: importId === null ? null : (report.data ?? null),
    add: async (files: readonly File[]): Promise<void> => {
      back();
      const names = new Set(files.map(({ name }) => name));
      const kept = choices.filter(({ proposed }) => !names.has(proposed.file)).map(({ proposed }) => proposed.fileId);
      const arrived = await send(files);
      if (arrived.length > 0) await propose([...new Set([...kept, ...arrived])]);
    },
    remove: changing((fileId: string) => {
      void call(removeFile, { fileId }).catch(() => undefined);
      void propose(fileIds.filter((one) => one !== fileId));
    }),
    decide: changing(decide),
    redraw: changing(redraw),
    look: (source: string): Promise<void> =>
      attempt('previewing', async () => setPreview(await call(previewImport, { files: fileIds, mapping: mappingOf(source), rows: 8 }))),
    start: (source: string, dryRun: boolean, asOf: string): Promise<void> =>
      attempt('starting', async () => {
        const input = { files: fileIds, mapping: mappingOf(source), dryRun, ...(asOf === '' ? {} : { asOf }) };
        setImportId((await call(startImport, input)).importId);
      }),
    /** Once a report is there every page may show something new. */
    settle: (): void => void cache.invalidateQueries(),
    cancel: (): void => {
      if (importId !== null) void call(cancelImport, { importId }).then(() => report.refetch());
    },
    keep: (name: string, source: string): Promise<unknown> => {
      const headers = choices.map(({ proposed }) => ({
        file: tableLabel(proposed.file, proposed.sheet),
        headers: proposed.columns.map(({ header }) => header),
      }));
      return call(saveMapping, { name, mapping: mappingOf(source), headers });
    },
    again: back,
    done: (): void => {
      back();
      clear();
    },
  };
}

export type Wizard = ReturnType<typeof useWizard>;
