import type { OutlineItem } from '../../contracts/editing';
import { valueOf } from '../../contracts/field';
import type { NginxDirective, NginxModel } from './model';

/** The blocks of a file as they stand in one another, and the servers of each upstream. */
export function outlineOf(model: NginxModel): readonly OutlineItem[] {
  const servers = new Map(
    model.servers.map(({ directive, names, listens }) => [directive, { names, listens }]),
  );
  const top: Open[] = [];
  const stack: Open[] = [];
  for (const directive of inTextOrder(model)) {
    if (!isShown(directive)) continue;
    while (stack.length > 0 && (stack.at(-1)?.end ?? 0) <= directive.span.start) stack.pop();
    const item: Open = { ...describe(directive), children: [], end: directive.span.end };
    (stack.at(-1)?.children ?? top).push(item);
    stack.push(item);
  }
  return top;

  function describe(directive: NginxDirective): Omit<OutlineItem, 'children'> {
    const { name, args, span: at, at: nameAt } = directive;
    const server = servers.get(directive);
    const written = args.map((arg) => valueOf(arg) ?? '…').join(' ');
    const detail = server
      ? [
          ...server.names.map((field) => valueOf(field) ?? '…'),
          ...server.listens.map(({ address }) => valueOf(address) ?? '…'),
        ].join(' ')
      : '';
    const label = written === '' ? name : `${name} ${written}`;
    return { name: label, detail, kind: kindOf(directive), at, nameAt };
  }
}

/** In a dump, nginx reads an included file where it is included, and as often. */
function inTextOrder({ directives, files }: NginxModel): readonly NginxDirective[] {
  if (files.length === 0) return directives;
  const byStart = new Map(directives.map((directive) => [directive.span.start, directive]));
  return [...byStart.values()].sort((a, b) => a.span.start - b.span.start);
}

interface Open extends OutlineItem {
  readonly children: Open[];
  readonly end: number;
}

function isShown({ name, block, rows, scope }: NginxDirective): boolean {
  return block !== null || rows.length > 0 || (name === 'server' && scope.kind === 'upstream');
}

function kindOf({ block, rows }: NginxDirective): OutlineItem['kind'] {
  if (rows.length > 0) return 'object';
  if (!block) return 'property';
  return block.kind === 'upstream' ? 'group' : 'block';
}
