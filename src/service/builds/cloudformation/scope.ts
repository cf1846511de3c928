import type { DataNode } from '../../syntax/data-node';

/** What the names of a template mean. */
export interface Scope {
  readonly parameters: ReadonlyMap<string, DataNode>;
  readonly conditions: DataNode | undefined;
  readonly mappings: DataNode | undefined;
  /** Names of `Fn::Sub` that are given beside its text. */
  readonly names: ReadonlyMap<string, DataNode>;
  readonly depth: number;
  /** What stands before the names of resources of a nested stack: `Data--`. */
  readonly prefix: string;
  /** The resources of the template. */
  readonly own: ReadonlySet<string>;
  /** A stack that the template nests, by its name. */
  child(id: string): Nested | undefined;
}

/** A stack within a stack: its resources under their names in the whole, and its outputs. */
export interface Nested {
  readonly path: string;
  readonly resources: ReadonlyMap<string, DataNode>;
  readonly limits: readonly string[];
  readonly nested: readonly string[];
  output(name: string): DataNode | undefined;
}

/** Conditions and references that are nested deeper are left as they are. */
export const MAX_DEPTH = 64;
