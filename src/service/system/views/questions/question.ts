import type { Architecture } from '../../../architecture/architecture';
import type { Quantifier, Standing } from '../../../contracts/questions';

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
const MOST_NAMES = 3;

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
    ...(no.length > 0 ? [`${listOf(no)} ${no.length === 1 ? 'does' : 'do'} not`] : []),
    ...(unknown.length > 0 ? [`of ${listOf(unknown)} it cannot be told`] : []),
  ];
  return [
    `${counted} ${yes.length === 1 || standings.length === 1 ? holds[0] : holds[1]}`,
    ...rest,
  ].join('; ');
}

/** `a, b and c`; of many the first, and how many more. */
export function listOf(all: readonly string[]): string {
  const names = [...new Set(all)];
  const more = names.length - MOST_NAMES;
  const shown = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names;
  return shown.length < 2
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
