import { type DataNode, dataList, dataMap, dataText, type Trail } from '../syntax/data-node';

/** A resource of a cloud, as a build makes it. */
export interface BuiltResource {
  /** As its tool calls it: `module.web.aws_autoscaling_group.this["a"]`, the logical id of a template. */
  readonly address: string;
  readonly type: string;
  readonly node: DataNode;
  /** What a template says of it beside its properties: `UpdatePolicy`, `Condition`. */
  readonly beside?: readonly (readonly [string, DataNode])[];
}

/** What will run of a cloud, as `headroom build` shows it: `{ resources: [{ address, type, values }] }`. */
export function resourceDocument(resources: readonly BuiltResource[], trail: Trail): DataNode {
  const list = resources.map(({ type, address, node, beside = [] }) =>
    dataMap(
      [
        ['address', dataText(address, node.trail)],
        ['type', dataText(type, node.trail)],
        ['values', node],
        ...beside,
      ],
      node.trail,
    ),
  );
  return dataMap([['resources', dataList(list, trail)]], trail);
}
