import {
  type DataMap,
  type DataNode,
  dataText,
  entryOf,
  itemsOf,
  nodeAt,
  type TrailStep,
  textOf,
} from '../../syntax/data-node';
import { changeField, type FieldSpec } from './field-spec';
import { NAME_REFERENCES, type NameReference } from './reference-fields';
import {
  effectiveNamespace,
  gvkOf,
  idOf,
  isClusterScoped,
  isSelected,
  originalId,
  previousIds,
  type Resource,
  storePreviousId,
} from './resource';

const NEVER_RENAMED = [
  { kind: 'CustomResourceDefinition' },
  { kind: 'APIService', group: 'apiregistration.k8s.io' },
  { kind: 'Namespace' },
];

/** Puts a prefix before the name of every object, or a suffix behind it. */
export function rename(
  resources: readonly Resource[],
  affix: DataNode,
  where: 'prefix' | 'suffix',
  added: readonly FieldSpec[],
): void {
  const text = textOf(affix) ?? '';
  for (const resource of resources) {
    const { node } = resource;
    const id = originalId(resource);
    if (node === undefined || NEVER_RENAMED.some((kind) => isSelected(id, kind))) continue;
    if (where === 'prefix') resource.prefixes = [...resource.prefixes, text];
    else resource.suffixes = [...resource.suffixes, text];
    storePreviousId(resource);
    const steps = affix.trail.map((step): TrailStep => ({ ...step, how: 'named' }));
    const affixed = (name: DataNode | undefined) => {
      const before = textOf(name) ?? '';
      const after = where === 'prefix' ? text + before : before + text;
      return dataText(after, [...(name?.trail ?? []), ...steps]);
    };
    let renamed: DataNode = node;
    for (const spec of added) {
      renamed = changeField(renamed, gvkOf(node), spec, 'scalar', (value) =>
        textOf(value) === undefined ? undefined : affixed(value),
      );
    }
    if (renamed.kind !== 'map') continue;
    resource.node = withMetadata(renamed, 'name', affixed(nodeAt(node, ['metadata', 'name'])));
  }
}

/** An object with another entry of its metadata. */
export function withMetadata(node: DataMap, key: string, value: DataNode): DataMap {
  const metadata = entryOf(node, 'metadata');
  const entries = new Map(metadata?.kind === 'map' ? metadata.entries : []).set(key, value);
  const made: DataNode = { kind: 'map', entries, open: null, trail: metadata?.trail ?? node.trail };
  return { ...node, entries: new Map(node.entries).set('metadata', made) };
}

/** Puts every object into a namespace, and what names a namespace with it. */
export function changeNamespace(
  resources: readonly Resource[],
  namespace: DataNode,
  added: readonly FieldSpec[],
): void {
  const text = textOf(namespace) ?? '';
  const written = (): DataNode =>
    dataText(
      text,
      namespace.trail.map((step): TrailStep => ({ ...step, how: 'named' })),
    );
  for (const resource of resources) {
    if (resource.node === undefined) continue;
    storePreviousId(resource);
    const gvk = gvkOf(resource.node);
    let node: DataNode = resource.node;
    if (!isClusterScoped(gvk)) node = withMetadata(resource.node, 'namespace', written());
    if (/^(?:Cluster)?RoleBinding$/.test(gvk.kind)) node = withDefaultSubjects(node, written);
    const specs: readonly FieldSpec[] = [
      { path: 'metadata/name', kind: 'Namespace', group: '', version: 'v1', create: true },
      {
        path: 'spec/service/namespace',
        kind: 'APIService',
        group: 'apiregistration.k8s.io',
        create: true,
      },
      {
        path: 'spec/conversion/webhook/clientConfig/service/namespace',
        kind: 'CustomResourceDefinition',
        group: 'apiextensions.k8s.io',
      },
      ...added,
    ];
    for (const spec of specs) {
      if (spec.path === 'metadata/namespace') continue;
      if (spec.path === 'metadata/name' && gvk.group !== '') continue;
      if (spec.kind?.endsWith('RoleBinding') && spec.path === 'subjects/namespace') continue;
      node = changeField(node, gvk, spec, 'scalar', (before) =>
        before === undefined && !spec.create ? undefined : written(),
      );
    }
    if (node.kind === 'map') resource.node = node;
  }
}

/** The account `default` of a binding is that of the namespace. */
function withDefaultSubjects(node: DataNode, namespace: () => DataNode): DataNode {
  const subjects = entryOf(node, 'subjects');
  if (node.kind !== 'map' || subjects?.kind !== 'list') return node;
  const items = subjects.items.map((subject) =>
    subject.kind === 'map' && textOf(subject.entries.get('name')) === 'default'
      ? { ...subject, entries: new Map(subject.entries).set('namespace', namespace()) }
      : subject,
  );
  return { ...node, entries: new Map(node.entries).set('subjects', { ...subjects, items }) };
}

