import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { TaskDefinition } from '../../../languages/autoscaling-group/task-definitions';

export default defineRule({
  id: 'ecs/task-rejected',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Task of Fargate is rejected',
  summary:
    'A task of Fargate has a size that AWS does not offer, or more time to stop than it gives.',
  citations: ['aws.ecs.task-size', 'aws.ecs.container-definition'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { tasks } }, report) {
    for (const task of tasks) {
      if (!task.isFargate) continue;
      const { memory, cpu } = task;
      const wrong = wrongSize(task);
      if (wrong && isKnown(memory)) {
        report({
          at: memory,
          message: `A task with ${isKnown(cpu) ? cpu.value : ''} units of a processor has ${wrong} of memory on Fargate, not ${memory.value} MiB: AWS rejects the definition. Write one of these, or another number of units.`,
          related: isKnown(cpu) ? [{ at: cpu, message: 'The units' }] : [],
        });
      }
      for (const { stopTimeout } of task.containers) {
        if (!isKnown(stopTimeout) || stopTimeout.value <= LONGEST_STOP) continue;
        report({
          at: stopTimeout,
          severity: 'warning',
          message: `The container is to have ${stopTimeout.value} s to stop, and Fargate gives ${LONGEST_STOP} s at the most: what takes longer is not finished when a task is replaced or scaled in. Write ${LONGEST_STOP} or less, and let longer work be protected or taken up again.`,
        });
      }
    }
  },
});

/** Seconds. */
const LONGEST_STOP = 120;

/** MiB that Fargate offers for units of a processor: from, to, in steps of. */
const SIZES: ReadonlyMap<number, readonly [from: number, to: number, step: number]> = new Map([
  [512, [1024, 4096, 1024]],
  [1024, [2048, 8192, 1024]],
  [2048, [4096, 16384, 1024]],
  [4096, [8192, 30720, 1024]],
  [8192, [16384, 61440, 4096]],
  [16384, [32768, 122880, 8192]],
]);
/** The smallest has sizes that are no steps. */
const SMALLEST = { cpu: 256, memory: [512, 1024, 2048] };

/** What a task may have instead of its memory; `undefined` where that is right, or its processors are not known here. */
function wrongSize({ cpu, memory }: TaskDefinition): string | undefined {
  if (!isKnown(cpu) || !isKnown(memory)) return undefined;
  if (cpu.value === SMALLEST.cpu) {
    return SMALLEST.memory.includes(memory.value) ? undefined : '512, 1024 or 2048 MiB';
  }
  const size = SIZES.get(cpu.value);
  if (!size) return undefined;
  const [from, to, step] = size;
  const isRight = memory.value >= from && memory.value <= to && memory.value % step === 0;
  return isRight ? undefined : `${from} to ${to} MiB in steps of ${step}`;
}
