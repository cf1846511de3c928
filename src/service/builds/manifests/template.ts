import {
  type DataNode,
  dataText,
  dataUnknown,
  entryOf,
  itemsOf,
  passed,
  textOf,
} from '../../syntax/data-node';
import { plainValue } from '../../syntax/yaml-scalar';

/** A Template of OpenShift with its parameters in place: `${A}` is a text, `${{A}}` any value. */
export function withParameters(node: DataNode): DataNode {
  const parameters = entryOf(node, 'parameters');
  const objects = entryOf(node, 'objects');
  if (
    textOf(entryOf(node, 'kind')) !== 'Template' ||
    objects === undefined ||
    node.kind !== 'map'
  ) {
    return node;
  }
  const values = new Map<string, DataNode | undefined>(
    itemsOf(parameters).map((each) => [
      textOf(entryOf(each, 'name')) ?? '',
      entryOf(each, 'value'),
    ]),
  );
  return { ...node, entries: new Map(node.entries).set('objects', substituted(objects, values)) };
}

function substituted(node: DataNode, values: ReadonlyMap<string, DataNode | undefined>): DataNode {
  if (node.kind === 'list')
    return { ...node, items: node.items.map((item) => substituted(item, values)) };
  if (node.kind === 'map') {
    const entries = [...node.entries].map(
      ([key, value]) => [key, substituted(value, values)] as const,
    );
    return { ...node, entries: new Map(entries) };
  }
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  const whole = /^\$\{(\{?)(\w+)\}?\}$/.exec(node.text);
  if (whole && values.has(whole[2] ?? '')) {
    const value = values.get(whole[2] ?? '');
    const step = node.trail.map((each) => ({ ...each, how: 'interpolated' as const }));
    if (value?.kind !== 'scalar') {
      return dataUnknown(`the parameter ${whole[2]} has no value here`, node.trail, node.text);
    }
    const isRaw = whole[1] !== '';
    const made = { ...value, quoted: !isRaw, value: isRaw ? plainValue(value.text) : value.text };
    return passed(made, ...step);
  }
  let missing: string | undefined;
  const text = node.text.replace(/\$\{(\w+)\}/g, (written, name: string) => {
    if (!values.has(name)) return written;
    const value = textOf(values.get(name));
    if (value === undefined) missing = name;
    return value ?? written;
  });
  if (missing !== undefined) {
    return dataUnknown(`the parameter ${missing} has no value here`, node.trail, node.text);
  }
  return text === node.text ? node : dataText(text, node.trail);
}