/** Writes the names that objects have now wherever others name them by an older one. */
export function fixReferences(
  resources: readonly Resource[],
  extra: readonly NameReference[] = [],
): void {
  const renamed = resources.filter(({ previous }) => previous.length > 0);
  if (renamed.length === 0) return;
  for (const reference of [...NAME_REFERENCES, ...extra]) {
    const targets = renamed.filter((resource) =>
      previousIds(resource).some((id) => isSelected(id, reference)),
    );
    if (targets.length === 0) continue;
    for (const field of reference.fields) {
      for (const referrer of resources) {
        if (referrer.node === undefined || !isSelected(originalId(referrer), field)) continue;
        const changed = changeField(
          referrer.node,
          gvkOf(referrer.node),
          { path: field.path },
          'nothing',
          (node) => node && referred(node, referrer, targets, field.path),
        );
        if (changed.kind === 'map') referrer.node = changed;
      }
    }
  }
}

function referred(
  node: DataNode,
  referrer: Resource,
  targets: readonly Resource[],
  path: string,
): DataNode {
  if (node.kind === 'list') {
    return { ...node, items: node.items.map((item) => referred(item, referrer, targets, path)) };
  }
  if (node.kind === 'map') return referredMap(node, referrer, targets, path);
  const before = textOf(node);
  const target = before && chosen(before, referrer, reachable(referrer, targets), path, false);
  return target ? renamedTo(node, target) : node;
}

function renamedTo(node: DataNode, target: Resource): DataNode {
  const name = nodeAt(target.node, ['metadata', 'name']);
  const text = textOf(name) ?? '';
  if (text === textOf(node)) return node;
  const steps = (name?.trail ?? []).filter(({ how }) => how === 'named');
  return dataText(text, [...node.trail, ...steps]);
}

/** A field that holds a name and a namespace takes both. */
function referredMap(
  node: DataMap,
  referrer: Resource,
  targets: readonly Resource[],
  path: string,
): DataNode {
  const name = node.entries.get('name');
  const before = textOf(name);
  if (name === undefined || before === undefined) return node;
  const namespace = textOf(node.entries.get('namespace'));
  const around = reachable(referrer, targets);
  const within = (idsOf: (resource: Resource) => string) =>
    around.filter((resource) => idsOf(resource) === namespace);
  const original = within((resource) => effectiveNamespace(originalId(resource)));
  const candidates =
    namespace === undefined
      ? around
      : original.length > 0
        ? original
        : within((resource) => effectiveNamespace(idOf(resource.node)));
  const target = chosen(before, referrer, candidates, path, true);
  if (!target) return node;
  const entries = new Map(node.entries).set('name', renamedTo(name, target));
  const own = nodeAt(target.node, ['metadata', 'namespace']);
  if (textOf(own)) entries.set('namespace', own as DataNode);
  return { ...node, entries };
}

/** Objects of another namespace are out of reach, but for accounts a binding names. */
function reachable(referrer: Resource, targets: readonly Resource[]): readonly Resource[] {
  const id = idOf(referrer.node);
  if (isClusterScoped(id)) return targets;
  const bound = new Set(
    id.kind === 'RoleBinding'
      ? itemsOf(entryOf(referrer.node, 'subjects'))
          .filter((subject) => textOf(entryOf(subject, 'kind')) === 'ServiceAccount')
          .flatMap((subject) => textOf(entryOf(subject, 'namespace')) ?? [])
      : [],
  );
  return targets.filter((target) => {
    const other = idOf(target.node);
    return (
      isClusterScoped(other) ||
      effectiveNamespace(other) === effectiveNamespace(id) ||
      bound.has(other.namespace)
    );
  });
}

function chosen(
  name: string,
  referrer: Resource,
  targets: readonly Resource[],
  path: string,
  withNamespace: boolean,
): Resource | undefined {
  const own = idOf(referrer.node);
  const role = path.endsWith('roleRef/name')
    ? {
        group: textOf(nodeAt(referrer.node, ['roleRef', 'apiGroup'])),
        kind: textOf(nodeAt(referrer.node, ['roleRef', 'kind'])),
      }
    : undefined;
  let candidates = targets.filter((target) => {
    const ids = previousIds(target);
    const id = idOf(target.node);
    return (
      ids.some((each) => each.name === name) &&
      (role?.group === undefined ||
        role.kind === undefined ||
        ids.some((each) => isSelected(each, { group: role.group ?? '', kind: role.kind ?? '' }))) &&
      (isClusterScoped(own) ||
        isClusterScoped(id) ||
        id.kind === 'ServiceAccount' ||
        effectiveNamespace(own) === effectiveNamespace(id))
    );
  });
  if (candidates.length === 1) return candidates[0];
  candidates = candidates.filter((target) => sameAffixes(target, referrer, true));
  if (candidates.length > 1) {
    candidates = candidates.filter((target) => sameAffixes(target, referrer, false));
  }
  const [first, ...others] = candidates;
  if (first === undefined) return undefined;
  const id = idOf(first.node);
  const isOne = others.every((other) => {
    const each = idOf(other.node);
    return each.name === id.name && (!withNamespace || each.namespace === id.namespace);
  });
  return isOne ? first : undefined;
}

function sameAffixes(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  const same = (x: readonly string[], y: readonly string[]) =>
    (allowEmpty && (x.length === 0 || y.length === 0)) || sameEnding(x, y);
  return same(a.prefixes, b.prefixes) && same(a.suffixes, b.suffixes);
}

/** Whether the shorter of two lists ends the longer one. */
function sameEnding(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return long.length === 0;
  return short.every((each, index) => each === long[long.length - short.length + index]);
}
