import type { FunctionTriggerFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { FactEntry, WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { moduleOf } from '../../../system/identifiers';
import { carriedBy } from '../../../system/relations/carries';
import { settingIn } from '../../../system/setting-names';
import { severityIn } from '../../../system/severity';
import { triggersOf } from '../../../system/sources/functions';

export default defineRule({
  id: 'topology/batch-thrown-back',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'One failure hands back the batch',
  summary: 'A message that fails brings back all that were handed over with it.',
  citations: ['aws.lambda.sqs-errors'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    if (system.of('batch-handler').length === 0) return;
    const handlersOf = carriedBy(system, 'batch-handler');
    for (const workload of system.workloadsWhere(IS_FUNCTION)) {
      const batches = batchesOf(triggersIn(workload, system));
      const [first] = batches;
      const handler = handlersOf(workload).find(
        ({ file, certainty }) => certainty === 'stated' && isEntry(file, workload),
      );
      if (!first || !handler) continue;
      const { trigger, size } = first;
      const setting = settingIn(trigger, 'FunctionResponseTypes');
      const named = settingIn(trigger, 'BatchSize');
      const { batchSize } = trigger.fact;
      const isWritten = batchSize.state === 'known';
      report({
        at: { uri: trigger.uri, path: isWritten ? batchSize.path : trigger.fact.path },
        severity: severityIn(system, 'information'),
        message: `${workload.name} is given up to ${size} messages at once (${named}${isWritten ? '' : ', its default'}) and fails as a whole where one of them fails: all of them come back, those that are done are done again, and each time counts towards the dead-letter queue for all. Answer with those that failed (batchItemFailures), and say so here (${setting}: ReportBatchItemFailures).`,
        subject: workload.id,
        related: [
          {
            at: { uri: handler.uri, path: handler.fact.path },
            message: 'its messages are walked over',
          },
        ],
      });
    }
  },
});

/** Messages that a queue of SQS hands over at once where nothing is written. */
const BATCH = 10;

const IS_FUNCTION: WorkloadTest = {
  name: 'is a function of Lambda',
  holds: ({ tool }) => tool === 'lambda',
};

function triggersIn(
  { fact, file, build }: WorkloadNode,
  system: Parameters<typeof triggersOf>[1],
): readonly FactEntry<FunctionTriggerFact>[] {
  return fact.kind === 'function'
    ? triggersOf({ file, build: build === null ? null : { id: build }, fact }, system)
    : [];
}

/** The queues that hand over several messages at once, and are not told which have failed. */
function batchesOf(triggers: readonly FactEntry<FunctionTriggerFact>[]) {
  return triggers.flatMap((trigger) => {
    const { by, batchSize, reportsFailures } = trigger.fact;
    if (by !== 'queue' || reportsFailures !== false || batchSize.state === 'unknown') return [];
    const size = batchSize.state === 'known' ? batchSize.value : BATCH;
    return size > 1 ? [{ trigger, size }] : [];
  });
}

/** Whether a file is the one that a function begins with. */
function isEntry(file: string, { containers }: WorkloadNode): boolean {
  return containers.some(({ processes, code }) =>
    processes.some(({ entry }) => {
      if (entry === null || !code) return false;
      const own = code.folder === '' ? file : file.slice(code.folder.length + 1);
      return moduleOf(own).replace(/\.py$/, '') === moduleOf(entry).replace(/\.py$/, '');
    }),
  );
}
