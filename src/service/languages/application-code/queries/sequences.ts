import { escapePattern } from '../../../text/patterns';
import type { ApplicationModel } from '../model';
import type { Node } from '../syntax/node';
import { functionOf } from '../uses';
import type { Query } from '.';

/** Fewer are read more easily one below the other. */
const FEWEST = 3;

/** Statements in a row, each of which waits for a read that needs nothing of those before it. */
export function independentReads({
  queries,
  grammar,
  handles,
}: Pick<ApplicationModel, 'queries' | 'grammar' | 'handles'>): readonly (readonly Query[])[] {
  if (grammar !== 'typescript' && grammar !== 'tsx') return [];
  const found: Query[][] = [];
  let row: { readonly query: Query; readonly statement: Node }[] = [];
  const end = () => {
    if (row.length >= FEWEST) found.push(row.map(({ query }) => query));
    row = [];
  };
  for (const query of queries) {
    const { use, kind } = query;
    const statement = statementOf(use.node);
    const [root = ''] = use.receiver.split(/\W/);
    // On one connection, as in a transaction, they wait for each other anyhow.
    const isHeld =
      handles.of(root, use)?.kind === 'connection' || functionOf(use).binds.includes(root);
    if (kind !== 'read' || !statement || isHeld || query.loop) {
      end();
      continue;
    }
    const last = row.at(-1)?.statement;
    if (last && (!follows(statement, last) || needs(statement, row))) end();
    row.push({ query, statement });
  }
  end();
  return found;
}

/** The declaration in a block that a call is the whole of: `const orders = await …`. */
function statementOf(node: Node): Node | undefined {
  let at = node;
  while (at.parent?.type === 'call_expression' || at.parent?.type === 'member_expression') {
    at = at.parent;
  }
  const awaited = at.parent?.type === 'await_expression' ? at.parent : null;
  const declarator = awaited?.parent?.type === 'variable_declarator' ? awaited.parent : null;
  const statement = declarator?.parent;
  if (statement?.type !== 'lexical_declaration' || statement.namedChildren.length !== 1) {
    return undefined;
  }
  return statement.parent?.type === 'statement_block' ? statement : undefined;
}

function follows(statement: Node, before: Node): boolean {
  const block = statement.parent;
  if (!block || block.id !== before.parent?.id) return false;
  const between = block.namedChildren.filter(
    ({ startIndex, type }) =>
      startIndex > before.startIndex && startIndex < statement.startIndex && type !== 'comment',
  );
  return between.length === 0;
}

/** Whether a statement mentions what one of those before it has read. */
function needs(statement: Node, before: readonly { readonly statement: Node }[]): boolean {
  return before.some(({ statement: earlier }) => {
    const left = earlier.namedChildren[0]?.childForFieldName('name')?.text ?? '';
    return (left.match(/[A-Za-z_$][\w$]*/g) ?? []).some((name) =>
      new RegExp(`(?<![.\\w$])${escapePattern(name)}(?![\\w$])`).test(statement.text),
    );
  });
}
