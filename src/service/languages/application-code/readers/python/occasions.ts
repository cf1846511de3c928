import type { Node } from '../../syntax/node';
import { ancestors, children, descendants, keptWith, rootOf } from '../../tree';
import { type Habits, occasionsOf } from '../occasions';
import { routeIn } from './routes';

/** Decorators that make a function a handler: `@app.route(path)`, `@router.get`, `@bp.post`. */
const ROUTES = /^@[\w.]+\.(?:route|get|post|put|patch|delete|api_route)\s*\(/;

/** Names under which AWS Lambda calls a function, with an event and a context. */
const LAMBDA = /^(?:lambda_handler|handler)$/;

/** Decorators under which a function runs once. */
const CACHED = /^@(?:functools\.)?(?:lru_cache|cache|cached|cached_property|singleton)\b/;

const HABITS: Habits = {
  functions: new Set(['function_definition']),
  calls: 'call',
  handlerOf(node) {
    const name = node.childForFieldName('name');
    if (!name) return undefined;
    const route = decoratorsOf(node).find((text) => ROUTES.test(text) || routeIn(text));
    if (route !== undefined) return { handler: routeText(route), at: name };
    const isLambda = LAMBDA.test(name.text) && parametersOf(node) === 2;
    if (isLambda) return { handler: name.text, at: name };
    const isAsked =
      dependenciesIn(rootOf(node)).has(name.text) &&
      !decoratorsOf(node).some((text) => CACHED.test(text));
    return isAsked ? { handler: `${name.text} (Depends)`, at: name } : undefined;
  },
  nameOf: (node) => node.childForFieldName('name')?.text,
  calledBy: (call) => call.childForFieldName('function')?.text,
  isKept: assignsOutside,
  isOnce(around) {
    if (around.type === 'class_definition') return true;
    if (around.type === 'function_definition') {
      return decoratorsOf(around).some((text) => CACHED.test(text));
    }
    const condition = around.childForFieldName('condition')?.text ?? '';
    return around.type === 'if_statement' && /\bnot\b|\bis None\b/.test(condition);
  },
};

/** The functions that FastAPI calls for each request to what depends on them: `Depends(get_engine)`. */
const dependenciesIn = keptWith(
  (root: Node): ReadonlySet<string> =>
    new Set(
      descendants(root, ['call']).flatMap((call) => {
        const [only, ...more] = children(call.childForFieldName('arguments') ?? call);
        const isDepends = /^(?:fastapi\.)?Depends$/.test(
          call.childForFieldName('function')?.text ?? '',
        );
        return isDepends && only?.type === 'identifier' && more.length === 0 ? [only.text] : [];
      }),
    ),
);

/** How often a place runs. */
export const occasionOf = occasionsOf(HABITS);

/** Whether the result goes to a name of the module or to an attribute: it outlives the call. */
function assignsOutside(node: Node): boolean {
  for (const around of ancestors(node)) {
    if (around.type === 'function_definition') return false;
    if (around.type !== 'assignment') continue;
    const scope = functionAround(around);
    const target = around.childForFieldName('left');
    if (!scope) return false;
    if (target?.type !== 'identifier') return true;
    return descendants(scope, ['global_statement', 'nonlocal_statement']).some((statement) =>
      children(statement).some(({ text }) => text === target.text),
    );
  }
  return false;
}

function functionAround(node: Node): Node | undefined {
  for (const around of ancestors(node)) if (around.type === 'function_definition') return around;
  return undefined;
}

/** `@app.get("/users")` as `GET /users`; `@router.post("")` as `POST of router`, whose prefix stands elsewhere. */
function routeText(decorator: string): string {
  const route = routeIn(decorator);
  // What else its brackets hold is nothing that names it.
  if (!route) return decorator.slice(1).split(/[(\s]/, 1)[0] ?? '';
  const { router, verb, path } = route;
  const isNamed = !/^(?:route|api_route)$/.test(verb);
  if (path === '') return isNamed ? `${verb.toUpperCase()} of ${router}` : router;
  return isNamed ? `${verb.toUpperCase()} ${path}` : path;
}

function decoratorsOf(definition: Node): readonly string[] {
  const around = definition.parent;
  return around?.type === 'decorated_definition'
    ? children(around)
        .filter(({ type }) => type === 'decorator')
        .map(({ text }) => text)
    : [];
}

function parametersOf(definition: Node): number {
  return children(definition.childForFieldName('parameters') ?? definition).length;
}
