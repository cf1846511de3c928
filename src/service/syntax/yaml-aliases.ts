import { type Alias, type Document, isAlias, isNode, type Node, visit } from 'yaml';

const known = new WeakMap<Document, ReadonlyMap<Alias, Node>>();

/**
 * What an alias stands for: the last node before it that has its anchor. All of a document are found in
 * one walk, where the parser's own `resolve` walks from the start for each.
 */
export function aliased(document: Document, alias: Alias): Node | undefined {
  let targets = known.get(document);
  if (!targets) {
    targets = targetsIn(document);
    known.set(document, targets);
  }
  return targets.get(alias);
}

function targetsIn(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, (_, node) => {
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
    } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
  });
  return targets;
}
