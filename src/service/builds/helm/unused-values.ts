import type { BuildSources, VirtualDocument } from '../../contracts/build';
import { AUTOSCALING_KEYS } from '../../languages/kubernetes/chart-values';
import {
  type DataNode,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  entryOf,
  textOf,
} from '../../syntax/data-node';
import { printed } from '../printed';
import { type MapValue, NIL, plainOfRope, type Value, whyOfRope } from './values';

/**
 * The autoscaling blocks of values that nothing of the chart takes anything from, as a file of values; none
 * where an autoscaler is made, or a template could make one with other values.
 */
export function unusedValues(
  sources: BuildSources,
  values: MapValue,
  documents: readonly DataNode[],
  files: readonly string[],
): readonly VirtualDocument[] {
  if (documents.some((node) => MAKERS.test(textOf(entryOf(node, 'kind')) ?? ''))) return [];
  const templates = files.filter((path) => /(?:^|\/)templates\//.test(path));
  if (sources.each(templates, (path) => MAKES.test(sources.text(path) ?? '')).includes(true))
    return [];
  const used = new Set<string>();
  for (const node of documents) collect(node, used);
  const blocks = blocksIn(values, used);
  if (blocks === undefined) return [];
  return [
    { name: 'unused-values.yaml', language: 'kubernetes', tells: () => false, ...printed(blocks) },
  ];
}

/** Kinds that scale something, or may have it scaled. */
const MAKERS = /autoscaler|scaled(?:object|job)/i;
/** What a template mentions that makes an autoscaler, whatever it is called. */
const MAKES = /max_?replica|autoscaler|scaledobject/i;

/** Every place that a value of a document was made from, and what stands around it. */
function collect(node: DataNode, used: Set<string>): void {
  for (const { uri, path } of node.trail) used.add(`${uri}#${path}`);
  if (node.kind === 'map') for (const inner of node.entries.values()) collect(inner, used);
  if (node.kind === 'list') for (const inner of node.items) collect(inner, used);
}

function blocksIn(values: MapValue, used: ReadonlySet<string>): DataNode | undefined {
  const found = [...values.entries].flatMap(([key, value]): (readonly [string, DataNode])[] => {
    if (value.kind !== 'map') return [];
    if (AUTOSCALING_KEYS.has(key)) return isUsed(value, used) ? [] : [[key, nodeOf(value)]];
    const inner = blocksIn(value, used);
    return inner ? [[key, inner]] : [];
  });
  return found.length === 0 ? undefined : dataMap(found, values.trail);
}

function isUsed(value: Value, used: ReadonlySet<string>): boolean {
  const isHere = value.trail.some(({ uri, path }) => {
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      if (used.has(`${uri}#${at}`)) return true;
    }
    return false;
  });
  return (
    isHere ||
    (value.kind === 'map' && [...value.entries.values()].some((each) => isUsed(each, used)))
  );
}

function nodeOf(value: Value): DataNode {
  const { trail } = value;
  switch (value.kind) {
    case 'map':
      return dataMap(
        [...value.entries].map(([key, inner]) => [key, nodeOf(inner)] as const),
        trail,
      );
    case 'bool':
    case 'number':
      return dataValue(value.value, trail);
    case 'text': {
      const own = plainOfRope(value.rope);
      return own === undefined ? dataUnknown(whyOfRope(value.rope), trail) : dataText(own, trail);
    }
    default:
      return value === NIL || value.kind === 'nil'
        ? dataValue(null, trail)
        : dataUnknown('it is not shown', trail);
  }
}
