import {
  type DataNode,
  dataList,
  dataMap,
  dataValue,
  type TrailStep,
} from '../../syntax/data-node';
import type { Expression } from '../../syntax/hcl';
import { evaluate, NO_NAMES, type TerraformModule } from './scope';

/**
 * A value of a variable with what its type adds: of an object, each attribute that `optional()` declares and nobody
 * gives is its default, or null where it has none. Terraform does so at every depth, in defaults too.
 */
export function withOptionalAttributes(
  value: DataNode,
  type: Expression | null,
  module: TerraformModule,
  here: TrailStep,
): DataNode {
  if (type?.kind !== 'call') return value;
  const [inner] = type.args;
  const complete = (node: DataNode, of: Expression | null | undefined) =>
    withOptionalAttributes(node, of ?? null, module, here);
  if (type.name === 'optional') return complete(value, inner);
  if (type.name === 'object' && inner?.kind === 'object') {
    if (value.kind !== 'map') return value;
    const entries = new Map(value.entries);
    for (const { key, value: attribute } of inner.entries) {
      const name = key.kind === 'name' ? key.name : key.kind === 'literal' ? String(key.value) : '';
      const given = entries.get(name);
      const isNull = given?.kind === 'scalar' && given.value === null;
      if (given && !isNull) entries.set(name, complete(given, attribute));
      else if (attribute.kind === 'call' && attribute.name === 'optional' && !value.open) {
        const [of, byDefault] = attribute.args;
        const made = byDefault
          ? evaluate(byDefault, { module, names: NO_NAMES, here })
          : dataValue(null, [here]);
        entries.set(name, complete(made, of));
      }
    }
    return dataMap(entries, value.trail, value.open);
  }
  if (type.name === 'map' && value.kind === 'map') {
    const entries = [...value.entries].map(
      ([name, each]) => [name, complete(each, inner)] as const,
    );
    return dataMap(entries, value.trail, value.open);
  }
  if ((type.name === 'list' || type.name === 'set') && value.kind === 'list')
    return dataList(
      value.items.map((each) => complete(each, inner)),
      value.trail,
      value.open,
    );
  return value;
}
