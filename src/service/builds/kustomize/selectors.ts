import { type DataNode, entryOf, nodeAt, textOf } from '../../syntax/data-node';
import { linearExpression } from '../../text/linear-expressions';
import {
  effectiveNamespace,
  gvkOf,
  idOf,
  type ObjectId,
  originalId,
  type Resource,
} from './resource';

/** Which objects a patch or a replacement means. */
export interface Selector {
  /** Whether it names anything of an id. */
  readonly namesObject: boolean;
  matchesName(name: string): boolean;
  matchesNamespace(namespace: string): boolean;
  matchesKind(id: Pick<ObjectId, 'group' | 'version' | 'kind'>): boolean;
  matchesLabels(node: DataNode | undefined): boolean;
  readonly hasLabels: boolean;
  /** Why it means nothing: an expression that kustomize does not take, or that is not judged. */
  readonly limit: string | undefined;
}

/** Reads a selector; each of its fields is an expression for the whole of what it names. */
export function readSelector(node: DataNode | undefined): Selector {
  const text = (key: string) => textOf(entryOf(node, key)) ?? '';
  const unjudged: string[] = [];
  const whole = (key: string) => wholeOf(text(key), unjudged);
  const [group, version, kind] = ['group', 'version', 'kind'].map(whole);
  const name = whole('name');
  const namespace = whole('namespace');
  const labels = readRequirements(text('labelSelector'));
  const annotations = readRequirements(text('annotationSelector'));
  return {
    namesObject: ['group', 'version', 'kind', 'name', 'namespace'].some((key) => text(key) !== ''),
    matchesName: (value) => name(value),
    matchesNamespace: (value) => namespace(value),
    matchesKind: (id) =>
      group?.(id.group) === true && version?.(id.version) === true && kind?.(id.kind) === true,
    matchesLabels: (object) =>
      labels.every((meets) => meets(nodeAt(object, ['metadata', 'labels']))) &&
      annotations.every((meets) => meets(nodeAt(object, ['metadata', 'annotations']))),
    hasLabels: labels.length + annotations.length > 0,
    limit: unjudged[0],
  };
}

/** The resources that a selector means, by the names they have or had when they were read. */
export function select(resources: readonly Resource[], selector: Selector): readonly Resource[] {
  return resources.filter((resource) => {
    const ids = [originalId(resource), idOf(resource.node)];
    return (
      ids.some((id) => selector.matchesNamespace(effectiveNamespace(id))) &&
      ids.some(({ name }) => selector.matchesName(name)) &&
      selector.matchesKind(gvkOf(resource.node)) &&
      selector.matchesLabels(resource.node)
    );
  });
}

function wholeOf(pattern: string, unjudged: string[]): (value: string) => boolean {
  if (pattern === '') return () => true;
  const whole = linearExpression(`^(?:${pattern})$`);
  if (!whole) unjudged.push(unjudgedExpression(pattern));
  return (value) => whole?.test(value) === true;
}

/** What is said of an expression that kustomize does not take, or that is not judged. */
export function unjudgedExpression(pattern: string): string {
  return `the expression ${JSON.stringify(pattern.slice(0, 60))} is not evaluated`;
}

type Requirement = (values: DataNode | undefined) => boolean;

/** The requirements of a label selector: `app=web,tier!=cache,zone in (a,b),!legacy`. */
function readRequirements(selector: string): readonly Requirement[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readRequirement);
}

function readRequirement(part: string): Requirement {
  const valueAt = (values: DataNode | undefined, key: string) => {
    const value = entryOf(values, key);
    return value?.kind === 'scalar' ? value.text : undefined;
  };
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(part);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const wanted = list.split(',').map((value) => value.trim());
    return (values) => {
      const value = valueAt(values, key);
      return (value !== undefined && wanted.includes(value)) === (operator === 'in');
    };
  }
  const compared = /^([^!=]+)(!=|==|=)(.*)$/.exec(part);
  if (compared) {
    const [key, operator, wanted] = [
      compared[1]?.trim() ?? '',
      compared[2],
      compared[3]?.trim() ?? '',
    ];
    return (values) => (valueAt(values, key) === wanted) === (operator !== '!=');
  }
  if (part.startsWith('!')) return (values) => valueAt(values, part.slice(1).trim()) === undefined;
  return (values) => valueAt(values, part) !== undefined;
}
