import { type DataNode, plainOf, pointer, stepsOf, type Trail } from '../syntax/data-node';

/** A tree as text, and the way from paths of the text back to the tree. */
export interface Printed {
  readonly text: string;
  /** The trail of what a path leads to; of what stands around it where it leads to nothing. */
  trail(path: string): Trail;
}

/** Prints an object as one YAML document, as `headroom build` shows it: what is unknown has a tag. */
export function printed(node: DataNode): Printed {
  return { text: `${yamlOf(node)}`, trail: (path) => trailOf(node, stepsOf(path).slice(1)) };
}

/** As {@link printed}, with the expression beside the reason of what is unknown: `!unknown [reason, expression]`. */
export function printedWithExpressions(node: DataNode): Printed {
  return {
    text: `${yamlOf(node, '', NO_NOTE, true)}`,
    trail: (path) => trailOf(node, stepsOf(path).slice(1)),
  };
}

/** What is said behind a value, as a comment; nothing where it is empty. */
type Note = (node: DataNode) => string;

const NO_NOTE: Note = () => '';

/** A value as block YAML; `note` says something behind each value, `whole` keeps the expressions of what is unknown. */
export function yamlOf(node: DataNode, indent = '', note: Note = NO_NOTE, whole = false): string {
  if (node.kind === 'map' && (node.entries.size > 0 || node.open)) {
    const lines = [...node.entries].map(
      ([key, value]) => `${indent}${keyOf(key)}:${valueOf(value, indent, note, whole)}`,
    );
    if (node.open) lines.push(`${indent}"?": ${unknownOf(node.open.why)}`);
    return `${lines.join('\n')}\n`;
  }
  if (node.kind === 'list' && (node.items.length > 0 || node.open)) {
    const items = node.items.map((item) => `${indent}-${itemOf(item, indent, note, whole)}`);
    if (node.open) items.push(`${indent}- ${unknownOf(node.open.why)}`);
    return `${items.join('\n')}\n`;
  }
  return `${indent}${noted(node, note, whole)}\n`;
}

function noted(node: DataNode, note: Note, whole: boolean): string {
  const said = note(node);
  return said === '' ? inline(node, whole) : `${inline(node, whole)}  # ${said}`;
}

function isBlock(node: DataNode): boolean {
  if (node.kind === 'map') return node.entries.size > 0 || node.open !== null;
  return node.kind === 'list' && (node.items.length > 0 || node.open !== null);
}

function valueOf(node: DataNode, indent: string, note: Note, whole: boolean): string {
  if (!isBlock(node)) return ` ${noted(node, note, whole)}`;
  const deeper = `${indent}${node.kind === 'list' ? '' : '  '}`;
  return `\n${yamlOf(node, deeper, note, whole).replace(/\n$/, '')}`;
}

function itemOf(node: DataNode, indent: string, note: Note, whole: boolean): string {
  if (!isBlock(node)) return ` ${noted(node, note, whole)}`;
  const inner = yamlOf(node, `${indent}  `, note, whole).replace(/\n$/, '');
  return ` ${inner.slice(indent.length + 2)}`;
}

function inline(node: DataNode, whole: boolean): string {
  if (node.kind === 'unknown') {
    return whole && node.expression !== null
      ? `!unknown ${JSON.stringify([node.why, node.expression])}`
      : unknownOf(node.why);
  }
  if (node.kind === 'map') return '{}';
  if (node.kind === 'list') return '[]';
  if (node.value === null) return 'null';
  if (node.quoted || typeof node.value === 'string') return textOf(node.text);
  return node.text === '' ? 'null' : node.text;
}

function unknownOf(why: string): string {
  return `!unknown ${JSON.stringify(why)}`;
}

function keyOf(key: string): string {
  return /^[A-Za-z_][\w./-]*$/.test(key) && !RESERVED.test(key) ? key : JSON.stringify(key);
}

const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function textOf(text: string): string {
  const isPlain = /^[A-Za-z][\w./@-]*(?::[\w./@-]+)*$/.test(text) && !RESERVED.test(text);
  return isPlain
    ? text
    : JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function trailOf(node: DataNode, steps: readonly string[]): Trail {
  let at: DataNode = node;
  for (const step of steps) {
    const next: DataNode | undefined =
      at.kind === 'list'
        ? at.items[Number(step)]
        : at.kind === 'map'
          ? at.entries.get(step)
          : undefined;
    if (next === undefined) break;
    at = next;
  }
  return at.trail;
}

/** Where each value of a tree was decided: lines `path: value  # file:path (how), …`. */
export function trailLines(
  node: DataNode,
  pathOf: (uri: string) => string,
  path = '',
): readonly string[] {
  if (node.kind === 'map' && node.entries.size > 0) {
    return [...node.entries].flatMap(([key, value]) =>
      trailLines(value, pathOf, pointer(path, key)),
    );
  }
  if (node.kind === 'list' && node.items.length > 0) {
    return node.items.flatMap((item, index) => trailLines(item, pathOf, pointer(path, index)));
  }
  const steps = node.trail.map((step) => `${pathOf(step.uri)}${step.path} (${step.how})`);
  return [`${path}: ${JSON.stringify(plainOf(node))}  # ${steps.join(', ') || 'no file'}`];
}
