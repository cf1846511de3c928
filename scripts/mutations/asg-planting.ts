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

/** The template with one more resource for its first group. */
export function resource(
  text: string,
  rule: string,
  type: string,
  properties: string,
): string | undefined {
  const json = /^\s*\{/.test(text);
  const group = json ? groupOfJson(text) : groupOfYaml(text);
  // What nobody else scales or replaces, and no other stack adds to.
  const own = !/ScalingPolicy|ScheduledAction|CapacityProvider|Outputs/.test(text);
  if (group === undefined || (ALONE.has(rule) && !own)) return undefined;
  const body = `{ "Type": "AWS::AutoScaling::${type}", "Properties": { "AutoScalingGroupName": { "Ref": "${group}" }, ${properties} } }`;
  return json
    ? once(text, /"Resources"\s*:\s*\{/, `$& "Planted": ${body},`)
    : once(text, /^Resources:.*\n/m, `$&  Planted: ${body}\n`);
}

/** Rules that want the group to have nothing else. */
const ALONE = new Set(['asg/scale-in-disabled', 'asg/predictive-alone']);

function groupOfJson(text: string): string | undefined {
  const { Resources } = JSON.parse(text) as { Resources?: Record<string, { Type?: string }> };
  const entries = Object.entries(Resources ?? {});
  return entries.find(([, { Type }]) => Type === 'AWS::AutoScaling::AutoScalingGroup')?.[0];
}

function groupOfYaml(text: string): string | undefined {
  const upTo = text.slice(0, text.search(/Type: *["']?AWS::AutoScaling::AutoScalingGroup/));
  return [...upTo.matchAll(/^ {2}(\w+):/gm)].at(-1)?.[1];
}
