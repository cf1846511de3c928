import type { Effect } from '../../../contracts/fact';
import type { Node } from '../syntax/node';
import { ancestors } from '../tree';
import type { DeclaredFunction } from './declared';

const modifiersOf = (node: Node): string =>
  node.namedChildren.find(({ type }) => type === 'modifiers')?.text ?? '';

/**
 * What a method of Java does by what stands above it: a method of a client that Spring makes asks another machine
 * (OpenFeign waits for 60 s by default), and `REQUIRES_NEW` begins a transaction on a connection of its own.
 */
export function declaredEffect({ node }: DeclaredFunction, path: string): Effect | undefined {
  if (node.type !== 'method_declaration') return undefined;
  const own = modifiersOf(node);
  if (/@Transactional\s*\([^)]*\bREQUIRES_NEW\b/.test(own)) return { does: 'transaction', path };
  if (node.childForFieldName('body')) return undefined;
  const around = [...ancestors(node)].find(({ type }) => type === 'interface_declaration');
  if (!around) return undefined;
  const isFeign = /@FeignClient\b/.test(modifiersOf(around));
  const isExchange = /@(?:Get|Post|Put|Patch|Delete|Http)Exchange\b/.test(own);
  if (!isFeign && !isExchange) return undefined;
  return {
    ...{ does: 'remote', path, what: isFeign ? 'OpenFeign' : 'HTTP interface', host: null },
    timeout: { state: 'unknown', why: 'set where it is made', path },
    sometimes: false,
  };
}
