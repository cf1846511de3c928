import { type ResolvedAutoscaler, resolveAutoscalers } from '../../architecture/autoscalers';
import type { Fact, ScalingGroupFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { Container, FactEntry, Factor, WorkloadNode } from '../../contracts/system';
import type { SystemContext } from '../context';
import { factorOf, textOf, unknownFactor } from '../factors';
import { folderOf, idOf } from '../identifiers';
import type { codeRelation } from '../relations/runs';

/** Groups and autoscalers of which no file says what they run: their size is known all the same. */
export function groupWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  const alone = resolveAutoscalers(context.of).filter(
    ({ target, candidates, entry }) =>
      target === null && candidates.length === 0 && entry.fact.complete,
  );
  return [
    ...context.of('scaling-group').map((entry) => ofGroup(entry, context, code)),
    ...alone.map((scaler) => ofAutoscaler(scaler, context, code)),
  ];
}

function ofGroup(
  { uri, file, fact }: FactEntry<ScalingGroupFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const name = textOf(fact.name) ?? file;
  const at = { uri, path: fact.path };
  return unseen({
    name,
    at,
    file,
    fact,
    context,
    code,
    tool: 'asg',
    resource: 'Auto Scaling group',
    noun: 'instances',
    least: factorOf('MinSize', uri, fact.minSize, null),
    most: factorOf('MaxSize', uri, fact.maxSize, null),
    scaledBy: fact.triggers.length > 0 ? { name, at, triggers: fact.triggers } : null,
  });
}

function ofAutoscaler(
  { entry: { uri, file, fact } }: ResolvedAutoscaler,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const isKeda = fact.resource === 'ScaledObject';
  const at = { uri, path: fact.path };
  const name = textOf(fact.target.name) ?? textOf(fact.name) ?? file;
  return unseen({
    name,
    at,
    file,
    fact,
    context,
    code,
    tool: 'kubernetes',
    resource: textOf(fact.target.kind) ?? 'workload',
    noun: 'pods',
    least: factorOf(
      isKeda ? 'minReplicaCount' : 'minReplicas',
      uri,
      fact.minReplicas,
      isKeda ? 0 : 1,
    ),
    most: factorOf(
      isKeda ? 'maxReplicaCount' : 'maxReplicas',
      uri,
      fact.maxReplicas,
      isKeda ? 100 : null,
    ),
    scaledBy: { name: textOf(fact.name) ?? fact.resource, at, triggers: fact.triggers },
  });
}

interface Unseen
  extends Pick<WorkloadNode, 'name' | 'file' | 'tool' | 'resource' | 'noun' | 'scaledBy'> {
  readonly at: Place;
  readonly fact: Fact;
  readonly context: SystemContext;
  readonly code: ReturnType<typeof codeRelation>;
  readonly least: Factor;
  readonly most: Factor;
}

/** A workload whose program no file says: taken for one process, which is said. */
function unseen({ context, code, ...known }: Unseen): WorkloadNode {
  const { name, at, file, noun } = known;
  const { link } = code.fromImage(null, null, at, file, name);
  const container: Container = {
    name,
    role: 'main',
    image: null,
    at,
    variables: new Map(),
    open: null,
    command: null,
    entrypoint: null,
    processes: [
      {
        id: idOf('process', at.uri, at.path),
        kind: 'process',
        program: 'a program that is not seen',
        work: 'unknown',
        count: {
          name: 'processes',
          value: 1,
          origin: 'assumed',
          at: null,
          why: `one of the ${noun} is taken for one process`,
        },
        concurrency: null,
        model: 'a program that is not known',
        signals: { reach: 'unknown', at: null, why: '' },
        drain: null,
        keepAlive: null,
        requestTimeout: null,
        words: [],
        entry: null,
        at,
        before: [],
      },
    ],
    probes: [],
    probesKnown: false,
    imageCheck: null,
    memory: null,
    cpu: null,
    requests: false,
    preStop: null,
    code: link,
    runtime: null,
    mounts: [],
  };
  return {
    ...known,
    id: idOf('workload', known.tool, name, file, context.environment),
    kind: 'workload',
    role: 'service',
    namespace: null,
    unit: folderOf(file),
    rollout: { kind: 'unknown', at: null, alive: (count) => [count, count] },
    containers: [container],
    grace: unknownFactor('grace', 'what it runs is not seen'),
    names: [],
    routed: null,
    dependsOn: [],
    labels: {},
    nodePorts: [],
    complete: false,
  };
}
