import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { child, listOf, stringField } from '../../../languages/kubernetes/fields';
import { entryOf, tableOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/keda-trigger-rejected',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'KEDA trigger rejected',
  summary: 'A KEDA trigger lacks a setting it needs, or has a metric type it cannot have.',
  citations: ['keda.scaled-object', 'keda.cron'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { resource, object, spec } of kubernetes.autoscalers) {
      if (resource !== 'ScaledObject' || object.live || object.broken) continue;
      for (const trigger of listOf(spec, 'triggers').items) {
        const type = stringField(trigger, 'type');
        if (!isKnown(type)) continue;
        const metricType = stringField(trigger, 'metricType');
        const isResource = type.value === 'cpu' || type.value === 'memory';
        const refused = isResource ? 'Value' : 'Utilization';
        if (valueOf(metricType) === refused && isKnown(metricType)) {
          report({
            at: metricType,
            message: isResource
              ? `A ${type.value} trigger cannot have the metricType Value: KEDA makes no autoscaler of it. Write Utilization or AverageValue.`
              : `A ${type.value} trigger cannot have the metricType Utilization, which is a share of what pods request: KEDA makes no autoscaler of it. Write AverageValue, the default, or Value.`,
          });
        }
        const metadata = child(trigger, 'metadata');
        const isAbsent = (key: string) => stringField(metadata, key).state === 'absent';
        // A TriggerAuthentication may bring what a variable of the pods may bring.
        const isAlone = !child(trigger, 'authenticationRef').written;
        const missing = [
          ...(entryOf(NEEDED, type.value) ?? []).filter(isAbsent),
          ...(isAlone ? (entryOf(NEEDED_FROM_SOMEWHERE, type.value) ?? []) : []).filter(
            (key) => isAbsent(key) && isAbsent(`${key}FromEnv`),
          ),
        ];
        if (missing.length === 0) continue;
        report({
          at: type,
          message: `The ${type.value} trigger has no ${missing.join(' and no ')}: KEDA does not start it, and the ScaledObject scales nothing. Add ${missing.length > 1 ? 'them' : 'it'} under metadata.`,
        });
      }
    }
  },
});

/** What a trigger reads from its metadata alone: no secret and no variable can give it. */
const NEEDED = tableOf<readonly string[]>({
  cpu: ['value'],
  memory: ['value'],
  cron: ['timezone', 'start', 'end', 'desiredReplicas'],
});

/** What a trigger reads from its metadata, from a variable of the pods, or from a TriggerAuthentication. */
const NEEDED_FROM_SOMEWHERE = tableOf<readonly string[]>({
  kafka: ['bootstrapServers', 'consumerGroup'],
  rabbitmq: ['queueName'],
  prometheus: ['serverAddress', 'query', 'threshold'],
  'aws-sqs-queue': ['queueURL', 'awsRegion'],
  redis: ['listName'],
});
