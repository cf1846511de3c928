import type { BuildSources } from '../../contracts/build';
import { type DataNode, dataUnknown, type TrailStep } from '../../syntax/data-node';
import type { Expression } from '../../syntax/hcl';
import type { DeclaredBlock, ModuleSource } from './module-source';

/** Names that hold within a block: what a loop walks over. */
export type Names = ReadonlyMap<string, DataNode>;

/** Where an expression stands, and what its names mean there. */
export interface Scope {
  readonly module: TerraformModule;
  readonly names: Names;
  /** The place of the value that is made; it decides what nothing else does. */
  readonly here: TrailStep;
}

/** Why a value is not known that an expression makes of what is not known. */
export const EXPRESSION = 'an expression decides it';
/** A value that is made of values, and so on; modules within modules. */
const MAX_DEPTH = 40;
/** Why a value is not known that is nowhere: what `try` goes on after. */
export const MISSING = 'nothing of this name is written';

/** A resource as it is made once. */
export interface ResourceInstance {
  readonly type: string;
  /** Unique in the build: `web`, `cluster--web`, `web--blue`. */
  readonly name: string;
  /** As Terraform calls it: `module.cluster.aws_ecs_service.web["blue"]`. */
  readonly address: string;
  readonly block: DeclaredBlock;
  readonly names: Names;
  readonly module: TerraformModule;
}

/** Everything that one application of Terraform makes. */
export interface Evaluation {
  readonly sources: BuildSources;
  /** Works out an expression; whatever does so asks here. */
  readonly value: (expression: Expression, scope: Scope) => DataNode;
  readonly root: TerraformModule;
  /** Where modules of registries are called, by the file that stands for what is known of each. */
  readonly calls: Map<string, TrailStep>;
  /** Folders of modules that take part. */
  readonly folders: Set<string>;
  /** Files of values, templates and tables that were read. */
  readonly read: Set<string>;
  readonly limits: Set<string>;
}

/** A module as it is called once: what its names come to. */
export interface TerraformModule {
  readonly source: ModuleSource;
  /** What is put before the names of its resources: `cluster--`. */
  readonly prefix: string;
  /** As Terraform calls it, with a dot at the end: `module.cluster.`; empty for the root. */
  readonly address: string;
  readonly evaluation: Evaluation;
  /** Who calls it, and where; `null` for the root. */
  readonly caller: { readonly module: TerraformModule; readonly block: DeclaredBlock } | null;
  variable(name: string): DataNode;
  local(name: string): DataNode;
  output(name: string): DataNode | undefined;
  /** The modules it calls under a name; `null` for one that is elsewhere. */
  called(name: string): Instances<TerraformModule | null>;
  /** The instances of a resource; `undefined` where none of this name is declared. */
  resource(type: string, name: string): Instances<ResourceInstance> | undefined;
}

export const NO_NAMES: Names = new Map();

/** What `count` or `for_each` makes of a block. */
export interface Instances<T> {
  readonly kind: 'single' | 'count' | 'each';
  readonly keyed: ReadonlyMap<string, T>;
}

let nesting = 0;

/** What an expression comes to. Never throws; what cannot be told is unknown. */
export function evaluate(expression: Expression, scope: Scope): DataNode {
  if (nesting > MAX_DEPTH * 4) return dataUnknown('it is nested too deep', [scope.here]);
  nesting++;
  try {
    return scope.module.evaluation.value(expression, scope);
  } finally {
    nesting--;
  }
}

/** Whether so much is being worked out that what a resource says is left as a reference. */
export function isNestedDeep(): boolean {
  return nesting > MAX_DEPTH * 3;
}
