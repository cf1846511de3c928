import { type DataNode, entryOf, textOf } from '../../syntax/data-node';
import type { FieldSpec } from './field-spec';
import type { NameReference } from './reference-fields';

/** Fields of custom kinds that kustomize changes. */
export interface DefinedFields {
  readonly commonAnnotations: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly namePrefix: readonly FieldSpec[];
  readonly references: readonly NameReference[];
}

/** What a definition of an object has; others are parts of such. */
const OF_OBJECTS = ['apiVersion', 'kind', 'metadata'];

/** Definitions may refer to one another no deeper than this. */
const MAX_DEPTH = 20;

/**
 * What the OpenAPI definitions of a file under `crds` say of fields, by the extensions that kustomize reads:
 * `x-kubernetes-annotation`, `-label-selector`, `-identity` and `-object-ref-*`. What a definition is of is
 * the last word of its name. A file may also hold other things, such as a CustomResourceDefinition: nothing.
 */
export function definitionsIn(definitions: DataNode | undefined): DefinedFields {
  const fields = {
    commonAnnotations: [] as FieldSpec[],
    commonLabels: [] as FieldSpec[],
    namePrefix: [] as FieldSpec[],
    references: [] as NameReference[],
  };
  const propertiesOf = (name: string) => {
    const definition = entryOf(definitions, name);
    return entryOf(entryOf(definition, 'Schema') ?? entryOf(definition, 'schema'), 'properties');
  };
  const visit = (kind: string, name: string, above: readonly string[], seen: readonly string[]) => {
    const properties = propertiesOf(name);
    if (properties?.kind !== 'map' || seen.includes(name) || seen.length > MAX_DEPTH) return;
    for (const [key, property] of properties.entries) {
      const path = [...above, key];
      const says = (extension: string) => textOf(entryOf(property, `x-kubernetes-${extension}`));
      const field = { path: path.join('/'), kind };
      if (says('annotation') !== undefined) fields.commonAnnotations.push(field);
      if (says('label-selector') !== undefined) fields.commonLabels.push(field);
      if (says('identity') !== undefined) fields.namePrefix.push(field);
      const [version, target] = [says('object-ref-api-version'), says('object-ref-kind')];
      if (version !== undefined && target !== undefined) {
        const at = [...path, says('object-ref-name-key') ?? 'name'].join('/');
        fields.references.push({ version, kind: target, fields: [{ path: at, kind }] });
      }
      const ref = textOf(entryOf(property, '$ref'));
      if (ref !== undefined) visit(kind, ref, path, [...seen, name]);
    }
  };
  if (definitions?.kind !== 'map') return fields;
  for (const name of definitions.entries.keys()) {
    const isObject = OF_OBJECTS.every((key) => entryOf(propertiesOf(name), key) !== undefined);
    if (isObject) visit(name.slice(name.lastIndexOf('.') + 1), name, [], []);
  }
  return fields;
}
