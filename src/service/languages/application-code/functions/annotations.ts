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
  if (/@Transactional\s{0,9}\([^)]{0,300}\bREQUIRES_NEW\b/.test(own))
    return { does: 'transaction', path };
  if (node.childForFieldName('body')) return undefined;
  const around = [...ancestors(node)].find(({ type }) => type === 'interface_declaration');
  if (!around) return undefined;
  const asked = mapped(node, own, modifiersOf(around), path);
  if (asked) return asked;
  const isFeign = /@FeignClient\b/.test(modifiersOf(around));
  const isExchange = /@(?:Get|Post|Put|Patch|Delete|Http)Exchange\b/.test(own);
  if (!isFeign && !isExchange) return undefined;
  return {
    ...{ does: 'remote', path, what: isFeign ? 'OpenFeign' : 'HTTP interface', host: null },
    timeout: { state: 'unknown', why: 'set where it is made', path },
    sometimes: false,
  };
}

const READS = /^(?:select|get|find|query|list|count|exists|load)(?:[A-Z_]|$)/;
const WRITES = /^(?:insert|save|add|update|delete|remove|batch)(?:[A-Z_]|$)/;

/** A method of a mapper of MyBatis: by its statement, or by its name where that stands in XML. */
function mapped(node: Node, own: string, around: string, path: string): Effect | undefined {
  const [, verb] = /@(Select|Insert|Update|Delete)(?:Provider)?\s*\(/.exec(own) ?? [];
  const name = node.childForFieldName('name')?.text ?? '';
  if (verb === undefined && !/@Mapper\b/.test(around)) return undefined;
  const reads = verb === undefined ? READS.test(name) : verb === 'Select';
  if (verb === undefined && !reads && !WRITES.test(name)) return undefined;
  const subject = /\b(?:FROM|INTO|UPDATE)\s+[`"]?(\w+)/i.exec(own)?.[1] ?? null;
  return {
    ...{ does: 'query', path, kind: reads ? 'read' : 'write', subject, pool: null },
    ...{ given: false, sometimes: false },
  };
}
