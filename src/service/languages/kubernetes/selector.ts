import type { SelectorExpression, SelectorFact } from '../../contracts/fact';
import { type Field, isKnown, valueOf } from '../../contracts/field';
import { type Block, child, listOf, stringField, textsOf } from './fields';
import { isTemplated } from './template';

/** A label selector whose every part could be read. */
export type LabelSelector = SelectorFact;

/** The label selector under a key; `null` where there is none, or part of it cannot be read. */
export function selectorOf(block: Block, key: string): LabelSelector | null {
  const selector = child(block, key);
  if (selector.map === undefined || isOpen(selector)) return null;
  const matchLabels = child(selector, 'matchLabels');
  const labels = plainTexts(textsOf(matchLabels));
  const list = listOf(selector, 'matchExpressions');
  const expressions = list.items.map(expressionOf);
  const isWhole =
    labels !== undefined &&
    !isOpen(matchLabels) &&
    list.state !== 'unknown' &&
    expressions.every((each) => each !== undefined);
  return isWhole ? { labels, expressions: expressions.flatMap((each) => each ?? []) } : null;
}

/** A plain map of labels, as a Service and a ReplicationController write it. */
export function labelsOf(block: Block, key: string): LabelSelector | null {
  const written = child(block, key);
  const labels = plainTexts(textsOf(written));
  const isWhole = written.map !== undefined && !isOpen(written) && labels !== undefined;
  return isWhole ? { labels, expressions: [] } : null;
}

function isOpen({ gap, map }: Block): boolean {
  return gap !== undefined || map?.partial === true;
}

function plainTexts(
  fields: Readonly<Record<string, Field<string>>>,
): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(fields);
  if (entries.some(([key, field]) => !isKnown(field) || isTemplated(key))) return undefined;
  return Object.fromEntries(entries.map(([key, field]) => [key, valueOf(field) ?? '']));
}

function expressionOf(item: Block): SelectorExpression | undefined {
  const key = valueOf(stringField(item, 'key'));
  const operator = valueOf(stringField(item, 'operator'));
  const { nodes, state } = listOf(item, 'values');
  const values = nodes.flatMap((node) =>
    node.kind === 'scalar' && !isTemplated(node.value) ? [node.value] : [],
  );
  if (key === undefined || operator === undefined || state === 'unknown') return undefined;
  return values.length === nodes.length ? { key, operator, values } : undefined;
}
