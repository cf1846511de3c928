import type { Architecture } from '../../../architecture/architecture';
import { sameNamespace } from '../../../architecture/autoscalers';
import type { Standing } from '../../../contracts/questions';
import type { System, WorkloadNode } from '../../../contracts/system';
import { textOf } from '../../factors';
import { carriedBy } from '../../relations/carries';
import type { NodeQuestion } from './question';
import { unevaluated } from './unevaluated';

const WORKLOADS = ['workload', 'workloads'] as const;
const SERVICES = ['service', 'services'] as const;

/** Whether each container says what it needs. */
export const REQUESTS: NodeQuestion = {
  id: 'resource-requests',
  quantifier: 'every',
  nodes: WORKLOADS,
  holds: ['requests CPU and memory', 'request CPU and memory'],
  standings: (architecture) =>
    architecture.system.workloads
      .filter(({ tool, fact }) => tool === 'kubernetes' && fact.kind === 'workload')
      .map((workload) => requestsOf(workload, architecture)),
};

/** Whether one of what takes requests can be lost. */
export const REDUNDANCY: NodeQuestion = {
  id: 'redundancy',
  quantifier: 'every',
  nodes: SERVICES,
  holds: ['runs at least twice', 'run at least twice'],
  standings: ({ system }) => servicesOf(system).map(redundancyOf),
};

/** Whether what does not answer is taken out; docker takes nothing out. */
export const HEALTH_CHECKS: NodeQuestion = {
  id: 'health-checks',
  quantifier: 'every',
  nodes: SERVICES,
  holds: ['is asked whether it answers', 'are asked whether they answer'],
  standings: ({ system }) =>
    servicesOf(system)
      .filter(({ tool }) => ASKING.has(tool))
      .map(checksOf),
};

/** Whether something scales what the project runs. */
export const SCALED: NodeQuestion = {
  id: 'autoscaling',
  quantifier: 'every',
  nodes: WORKLOADS,
  holds: ['is scaled by what is measured', 'are scaled by what is measured'],
  standings: ({ system }) =>
    system.workloads.filter(isOwn).map((workload): Standing => {
      const { scaledBy, name, at } = workload;
      if (scaledBy && scaledBy.triggers.length > 0) {
        const says = `scaled by ${scaledBy.triggers.join(', ')}`;
        return unevaluated({ name, holds: 'yes', at: scaledBy.at, says }, workload);
      }
      return { name, holds: 'unknown', at, says: 'nothing in sight scales it' };
    }),
};

/** Whether it can run more than once. Files say that it cannot; that it can they never prove. */
export const STATELESS: NodeQuestion = {
  id: 'instances',
  quantifier: 'every',
  nodes: WORKLOADS,
  holds: ['runs without state of its own', 'run without state of their own'],
  standings: ({ system, of }) => {
    const storesOf = carriedBy(system, 'session-store');
    const affine = of('service').filter(
      ({ fact }) => textOf(fact.sessionAffinity) === 'ClientIP' && fact.name.state === 'known',
    );
    return [
      ...system.workloads.filter(isOwn).flatMap((workload): readonly Standing[] => {
        const kept = storesOf(workload).filter(
          ({ fact, certainty }) => certainty === 'stated' && fact.what === 'session',
        );
        const inMemory = kept.find(({ fact }) => fact.store === 'memory');
        if (!inMemory || kept.some(({ fact }) => fact.store !== 'memory')) return [];
        const { uri, fact } = inMemory;
        const says = `${fact.library} keeps the sessions of ${workload.name} in the memory of its process`;
        return [{ name: workload.name, holds: 'no', at: { uri, path: fact.path }, says }];
      }),
      ...affine.map(
        ({ uri, fact }): Standing => ({
          name: textOf(fact.name) ?? '',
          holds: 'unknown',
          at: { uri, path: fact.sessionAffinity.path },
          says: 'clients are bound to the pod they met first: its process may hold state',
        }),
      ),
    ];
  },
};

/** Tools that stop sending to what does not answer. */
const ASKING: ReadonlySet<string> = new Set(['kubernetes', 'ecs', 'asg']);

/** What takes requests; where no Service of it is in sight what is scaled by its load, not by a queue. */
function servicesOf({ workloads, routes }: System): readonly WorkloadNode[] {
  const proxied = new Set(
    routes.flatMap(({ workloads: targets, certainty }) =>
      certainty === 'ambiguous' ? [] : targets,
    ),
  );
  return workloads.filter(
    (workload) =>
      (workload.role === 'service' || workload.role === 'edge') &&
      (workload.routed !== null || proxied.has(workload) || isScaledByLoad(workload)),
  );
}

