import type { Node } from '../../syntax/node';
import { ancestors, children, descendants, keptWith, rootOf, unquoted } from '../../tree';
import type { Occasion } from '../../uses';
import { occasionsOf } from '../occasions';

const FUNCTIONS = new Set([
  'function_declaration',
  'function_expression',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
]);

/** Methods of a router that take a handler for requests of a path. */
const VERBS = /^(?:get|post|put|patch|delete|options|head|all|route)$/;

/** What routers are called: by convention, or ending in it. */
const ROUTER = /^(?:app|router|server|fastify|hono|api|routes?)$|(?:Router|App|Routes)$/;

/** Calls that keep a function for a clock: it runs without the request. */
const KEPT_FOR_CLOCK = /^(?:scheduleJob|setInterval)$/;

/** Wrappers that run what they are given once. */
const ONCE = /^(?:once|memoize|memo|lazy|singleton|cache|cached|remember|global\w*)$/i;

/** Names under which frameworks call a function for each request. */
const EXPORTED_HANDLERS =
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|loader|action|getServerSideProps|handler)$/;

/** Decorators that make a method a handler. */
const DECORATORS = /^@(?:Get|Post|Put|Patch|Delete|All|Query|Mutation)\s*\(/;

/**
 * Platforms where a request may not use what another has opened: there, a connection for each
 * request is right, and something in front of the database pools them.
 */
const EDGE =
  /['"](?:hono(?:\/[^'"]*)?|@cloudflare\/[^'"]*|cloudflare:[^'"]*)['"]|\bexport\s+const\s+runtime\s*=\s*['"]edge['"]|\b[eE]nv\.HYPERDRIVE\b|\.cloudflare\.env\b/;

/** Whether a file runs where connections do not outlive a request. */
export const isEdge = keptWith((root: Node) => EDGE.test(root.text));

/** Tells how often places of a file run; of some files its path says it. */
export function occasionsIn(path: string): (node: Node) => Occasion {
  return occasionsOf({
    functions: FUNCTIONS,
    calls: 'call_expression',
    handlerOf(node) {
      const handler = handlerOf(node, path);
      return handler === undefined ? undefined : { handler, at: headOf(node) };
    },
    nameOf,
    calledBy: calleeName,
    isKept,
    isOnce,
  });
}

/** The same for what opens connections: where none outlives a request, one for each is right. */
export function opensIn(path: string): (node: Node) => Occasion {
  const occasionOf = occasionsIn(path);
  return (node) => (isEdge(rootOf(node)) ? { kind: 'unknown' } : occasionOf(node));
}

/** The nearest function around a node. */
export function functionAround(node: Node): Node | undefined {
  for (const around of ancestors(node)) if (FUNCTIONS.has(around.type)) return around;
  return undefined;
}

/** Whether the result of a node is kept for the next time, so that it is made once. */
function isKept(node: Node): boolean {
  const own = functionAround(node);
  for (const around of ancestors(node)) {
    if (own && around.id === own.id) return false;
    switch (around.type) {
      case 'augmented_assignment_expression':
        if (/^(?:\?\?|\|\|)=$/.test(around.childForFieldName('operator')?.text ?? '')) return true;
        break;
      case 'binary_expression':
        if (/^(?:\?\?|\|\|)$/.test(around.childForFieldName('operator')?.text ?? '')) return true;
        break;
      case 'assignment_expression': {
        const target = around.childForFieldName('left');
        if (target?.type !== 'identifier' || !own || !declares(own, target.text)) return true;
        break;
      }
      case 'call_expression': {
        const method = around.childForFieldName('function')?.childForFieldName('property')?.text;
        if (method === 'set' || method === 'provide' || method === 'decorate') return true;
        break;
      }
      case 'ternary_expression':
        return true;
      default:
    }
  }
  return false;
}

/** A wrapper call that runs its function once, or a guard on what is there already. */
function isOnce(node: Node): boolean {
  if (node.type === 'call_expression') {
    const callee = calleeName(node) ?? '';
    return ONCE.test(callee) || KEPT_FOR_CLOCK.test(callee);
  }
  if (node.type !== 'if_statement') return false;
  const condition = node.childForFieldName('condition')?.text ?? '';
  return /!|===?\s*(?:null|undefined)|\.has\(/.test(condition);
}

function declares(scope: Node, name: string): boolean {
  return descendants(scope, ['variable_declarator']).some(
    (declarator) => declarator.childForFieldName('name')?.text === name,
  );
}

/** What a function handles, for people, if it is called for each request. */
function handlerOf(node: Node, path: string): string | undefined {
  return routed(node) ?? exported(node, path) ?? decorated(node);
}

/** `app.get('/users', …, async (req, res) => …)` */
function routed(node: Node): string | undefined {
  const list = node.parent;
  const call = list?.type === 'arguments' ? list.parent : null;
  const callee = call?.childForFieldName('function');
  if (!list || callee?.type !== 'member_expression') return undefined;
  const verb = callee.childForFieldName('property')?.text ?? '';
  const router = lastName(callee.childForFieldName('object'));
  const [route] = children(list);
  if (!VERBS.test(verb) || !ROUTER.test(router)) return undefined;
  if (route?.type !== 'string' && route?.type !== 'template_string') return undefined;
  return `${verb.toUpperCase()} ${unquoted(route)}`;
}

/** The name a receiver ends in, past the routes chained onto it. */
function lastName(node: Node | null): string {
  switch (node?.type) {
    case 'member_expression':
      return node.childForFieldName('property')?.text ?? '';
    case 'call_expression':
      return lastName(node.childForFieldName('function')?.childForFieldName('object') ?? null);
    default:
      return node?.text ?? '';
  }
}

/** `export async function GET()` of a route file, `export const handler`, `exports.handler =`. */
function exported(node: Node, path: string): string | undefined {
  const name = nameOf(node);
  if (name === undefined || !EXPORTED_HANDLERS.test(name)) return defaultApiRoute(node, path);
  for (const around of ancestors(node)) {
    if (around.type === 'export_statement') return name;
    if (around.type === 'assignment_expression') {
      const target = around.childForFieldName('left')?.text;
      return target === `exports.${name}` || target === `module.exports.${name}` ? name : undefined;
    }
    if (FUNCTIONS.has(around.type)) return undefined;
  }
  return undefined;
}

/** The default export of a file under `pages/api`: Next.js calls it for each request. */
function defaultApiRoute(node: Node, path: string): string | undefined {
  const isDefault =
    node.parent?.type === 'export_statement' && /^export\s+default\b/.test(node.parent.text);
  const route = /(?:^|\/)pages(\/api\/[\s\S]*)$/.exec(path)?.[1];
  return isDefault && /\.[jt]sx?$/.test(path) ? route?.replace(/\.[jt]sx?$/, '') : undefined;
}

function decorated(node: Node): string | undefined {
  if (node.type !== 'method_definition') return undefined;
  for (let before = node.previousSibling; before; before = before.previousSibling) {
    if (before.type !== 'decorator') return undefined;
    if (DECORATORS.test(before.text)) return before.text.slice(1);
  }
  return undefined;
}

/** The name a function is called by. */
function nameOf(node: Node): string | undefined {
  const own = node.childForFieldName('name')?.text;
  if (own !== undefined) return own;
  const parent = node.parent;
  if (parent?.type === 'variable_declarator') return parent.childForFieldName('name')?.text;
  if (parent?.type === 'assignment_expression') {
    const target = parent.childForFieldName('left');
    return target?.childForFieldName('property')?.text ?? target?.text;
  }
  return undefined;
}

/** The last name of what a call calls. */
function calleeName(call: Node): string | undefined {
  const callee = call.childForFieldName('function');
  return callee?.childForFieldName('property')?.text ?? callee?.text;
}

/** Where a handler is named: its parameters, or the whole of a short one. */
function headOf(node: Node): Node {
  return node.childForFieldName('name') ?? node.childForFieldName('parameters') ?? node;
}
