import type { JobFact } from '../contracts/fact';
import type { ProcessNode, WorkloadNode } from '../contracts/system';
import { textOf } from './factors';
import { minutesBetween } from './schedules';

/** Minutes between two starts up to which a run is likely to meet the one before it. */
export const MOST_MINUTES = 60;

/** It is begun again and again beside what is deployed; a Job that runs once, such as a migration, is over by then. */
function isScheduled({ fact }: WorkloadNode): boolean {
  return fact.kind === 'workload' && fact.job !== null && fact.job.schedule.state !== 'absent';
}

/** Minutes between two starts of a CronJob of which a run may meet the one before it; `undefined` where none is seen to. */
export function minutesOfOverlap(job: JobFact): number | undefined {
  const { schedule, concurrency, deadline, suspended } = job;
  if (schedule.state !== 'known' || suspended.state === 'unknown') return undefined;
  if (suspended.state === 'known' && suspended.value) return undefined;
  const policy = concurrency.state === 'absent' ? 'Allow' : textOf(concurrency);
  const minutes = minutesBetween(schedule.value);
  if (policy !== 'Allow' || minutes === undefined || minutes > MOST_MINUTES) return undefined;
  if (deadline.state === 'unknown') return undefined;
  const ends = deadline.state === 'known' && deadline.value <= minutes * 60;
  return ends ? undefined : minutes;
}

/** Commands that ask no database through what the code beside them makes. */
const TOOLS =
  /^(?:flyway|liquibase|dbmate|goose|atlas|sqlx|diesel|migrate|golang-migrate|curl|wget|sleep|echo|aws|gcloud|kubectl|psql|pg_dump|pg_dumpall|mysqldump|mysql|redis-cli|mc)(?:\s|$)/;

/** Whether a process opens pools of its code for as long as something counts it: one that ends by itself only where a CronJob begins it again. */
export function staysOpen({ work, program }: ProcessNode, workload: WorkloadNode): boolean {
  return work === 'once' ? isScheduled(workload) && !TOOLS.test(program) : work !== 'server';
}
