import type { Job } from '../../contract/job.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Day } from '../../kernel/time.ts';
import type { Carrier } from '../carrier.ts';
import type { WorkspaceInfo } from '../context.ts';
import { inBackground } from '../db/callers-first.ts';
import type { Logger } from '../log.ts';
import type { JobHandler } from '../module.ts';
import type { WorkspaceDirectory } from '../runtime.ts';

export interface JobParts {
  readonly handlers: readonly JobHandler[];
  readonly workspaces: WorkspaceDirectory;
  readonly carrier: () => Carrier;
  readonly log: Logger;
  /** There is something to run now. */
  readonly requested: () => void;
}

/** The jobs of the house, and those that have been asked for. */
export interface Jobs {
  /** Asks for a run; asking twice before it starts is asking once. */
  request(job: Job, workspace: WorkspaceInfo, asOf: Day | null): void;
  /**
   * Starts what was asked for and waits for it and for all that runs. Returns how many were run, and why some failed.
   *
   * @param alsoLong  Waits for long ones too; else they go on by themselves.
   */
  runRequested(alsoLong: boolean): Promise<{ readonly count: number; readonly failures: readonly unknown[] }>;
  /** Runs a job now, for one workspace or all. One that fails does not keep the others from running. */
  run(name: string, options: { workspace?: WorkspaceInfo; asOf?: Day }): Promise<void>;
}

interface Request {
  readonly handler: JobHandler;
  readonly workspace: WorkspaceInfo;
  readonly asOf: Day | null;
}

export function createJobs(parts: JobParts): Jobs {
  const pending = new Map<string, Request>();
  /** The end of the line of each job: one run of it at a time, and different jobs side by side. */
  const lines = new Map<string, Promise<unknown>>();
  const longOnes = new Set(parts.handlers.filter(({ job }) => job.long === true).map(({ job }) => job.name));

  function inLine({ handler, workspace, asOf }: Request): Promise<void> {
    const { name } = handler.job;
    const before = lines.get(name) ?? Promise.resolve();
    const run = before.then(() =>
      inBackground(() => parts.carrier().read(workspace, { kind: 'system', name }, handler.run, ...(asOf === null ? [] : [asOf]))),
    );
    lines.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  }

  function handlerOf(name: string): JobHandler {
    const found = parts.handlers.find(({ job }) => job.name === name);
    if (found !== undefined) return found;
    const names = parts.handlers.map(({ job }) => job.name).sort();
    throw new AppError('not-found', `There is no job '${name}'.`, { hint: `Jobs are: ${names.join(', ')}.` });
  }

  return {
    request(job, workspace, asOf) {
      pending.set(`${job.name} ${workspace.id} ${asOf}`, { handler: handlerOf(job.name), workspace, asOf });
      parts.requested();
    },
    async runRequested(alsoLong) {
      const taken = [...pending.values()];
      pending.clear();
      const isAwaited = (name: string): boolean => alsoLong || !longOnes.has(name);
      const failures: unknown[] = [];
      const runs = taken.map((request) => ({
        name: request.handler.job.name,
        end: inLine(request).catch((error: unknown) => {
          failures.push(error);
          parts.log.error({ job: request.handler.job.name, workspace: request.workspace.key, err: error }, 'A job failed');
        }),
      }));
      await Promise.all(runs.filter(({ name }) => isAwaited(name)).map(({ end }) => end));
      await Promise.all([...lines].filter(([name]) => isAwaited(name)).map(([, end]) => end));
      return { count: taken.length, failures };
    },
    async run(name, { workspace, asOf }) {
      const handler = handlerOf(name);
      const workspaces = workspace === undefined ? await parts.workspaces.all() : [workspace];
      const results = await Promise.allSettled(workspaces.map((each) => inLine({ handler, workspace: each, asOf: asOf ?? null })));
      const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      if (failures.length === 1) throw failures[0];
      if (failures.length > 1) throw new AggregateError(failures, `The job ${name} failed in ${failures.length} workspaces.`);
    },
  };
}
