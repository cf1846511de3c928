import {
  type DataNode,
  type DataScalar,
  dataList,
  dataText,
  dataUnknown,
  type TrailStep,
} from '../../syntax/data-node';
import { fillIn, parameterNames, type TextPart, textParts } from '../../syntax/parameters';

/** A variable that compose fills in, and where it is written. */
export interface ComposeVariable {
  readonly value: string;
  readonly at: TrailStep;
}

/** What compose knows of a variable: its own `.env`, and nothing of the shell it is started from. */
export type ComposeVariables = ReadonlyMap<string, ComposeVariable>;

/**
 * The tree of a file that is read alone: what waits for a variable is unknown, and keeps its text.
 * Its `.env` or the shell may say anything, so a default proves nothing here.
 */
export function unfilled(node: DataNode): DataNode {
  return mapScalars(node, (scalar) => {
    const parts = textParts(scalar.text, 'doubled');
    const names = parameterNames(parts);
    if (names.length > 0) {
      return dataUnknown(`the variable ${names[0]}`, scalar.trail, scalar.text);
    }
    const plain = fillIn(parts, () => ({ state: 'unset' }));
    return plain.state === 'known' ? dataText(plain.value, scalar.trail) : scalar;
  });
}

/**
 * The tree with its variables filled in, as compose does: in values, never in keys. A variable that
 * nobody sets is unknown, since the shell may have it; with a default it is the default.
 */
export function interpolated(node: DataNode, variables: ComposeVariables): DataNode {
  return mapScalars(node, (scalar) => filledScalar(scalar, variables));
}

/** The same tree as a compose file has to write it, in which a dollar stands for a variable. */
export function escaped(node: DataNode): DataNode {
  return mapScalars(node, ({ text, trail }) => dataText(text.replaceAll('$', '$$$$'), trail));
}

/** The tree with another node for each text that has a dollar in it. */
function mapScalars(node: DataNode, change: (scalar: DataScalar) => DataNode): DataNode {
  switch (node.kind) {
    case 'scalar':
      return node.value !== null && node.text.includes('$') ? change(node) : node;
    case 'list': {
      const items = node.items.map((item) => mapScalars(item, change));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    case 'map': {
      let isSame = true;
      const entries = new Map<string, DataNode>();
      for (const [key, value] of node.entries) {
        const filled = mapScalars(value, change);
        isSame &&= filled === value;
        entries.set(key, filled);
      }
      return isSame ? node : { ...node, entries };
    }
    case 'unknown':
      return node;
  }
}

function filledScalar(node: DataScalar, variables: ComposeVariables): DataNode {
  const parts = textParts(node.text, 'doubled');
  const open = withoutDefault(parts);
  const result = fillIn(parts, (name) => {
    const own = variables.get(name);
    if (own) return { state: 'known', value: own.value };
    return open.has(name)
      ? { state: 'unknown', why: `the variable ${name}, which nothing here sets` }
      : { state: 'unset' };
  });
  const here = node.trail.at(-1);
  if (result.state === 'unknown') {
    return dataUnknown(result.why, node.trail, leftOpen(parts, variables));
  }
  const from = result.used.flatMap((name) => variables.get(name)?.at ?? []);
  const isPlain = !node.text.includes('$') || result.used.length === 0;
  const last: readonly TrailStep[] = here
    ? [{ ...here, how: from.length > 0 ? 'interpolated' : isPlain ? 'written' : 'default' }]
    : [];
  return dataText(result.value, [...from, ...node.trail.slice(0, -1), ...last]);
}

/** The variables that stand somewhere without a default: unset, they leave the text open. */
function withoutDefault(parts: readonly TextPart[], names = new Set<string>()): Set<string> {
  for (const part of parts) {
    if (part.kind !== 'parameter') continue;
    if (!/[-+]$/.test(part.operator ?? '')) names.add(part.name);
    withoutDefault(part.argument, names);
  }
  return names;
}

/** The text with what is known filled in: `--workers=${WORKERS}` stays as it is. */
function leftOpen(parts: readonly TextPart[], variables: ComposeVariables): string {
  return parts
    .map((part) => {
      if (part.kind === 'literal') return part.text.replaceAll('$', '$$$$');
      if (part.kind === 'computed') return part.text;
      const own = fillIn([part], (name) => {
        const value = variables.get(name);
        if (value) return { state: 'known', value: value.value };
        return withoutDefault([part]).has(name)
          ? { state: 'unknown', why: '' }
          : { state: 'unset' };
      });
      if (own.state === 'known') return own.value.replaceAll('$', '$$$$');
      return `\${${[part.name, ...parameterNames(part.argument)][0]}}`;
    })
    .join('');
}

/** A list of texts that were one text. */
export function textList(texts: readonly string[], from: DataNode): DataNode {
  return dataList(
    texts.map((text) => dataText(text, from.trail)),
    from.trail,
  );
}
