import { isKnown, type Located } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { type Block, child, integerField, listOf } from '../../../languages/kubernetes/fields';
import { podOf } from '../../../languages/kubernetes/workload';

/** The ways to ask a container. */
const HANDLERS = ['httpGet', 'tcpSocket', 'exec', 'grpc'];

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

export default defineRule({
  id: 'kubernetes/probe-rejected',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Probe the API server rejects',
  summary: 'A probe that the API server rejects, and the workload with it.',
  citations: ['kubernetes.probes', 'kubernetes.validation'],
  practices: [],
  checklist: ['health-checks'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { object } of kubernetes.workloads) {
      if (object.patch || object.live || object.broken) continue;
      const pod = podOf(object);
      for (const container of listOf(pod, 'containers').items) {
        for (const name of PROBES) {
          for (const { at, says, better } of faultsOf(
            child(container, name),
            name,
            object.templated,
          )) {
            report({
              at,
              message: `${says}: the API server rejects the ${object.kind}.`,
              fixes: () =>
                better === undefined
                  ? []
                  : fixOf(
                      better.title,
                      'suggestion',
                      replaceValue(kubernetes.file, at.path, better.value),
                    ),
            });
          }
        }
      }
    }
  },
});

interface Fault {
  readonly at: Located;
  readonly says: string;
  readonly better?: { readonly title: string; readonly value: number };
}

/** @param isTemplated - a template writes some of it: which of several parts stands there is decided later */
function faultsOf(
  probe: Block,
  name: (typeof PROBES)[number],
  isTemplated: boolean,
): readonly Fault[] {
  if (probe.map === undefined) return [];
  const faults: Fault[] = [];
  const passes = integerField(probe, 'successThreshold');
  if (name !== 'readinessProbe' && isKnown(passes) && passes.value > 1) {
    faults.push({
      at: passes,
      says: `successThreshold of a ${name} is ${passes.value}, and may only be 1`,
      better: { title: `Set successThreshold: ${passes.value} → 1`, value: 1 },
    });
  }
  const grace = integerField(probe, 'terminationGracePeriodSeconds');
  if (name === 'readinessProbe' && isKnown(grace)) {
    faults.push({
      at: grace,
      says: 'A readinessProbe ends no container, and takes no terminationGracePeriodSeconds',
    });
  }
  const handlers = HANDLERS.filter((handler) => child(probe, handler).written);
  const here = { at: probe.at, path: probe.path };
  // Where a part of the mapping is not read, what asks may stand there.
  const isWhole = probe.gap === undefined && probe.map.partial !== true;
  if (handlers.length === 0 && isWhole) {
    faults.push({
      at: here,
      says: `The ${name} says no way to ask: httpGet, tcpSocket, exec or grpc`,
    });
  }
  if (handlers.length > 1 && !isTemplated) {
    faults.push({
      at: here,
      says: `The ${name} says ${handlers.join(' and ')}, and may only have one`,
    });
  }
  return faults;
}
