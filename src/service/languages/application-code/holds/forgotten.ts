import type { Node } from '../syntax/node';
import { ancestors } from '../tree';
import { functionOf, inside, type Use, type Uses, usesOf, usesUnder } from '../uses';
import { occurrencesOf } from './occurrences';
import { isBeforeWorkLoop } from './work-loop';

/** Methods that end a pool or a client. */
const ENDS =
  /^(?:a?close\w*|end|destroy|quit|disconnect|\$disconnect|dispose|shutdown\w*|stop|terminate|Close\w*|Disconnect|Shutdown|GracefulStop)$/;

/** Methods whose result keeps what it is taken of: a database, a session, a connection. */
const KEEPS_ON =
  /^(?:db|getDb|database|get_\w+|Database|collection|session|connect|acquire|getConnection|reserve|cursor|begin|Conn|Acquire|bind|extend|withOptions)$/;

/** Functions that run once in a process, or hand out what they make under another name. */
const ONCE =
  /^(?:constructor|__init__|__aenter__|__enter__|main|Main|init|(?:new|create|make|build|open|connect|init|setup|set_up|start|bootstrap|seed|run|configure|register|provide|get_?)(?=$|[A-Z_0-9])\w*|(?:New|Create|Make|Build|Open|Connect|Init|Setup|Start|Run|Configure|Register|Provide|Must)(?=$|[A-Z0-9])\w*)$/;

/**
 * Whether what a call makes is used in its function and left behind there: nobody closes it, and it goes
 * nowhere from where somebody could. Whoever calls the function leaves one more behind.
 */
export function isForgotten(use: Use, uses: Uses): boolean {
  const scope = functionOf(use);
  if (scope.kind !== 'function' || scope.name === null || ONCE.test(scope.name)) return false;
  const { result } = use;
  const name = result.kind === 'variable' ? result.names[0] : undefined;
  if (name === undefined || !/^[A-Za-z_$][\w$]*$/.test(name) || name === '_') return false;
  if (isBeforeWorkLoop(use, uses)) return false;
  // A file that calls it when it is loaded is a program that ends.
  if (usesOf(uses, scope.name).some((call) => functionOf(call).kind === 'file')) {
    return false;
  }
  return isLeft(name, use.at.end, scope.node, uses, 2);
}

/** Whether a name of a function is used there and neither ended nor handed on. */
function isLeft(name: string, from: number, within: Node, uses: Uses, steps: number): boolean {
  const stretch = { start: from, end: within.endIndex };
  const places = occurrencesOf(name, within, stretch);
  let used = false;
  for (const place of places) {
    if (place.kind === 'tested') continue;
    if (place.kind === 'member') {
      const call = usesUnder(uses, name).find(
        ({ receiver, at }) =>
          (receiver === name || receiver.startsWith(`${name}.`)) && inside(place.node.span, at),
      );
      if (!call) continue;
      if (ENDS.test(call.method)) return false;
      const kept = call.receiver === name && KEEPS_ON.test(call.method);
      if (kept && !staysHere(call, within)) return false;
      used = true;
      continue;
    }
    if (place.kind === 'returned' || place.kind === 'assigned' || steps === 0) return false;
    const wrapped = wrapperOf(place.node, within);
    if (!wrapped || !isLeft(wrapped.name, wrapped.end, within, uses, steps - 1)) return false;
    used = true;
  }
  return used;
}

/** What is taken of it ends in this function as well. */
function staysHere({ result, at }: Use, within: Node): boolean {
  if (result.kind === 'chained' || result.kind === 'resource' || result.kind === 'dropped')
    return true;
  const name = result.kind === 'variable' ? result.names[0] : undefined;
  if (name === undefined || !/^[A-Za-z_$][\w$]*$/.test(name)) return false;
  const stretch = { start: at.end, end: within.endIndex };
  return occurrencesOf(name, within, stretch).every(
    ({ kind, node }) =>
      kind === 'member' || kind === 'tested' || wrapperOf(node, within) !== undefined,
  );
}

/** `client := &http.Client{Transport: transport}`: the local name of what is made around it. */
function wrapperOf(
  node: Node,
  within: Node,
): { readonly name: string; readonly end: number } | undefined {
  for (const around of ancestors(node)) {
    if (around.id === within.id) return undefined;
    const isDeclared = /^(?:variable_declarator|short_var_declaration|assignment)$/.test(
      around.type,
    );
    if (!isDeclared) continue;
    const left = around.childForFieldName('left') ?? around.childForFieldName('name');
    const name =
      left && (/^(?:expression_list|pattern_list)$/.test(left.type) ? left.firstNamedChild : left);
    return name?.type === 'identifier' ? { name: name.text, end: around.endIndex } : undefined;
  }
  return undefined;
}
