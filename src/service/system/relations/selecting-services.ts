import { selects } from '../../architecture/selectors';
import type { ServiceFact } from '../../contracts/fact';
import type { FactEntry } from '../../contracts/system';
import type { SystemContext } from '../context';
import { textOf } from '../factors';
import { sameNamespace } from '../namespaces';

type Service = FactEntry<ServiceFact>;
type Labels = Readonly<Record<string, string>>;

/** The Services that select pods with these labels, in the order of the environment. */
export type SelectingServices = (labels: Labels) => readonly Service[];

/** A Service by one of the labels that it asks for: what lacks that is none of its pods. */
type ByLabel = ReadonlyMap<string, readonly Indexed[]>;

interface Indexed {
  readonly service: Service;
  readonly index: number;
}

/**
 * The Services that may select the pods of a build, wherever they stand. What is found for a build is compared: a
 * Service that comes or changes makes only those workloads anew that it may select.
 */
export function selectingServices({
  of,
  ofBuild,
  kept,
}: SystemContext): (build: string | null) => SelectingServices {
  const byLabel = kept('Services by a label', () => indexed(of('service')));
  return (build) => {
    const near = kept(
      'Services near a build',
      () => {
        const workloads = ofBuild('workload', build);
        const spaces = [...new Set(workloads.map(({ fact }) => textOf(fact.namespace)))];
        const labels = new Set(workloads.flatMap(({ fact }) => labelsOf(fact.podLabels)));
        return inOrder([...labels].flatMap((label) => byLabel().get(label) ?? [])).filter(
          ({ fact }) => spaces.some((own) => sameNamespace(textOf(fact.namespace), own)),
        );
      },
      build ?? '',
    );
    const found = indexed(near());
    return (labels) =>
      inOrder(labelsOf(labels).flatMap((label) => found.get(label) ?? [])).filter(
        ({ fact }) =>
          // What leaves the most out comes first.
          fact.selector !== null && selects({ labels: fact.selector, expressions: [] }, labels),
      );
  };
}

function indexed(services: readonly Service[]): ByLabel {
  const found = new Map<string, Indexed[]>();
  for (const [index, service] of services.entries()) {
    const [label] = labelsOf(service.fact.selector ?? {});
    if (label === undefined) continue;
    const list = found.get(label);
    if (list) list.push({ service, index });
    else found.set(label, [{ service, index }]);
  }
  return found;
}

function inOrder(found: readonly Indexed[]): readonly Service[] {
  return [...found].sort((a, b) => a.index - b.index).map(({ service }) => service);
}

function labelsOf(labels: Labels): readonly string[] {
  return Object.entries(labels).map((label) => label.join('\n'));
}