function isScaledByLoad({ tool, scaledBy }: WorkloadNode): boolean {
  if (!scaledBy) return false;
  return tool !== 'kubernetes' || scaledBy.triggers.some((each) => /^(?:cpu|memory)\b/i.test(each));
}

/** What the project itself runs, for requests or for tasks. */
function isOwn({ role, containers }: WorkloadNode): boolean {
  const main = containers.filter((container) => container.role === 'main');
  const isPublished = main.length > 0 && main.every(({ known }) => known !== null);
  return (role === 'service' || role === 'worker') && !isPublished;
}

function requestsOf(workload: WorkloadNode, architecture: Architecture): Standing {
  const { name, at, fact, complete } = workload;
  if (fact.kind !== 'workload' || !complete || fact.containers.length === 0) {
    return { name, holds: 'unknown', at, says: 'its pod template cannot be read whole' };
  }
  const given = (resource: string) =>
    Object.hasOwn(fact.podRequests, resource) ||
    architecture
      .of('limit-range')
      .some(
        ({ fact: range }) =>
          sameNamespace(range.namespace, fact.namespace) && range.defaults.includes(resource),
      );
  const missing = ['cpu', 'memory'].filter((resource) => !given(resource));
  for (const container of fact.containers) {
    // A limit stands in for a request; what runs to its end before the others is not counted.
    const lacks = missing.filter(
      (resource) =>
        !Object.hasOwn(container.requests, resource) && !Object.hasOwn(container.limits, resource),
    );
    if (container.role === 'init' || lacks.length === 0) continue;
    const says = `the container ${textOf(container.name) ?? ''} requests no ${lacks.map(spelt).join(' and no ')}`;
    return unevaluated(
      { name, holds: 'no', at: { uri: at.uri, path: container.path }, says },
      workload,
    );
  }
  const says = 'each container requests CPU and memory';
  return unevaluated({ name, holds: 'yes', at, says }, workload);
}

function spelt(resource: string): string {
  return resource === 'cpu' ? 'CPU' : resource;
}

function redundancyOf(workload: WorkloadNode): Standing {
  const { name, least, noun } = workload;
  const at = least.at ?? workload.at;
  if (least.value === null) {
    const why = least.why ?? 'how many there are is not written';
    return { name, holds: 'unknown', at, says: `${least.name}: ${why}` };
  }
  const one = least.value === 1 ? noun.replace(/s$/, '') : noun;
  const says = `at least ${least.value} ${one}${least.origin === 'defaulted' ? ', by default' : ''}`;
  if (least.origin === 'assumed') {
    return { name, holds: 'unknown', at, says: `${says}, ${least.why ?? 'as is assumed'}` };
  }
  return unevaluated({ name, holds: least.value >= 2 ? 'yes' : 'no', at, says }, workload);
}

function checksOf(workload: WorkloadNode): Standing {
  const { name, tool, fact, at, complete } = workload;
  if (tool === 'asg' && fact.kind === 'scaling-group') {
    const type = fact.healthCheckType;
    const place = { uri: at.uri, path: type.path };
    if (type.state === 'unknown')
      return { name, holds: 'unknown', at: place, says: `HealthCheckType: ${type.why}` };
    const written = type.state === 'known' ? type.value : 'EC2';
    return {
      name,
      holds: written === 'EC2' ? 'no' : 'yes',
      at: type.state === 'absent' ? at : place,
      says:
        written === 'EC2'
          ? 'EC2 checks ask the machine, not the program'
          : `${written} checks replace what does not answer`,
    };
  }
  if (tool === 'ecs') {
    return workload.routed
      ? { name, holds: 'yes', at, says: 'its target group asks each task' }
      : { name, holds: 'unknown', at, says: 'no load balancer of it is in sight' };
  }
  const main = workload.containers.filter(({ role }) => role === 'main');
  const probe = main.flatMap(({ probes }) => probes).find(({ kind }) => kind === 'readiness');
  if (probe) {
    const says = 'a readinessProbe takes a pod out that does not answer';
    return unevaluated({ name, holds: 'yes', at: probe.at, says }, workload);
  }
  const isHidden = !complete || main.length === 0 || main.some(({ probesKnown }) => !probesKnown);
  if (isHidden) {
    return { name, holds: 'unknown', at, says: 'its probes cannot be read' };
  }
  if (workload.routed === null) {
    const says = 'it has no readinessProbe, and no Service of it is in sight';
    return { name, holds: 'unknown', at, says };
  }
  const says = 'it has no readinessProbe';
  return unevaluated({ name, holds: 'no', at: main[0]?.at ?? at, says }, workload);
}
