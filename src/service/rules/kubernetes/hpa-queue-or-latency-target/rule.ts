import { isKnown } from '../../../contracts/field';
import { defineRule, type RuleContext } from '../../../contracts/rule';
import type { Metric } from '../../../languages/kubernetes/metric';
import { quantityOf } from '../../../languages/kubernetes/quantity';

export default defineRule({
  id: 'kubernetes/hpa-queue-or-latency-target',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Queue or latency target high',
  summary: 'The autoscaler lets a queue or a response time grow further than the guide does.',
  citations: ['guide.autoscaling'],
  practices: ['autoscaling.queue-depth', 'autoscaling.response-time'],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes, practice }, report) {
    for (const { metrics, resource, object } of kubernetes.autoscalers) {
      if (resource !== 'HorizontalPodAutoscaler' || object.live) continue;
      for (const metric of metrics) {
        const said = judge(metric, practice);
        if (said === undefined || metric.value.state === 'absent') continue;
        report({ at: metric.value, message: `${said} Lower it if somebody waits for an answer.` });
      }
    }
  },
});

const QUEUE = /queue|backlog|(?:^|_)lag(?:_|$)/i;
/** A length, not a rate, an age or a size in bytes. */
const OTHER_UNIT = /second|_ms\b|milli|bytes|rate|age|ratio|percent/i;
const TIME = /latency|duration|response/i;

function judge(
  { type, name, value }: Metric,
  practice: RuleContext['practice'],
): string | undefined {
  if (!isKnown(type) || !isKnown(name) || !isKnown(value)) return undefined;
  if (!['Pods', 'Object', 'External'].includes(type.value)) return undefined;
  const amount = quantityOf(value.value);
  if (amount === undefined) return undefined;
  const depth = practice('autoscaling.queue-depth');
  if (QUEUE.test(name.value) && !OTHER_UNIT.test(name.value) && amount > depth) {
    return `The target of ${name.value} is ${value.value}, where the guide adds capacity from ${depth} waiting.`;
  }
  const seconds = secondsOf(name.value, amount);
  const slow = practice('autoscaling.response-time');
  if (seconds === undefined || !TIME.test(name.value) || seconds <= slow) return undefined;
  return `The target of ${name.value} is ${seconds} s, where the guide adds capacity from ${slow} s.`;
}

/** A time whose name says its unit. */
function secondsOf(name: string, amount: number): number | undefined {
  if (/(?:_ms|_milliseconds|_millis)(?:_|$)/i.test(name)) return amount / 1000;
  return /_seconds(?:_|$)/i.test(name) ? amount : undefined;
}
