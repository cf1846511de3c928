import { once } from './text';

/** Changes a template with a plain group. */
export function inGroup(change: (text: string) => string | undefined) {
  return (text: string) =>
    /AWS::AutoScaling::AutoScalingGroup/.test(text) && !/WarmPool/.test(text)
      ? change(text)
      : undefined;
}

/** Changes a template with a scaling policy. */
export function inPolicy(change: (text: string) => string | undefined) {
  return (text: string) =>
    /AWS::AutoScaling::ScalingPolicy/.test(text) ? change(text) : undefined;
}

/** The template with one more property of its first group. */
export function property(text: string, key: string, value: string): string | undefined {
  const json = /^\s*\{/.test(text);
  const entry = json ? `"${key}": ${value},` : `${key}: ${value}`;
  return once(
    text,
    /(AWS::AutoScaling::AutoScalingGroup\b[\s\S]*?)(\n[ \t]*)("?)MinSize\3\s*:/,
    `$1$2${entry.replaceAll('$', '$$$$')}$2$3MinSize$3:`,
  );
}

/** The template with these sizes, whatever decided them on a line before. */
export function sized(text: string, min: number, max: number): string | undefined {
  const smaller = once(text, sizeOf('MinSize'), `$1${min}$2`);
  return smaller && once(smaller, sizeOf('MaxSize'), `$1${max}$2`);
}

function sizeOf(key: string): RegExp {
  return new RegExp(`(\\n[ \\t]*"?${key}"?[ \\t]*:[ \\t]*)[^\\s,].*?(,?[ \\t]*)$`, 'm');
}

/** The template with one more resource for its first group. */
export function resource(
  text: string,
  rule: string,
  type: string,
  properties: string,
  name = '',
): string | undefined {
  const json = /^\s*\{/.test(text);
  const group = json ? groupOfJson(text) : groupOfYaml(text);
  // What nobody else scales or replaces, and no other stack adds to.
  const own = !/ScalingPolicy|ScheduledAction|CapacityProvider|Outputs/.test(text);
  if (group === undefined || (ALONE.has(rule) && !own)) return undefined;
  const body = `{ "Type": "AWS::AutoScaling::${type}", "Properties": { "AutoScalingGroupName": { "Ref": "${group}" }, ${properties} } }`;
  return beside(text, name, body);
}

/** The template with one more resource. */
function beside(text: string, name: string, body: string): string | undefined {
  return /^\s*\{/.test(text)
    ? once(text, /"Resources"\s*:\s*\{/, `$& "Planted${name}": ${body},`)
    : once(text, /^Resources:.*\n/m, `$&  Planted${name}: ${body}\n`);
}

/** Rules that want the group to have nothing else. */
const ALONE = new Set([
  'asg/scale-in-disabled',
  'asg/predictive-alone',
  'asg/no-scaling-policy',
  'asg/scale-in-protected',
]);

/** The template with two CPU alarms, and policies that they start: one more above, one less below. */
export function alarms(
  text: string,
  rule: string,
  { above, below }: { readonly above: string; readonly below: string },
): string | undefined {
  const more = resource(text, rule, 'ScalingPolicy', stepOf('Lower', 1), 'More');
  const less = more && resource(more, rule, 'ScalingPolicy', stepOf('Upper', -1), 'Less');
  const high = less && beside(less, 'High', alarmOf('GreaterThanThreshold', above, 'More'));
  return high && beside(high, 'Low', alarmOf('LessThanThreshold', below, 'Less'));
}

function stepOf(bound: 'Lower' | 'Upper', adjustment: number): string {
  const step = `{ "MetricInterval${bound}Bound": 0, "ScalingAdjustment": ${adjustment} }`;
  return `"PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity", "StepAdjustments": [${step}]`;
}

function alarmOf(operator: string, settings: string, policy: string): string {
  return (
    '{ "Type": "AWS::CloudWatch::Alarm", "Properties": { "Namespace": "AWS/EC2", "MetricName": ' +
    `"CPUUtilization", "Statistic": "Average", "ComparisonOperator": "${operator}", ${settings}, ` +
    `"AlarmActions": [{ "Ref": "Planted${policy}" }] } }`
  );
}

function groupOfJson(text: string): string | undefined {
  const { Resources } = JSON.parse(text) as { Resources?: Record<string, { Type?: string }> };
  const entries = Object.entries(Resources ?? {});
  return entries.find(([, { Type }]) => Type === 'AWS::AutoScaling::AutoScalingGroup')?.[0];
}

function groupOfYaml(text: string): string | undefined {
  const upTo = text.slice(0, text.search(/Type: *["']?AWS::AutoScaling::AutoScalingGroup/));
  return [...upTo.matchAll(/^ {2}(\w+):/gm)].at(-1)?.[1];
}
