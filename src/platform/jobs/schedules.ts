import PgBoss from 'pg-boss';
import type { Job } from '../../contract/job.ts';
import type { WorkspaceInfo } from '../context.ts';
import type { Relational } from '../db/relational.ts';
import type { Logger } from '../log.ts';

/** The schedules of the jobs, kept by pg-boss in the database: of several processes on one server only one starts a run. */
export interface Schedules {
  /** Sees to it that every job is scheduled in every time zone that a workspace lives in. */
  cover(workspaces: readonly WorkspaceInfo[]): Promise<void>;
  stop(): Promise<void>;
}

export interface ScheduleParts {
  readonly relational: Relational;
  readonly jobs: readonly Job[];
  readonly log: Logger;
  /** It is time for a job in a zone. */
  readonly due: (job: Job, timeZone: string) => Promise<void>;
}

const POLL_SECONDS = 30;
const STOP_MS = 3_000;

/** Makes the tables of the job library, so that the first start need not. */
export async function prepareSchedules(relational: Relational): Promise<void> {
  const boss = openBoss(relational);
  await boss.start();
  await stopBoss(boss);
}

function openBoss(relational: Relational): PgBoss {
  return new PgBoss({
    db: { executeSql: (text, values) => relational.query(text, values ?? []) },
    schema: 'pgboss',
    // Nothing here needs seconds, and every look costs the embedded engine a statement.
    cronMonitorIntervalSeconds: POLL_SECONDS,
    cronWorkerIntervalSeconds: POLL_SECONDS,
    maintenanceIntervalSeconds: 600,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 7,
  });
}

function stopBoss(boss: PgBoss): Promise<void> {
  return boss.stop({ graceful: true, wait: true, timeout: STOP_MS, close: false });
}

export async function startSchedules({ relational, jobs, log, due }: ScheduleParts): Promise<Schedules> {
  const boss = openBoss(relational);
  boss.on('error', (error) => log.error({ err: error }, 'The schedules failed'));
  await boss.start();
  const scheduled = jobs.filter(({ schedule }) => schedule !== null);
  const covered = new Set<string>();

  async function coverZone(timeZone: string): Promise<void> {
    for (const job of scheduled) {
      const queue = `${job.name}@${timeZone}`;
      await boss.createQueue(queue);
      await boss.schedule(queue, job.schedule ?? '', {}, { tz: timeZone });
      await boss.work(queue, { pollingIntervalSeconds: POLL_SECONDS }, () => due(job, timeZone));
    }
    covered.add(timeZone);
  }

  return {
    async cover(workspaces) {
      const zones = new Set(workspaces.map(({ timeZone }) => timeZone));
      for (const zone of zones) if (!covered.has(zone)) await coverZone(zone);
      const wanted = new Set([...zones].flatMap((zone) => scheduled.map(({ name }) => `${name}@${zone}`)));
      for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name);
    },
    stop: () => stopBoss(boss),
  };
}
