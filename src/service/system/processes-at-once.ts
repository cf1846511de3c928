import type { ProcessNode } from '../contracts/system';

/**
 * The processes of a container that can run beside one another: of those of which one runs instead of the others, the
 * one that wants the most.
 */
export function processesAtOnce(processes: readonly ProcessNode[]): readonly ProcessNode[] {
  if (processes.every(({ insteadOf }) => insteadOf === undefined)) return processes;
  const wanted = ({ count, concurrency }: ProcessNode) =>
    (count.value ?? MOST) * (concurrency === null ? MOST : (concurrency.value ?? MOST));
  const kept: ProcessNode[] = [];
  for (const process of [...processes].sort((a, b) => wanted(b) - wanted(a))) {
    if (!kept.some(({ id }) => process.insteadOf?.includes(id))) kept.push(process);
  }
  return processes.filter((process) => kept.includes(process));
}

/** More than anything that is known. */
const MOST = 1e6;
