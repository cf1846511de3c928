import type { Span } from '../../contracts/span';

/** A value as it stands in a manifest, whether YAML or JSON; spans are offsets of the whole text. */
export type Node = ScalarNode | MapNode | SequenceNode | EmptyNode | OpaqueNode;

interface Common {
  readonly at: Span;
  /** It comes from an anchor elsewhere; `at` is the alias that brings it here. */
  readonly borrowed: boolean;
  /** Aliases elsewhere repeat it: changing it here would change them too. */
  readonly anchored: boolean;
}

/** A single value, by its text; `plain` is unquoted. */
export interface ScalarNode extends Common {
  readonly kind: 'scalar';
  readonly value: string;
  readonly plain: boolean;
}

/** A mapping. Members of merge keys (`<<`) follow its own, which hide them. */
export interface MapNode extends Common {
  readonly kind: 'map';
  readonly members: readonly Member[];
  /** Written in braces. */
  readonly flow: boolean;
  /** Keys written more than once: which of the values counts depends on the reader. */
  readonly duplicates: ReadonlySet<string>;
  /** Part of it cannot be read: a merge of something unreadable, a key that is no plain word. */
  readonly partial: boolean;
}

/** One entry of a mapping; `at` runs from the key to the end of the value. */
export interface Member {
  readonly key: string;
  readonly keyAt: Span;
  readonly at: Span;
  readonly value: Node;
  /** It comes from a merge key. */
  readonly merged: boolean;
}

/** A list. */
export interface SequenceNode extends Common {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
  readonly flow: boolean;
}

/** Nothing, or `null`; the API server treats it as not written. */
export interface EmptyNode extends Common {
  readonly kind: 'empty';
}

/** Something that cannot be read, and why. */
export interface OpaqueNode extends Common {
  readonly kind: 'opaque';
  readonly why: string;
  /** What hides the value, where a build keeps it: `shop:${TAG}`. */
  readonly expression?: string;
}

/** The member of a mapping with this key, its own before a merged one. */
export function member(node: Node | undefined, key: string): Member | undefined {
  return node?.kind === 'map' ? node.members.find((entry) => entry.key === key) : undefined;
}

/** A path one step deeper; slashes in keys are escaped as in a JSON pointer. */
export function pointer(path: string, step: string | number): string {
  return `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The steps of a path, unescaped. */
export function stepsOf(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The paths of what a mapping sets, down to values and lists: `spec/replicas`. */
export function leavesOf(node: Node, path = ''): readonly string[] {
  if (node.kind !== 'map') return [path];
  return node.members.flatMap(({ key, value }) =>
    leavesOf(value, path === '' ? key : `${path}/${key}`),
  );
}
