import type { Architecture } from '../../../architecture/architecture';
import type { Quantifier, Standing } from '../../../contracts/questions';
import { listOf } from '../../../text/enumeration';

/** A question about the system of an environment: what it asks each node of a kind. */
export interface NodeQuestion {
  /** The item of the checklist, or the question of the advisor, that it answers. */
  readonly id: string;
  readonly quantifier: Quantifier;
  /** What it asks, one and several: `workload`, `workloads`. */
  readonly nodes: readonly [string, string];
  /** What one of them does, and what several do: `requests CPU and memory`. */
  readonly holds: readonly [string, string];
  /** The nodes of an environment, each with how it stands. */
  standings(architecture: Architecture): readonly Standing[];
}

/** Names that a sentence tells; the rest is counted. */
export const MOST_NAMES = 3;

/**
 * What a question came to, in a sentence: `3 of 4 workloads of prod request CPU and memory; web does not`.
 * `where` names the environments, empty where none has a name.
 */
export function sentenceOf(
  { nodes, holds }: Pick<NodeQuestion, 'nodes' | 'holds'>,
  standings: readonly Pick<Standing, 'name' | 'holds'>[],
  where: string,
): string {
  const of = (wanted: Standing['holds']) =>
    standings.filter((each) => each.holds === wanted).map(({ name }) => name);
  const [yes, no, unknown] = [of('yes'), of('no'), of('unknown')];
  const noun = standings.length === 1 ? nodes[0] : nodes[1];
  const counted = `${yes.length} of ${standings.length} ${noun}${where === '' ? '' : ` of ${where}`}`;
  const rest = [
    ...(no.length > 0 ? [`${listOf(no, MOST_NAMES)} ${no.length === 1 ? 'does' : 'do'} not`] : []),
    ...(unknown.length > 0 ? [`of ${listOf(unknown, MOST_NAMES)} it cannot be told`] : []),
  ];
  return [
    `${counted} ${yes.length === 1 || standings.length === 1 ? holds[0] : holds[1]}`,
    ...rest,
  ].join('; ');
}
