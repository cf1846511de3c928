import type { Description } from '../../contracts/editing';
import { isKnown, valueOf } from '../../contracts/field';
import { contains, type Span, span } from '../../contracts/span';
import type { Autoscaler, Behavior } from './autoscaler';
import { behaviorSubjects, type Subject } from './hover-behavior';
import { kindOf, schemaAt, typeOf } from './hpa-fields';
import { keysOf } from './keys';
import type { Metric } from './metric';
import type { KubernetesModel } from './model';
import { quantityOf } from './quantity';
import { secondsWithoutBehavior } from './ramp';
import { DEFAULT_TOLERANCE, type Tolerance, thresholdsOf } from './thresholds';

/** What a value of an autoscaler really means; `undefined` where there is nothing to add. */
export function describeAt(model: KubernetesModel, offset: number): Description | undefined {
  const here = span(offset, offset);
  for (const autoscaler of model.autoscalers) {
    if (!contains(autoscaler.object.body.at, here)) continue;
    for (const { field, text } of subjects(autoscaler)) {
      if (field.state === 'absent' || !contains(field.at, here)) continue;
      const markdown = text();
      if (markdown !== undefined) return { at: field.at, markdown };
    }
  }
  return describeKey(model, here);
}

/** What the API says of a field. */
function describeKey({ objects }: KubernetesModel, here: Span): Description | undefined {
  const object = objects.find(({ body }) => contains(body.at, here));
  const written = object && keysOf(object.body).find(({ at }) => contains(at, here));
  if (object === undefined || written === undefined) return undefined;
  const field = schemaAt(kindOf(object), written.place)?.find(({ name }) => name === written.key);
  if (field === undefined) return undefined;
  const head = `**${field.name}** (${typeOf(field)}${field.required ? ', required' : ''})`;
  const values = field.values.map((value) => `\`${value}\``).join(', ');
  const parts = [head, field.about, values === '' ? '' : `One of ${values}.`];
  return { at: written.at, markdown: parts.filter((part) => part !== '').join('\n\n') };
}

function subjects(autoscaler: Autoscaler): readonly Subject[] {
  const { minReplicas, maxReplicas, metrics } = autoscaler;
  return [
    { field: minReplicas, text: () => aboutFloor(autoscaler) },
    { field: maxReplicas, text: () => aboutCeiling(autoscaler) },
    ...metrics.map((metric) => ({
      field: metric.utilization,
      text: () => aboutUtilization(autoscaler, metric),
    })),
    ...behaviorSubjects(autoscaler),
  ];
}

function aboutFloor({ minReplicas, maxReplicas }: Autoscaler): string | undefined {
  if (!isKnown(minReplicas)) return undefined;
  const max = valueOf(maxReplicas);
  const room =
    max === undefined || minReplicas.value < 1
      ? ''
      : ` The ceiling of ${max} is ${times(max / minReplicas.value)} the floor.`;
  return `**At least ${pods(minReplicas.value)}**, also when there is no load and while no metric can be read.${room}`;
}

function aboutCeiling({
  minReplicas,
  maxReplicas,
  behavior,
  resource,
}: Autoscaler): string | undefined {
  if (!isKnown(maxReplicas)) return undefined;
  const from = minReplicas.state === 'absent' ? 1 : valueOf(minReplicas);
  const written = behavior.block.written || resource === 'ScaledObject';
  const climb =
    from === undefined || from < 1 || written || from >= maxReplicas.value
      ? ''
      : ` Without a \`behavior\`, an overload takes it from ${from} to ${maxReplicas.value} in about ${secondsWithoutBehavior(from, maxReplicas.value)} s, plus the start of the pods.`;
  return `**At most ${pods(maxReplicas.value)}**, whatever the load. What each pod holds, such as database connections, counts this many times.${climb}`;
}

/** The controller has one target and a tolerance around it: the two thresholds follow from them. */
function aboutUtilization(
  { minReplicas, behavior }: Autoscaler,
  { name, utilization }: Metric,
): string | undefined {
  if (!isKnown(utilization) || utilization.value < 1) return undefined;
  const tolerance = toleranceOf(behavior);
  if (tolerance === undefined) return undefined;
  const what = valueOf(name) ?? 'usage';
  const floor = minReplicas.state === 'absent' ? 1 : (valueOf(minReplicas) ?? 1);
  const { up, down } = thresholdsOf(utilization.value, tolerance);
  const counts = [...new Set([Math.max(2, floor), 10])].sort((a, b) => a - b);
  const rows = counts.map((count) => {
    const less = down(count);
    return `| ${count} | ${less === undefined ? 'never' : `${less} % or less`} | ${up} % or more |`;
  });
  return [
    `**Target ${utilization.value} % of the requested ${what}**, averaged over all pods.`,
    '',
    '| pods | one fewer at | more at |',
    '|---|---|---|',
    ...rows,
    '',
    `Between them nothing happens: the controller tolerates ${inWords(tolerance)}, and takes a pod away only if the rest stays at or below the target.${isWritten(behavior) ? ' A written `tolerance` counts from Kubernetes 1.35 on; older clusters use 10 %.' : ''}`,
  ].join('\n');
}

/** What holds both ways, or `undefined` where something written cannot be read. */
function toleranceOf({ scaleUp, scaleDown }: Behavior): Tolerance | undefined {
  const [up, down] = [scaleUp, scaleDown].map(({ tolerance }) =>
    tolerance.state === 'absent' ? DEFAULT_TOLERANCE : quantityOf(valueOf(tolerance) ?? ''),
  );
  return up === undefined || down === undefined ? undefined : { up, down };
}

function isWritten({ scaleUp, scaleDown }: Behavior): boolean {
  return scaleUp.tolerance.state !== 'absent' || scaleDown.tolerance.state !== 'absent';
}

function inWords({ up, down }: Tolerance): string {
  const percent = (share: number) => `${Number((share * 100).toFixed(2))} %`;
  return up === down
    ? percent(up)
    : `${percent(down)} on the way down and ${percent(up)} on the way up`;
}

function pods(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}

function times(ratio: number): string {
  return `${Number(ratio.toFixed(1))} times`;
}
