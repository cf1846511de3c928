import { type Default, type Node, refOf } from './tree';

/** What parameters or variables are where nobody gives another value, by what a `Ref` calls them. */
export type Defaults = ReadonlyMap<string, Default>;

/** The same tree, whose references know their defaults. What holds none is not copied. */
export function withDefaults(node: Node, defaults: Defaults): Node {
  return defaults.size === 0 ? node : told(node, defaults);
}

function told(node: Node, defaults: Defaults): Node {
  switch (node.kind) {
    case 'intrinsic': {
      const byDefault = defaults.get(refOf(node) ?? '');
      if (byDefault !== undefined) return { ...node, byDefault };
      const argument = told(node.argument, defaults);
      return argument === node.argument ? node : { ...node, argument };
    }
    case 'array': {
      const items = node.items.map((item) => told(item, defaults));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    case 'object': {
      const members = node.members.map((entry) => {
        const value = told(entry.value, defaults);
        return value === entry.value ? entry : { ...entry, value };
      });
      const same = members.every((entry, index) => entry === node.members[index]);
      return same ? node : { ...node, members };
    }
    default:
      return node;
  }
}
