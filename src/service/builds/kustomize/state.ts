import type { BuildSources } from '../../contracts/build';
import { type DataNode, entryOf, textOf } from '../../syntax/data-node';
import type { FieldSpec } from './field-spec';
import type { NameReference } from './reference-fields';
import type { Var } from './vars';

/** What building a kustomization carries along. */
export interface State {
  readonly sources: BuildSources;
  readonly layers: Set<string>;
  readonly limits: Set<string>;
  open: boolean;
  folders: number;
  /** The folders that are being read, from the outside in. */
  around: readonly string[];
  readonly vars: Var[];
  /** Fields that `configurations` add to those kustomize knows; they hold for what includes them too. */
  fields: AddedFields;
  /** Some kustomization brings schemas of its own: how lists are merged is not known. */
  hasSchema: boolean;
  /** `sortOptions` of the outermost kustomization. */
  order: DataNode | undefined;
}

/** Fields that `configurations` add, by what they are for. */
export interface AddedFields extends Record<(typeof FIELD_KINDS)[number], FieldSpec[]> {
  readonly references: NameReference[];
}

export const FIELD_KINDS = [
  'commonAnnotations',
  'commonLabels',
  'images',
  'labels',
  'namePrefix',
  'nameSuffix',
  'namespace',
  'replicas',
  'templateLabels',
  'varReference',
] as const;

/** No fields but those kustomize knows. */
export function emptyFields(): AddedFields {
  const fields = Object.fromEntries(FIELD_KINDS.map((kind) => [kind, [] as FieldSpec[]]));
  return { ...(fields as Record<(typeof FIELD_KINDS)[number], FieldSpec[]>), references: [] };
}

/** Says what could not be evaluated; the build is open. */
export function limit(state: State, why: string): void {
  state.open = true;
  state.limits.add(why);
}

/** A `fieldSpec` as it is written. */
export function fieldOf(node: DataNode): FieldSpec {
  const at = (key: string) => textOf(entryOf(node, key)) ?? '';
  const create = at('create') === 'true';
  return { path: at('path'), kind: at('kind'), group: at('group'), version: at('version'), create };
}
