import { routeIn } from '../readers/python/routes';
import type { Node } from '../syntax/node';
import { children } from '../tree';
import type { Use } from '../uses';
import { type Entry, type EntrySource, handlerIn, joinPaths, stringOf } from './entry';

const TASK =
  /^@(?:[\w.]+\.)?(shared_task|task|actor|periodic_task|scheduled_job|job|on_message|subscriber)\b/;

/** Reads the routes, views and tasks of a file of Python. */
export function entriesOfPython(source: EntrySource): readonly Entry[] {
  return [...decorated(source), ...urls(source), ...views(source), ...lambdas(source)];
}

function decorated(source: EntrySource): readonly Entry[] {
  const { declarations, uses } = source;
  const prefixes = prefixesIn(source);
  const modules = [...uses.imports.values()].map(({ module }) => module);
  const framework = [
    ['FastAPI', /^fastapi\b/],
    ['Flask', /^flask\b/],
    ['Quart', /^quart\b/],
    ['Sanic', /^sanic\b/],
    ['aiohttp', /^aiohttp\b/],
  ] as const;
  const title = framework.find(([, module]) => modules.some((name) => module.test(name)))?.[0];
  return declarations.all.flatMap((declared): readonly Entry[] => {
    const at = (declared.node.childForFieldName('name') ?? declared.node).span;
    const isThreaded = title === 'FastAPI' && declared.node.firstChild?.type !== 'async';
    const common = {
      ...{ handler: declared.key, own: declared.node.span, at },
      ...(isThreaded && { inThread: true as const }),
    };
    for (const text of decoratorsOf(declared.node)) {
      const route = routeIn(text);
      if (route) {
        const { router, verb, path } = route;
        const methods = /methods\s*=\s*[[(]\s*["'](\w+)/.exec(text)?.[1];
        const named = /^(?:route|api_route)$/.test(verb);
        return [
          {
            ...{ on: 'request', framework: title ?? 'Python', ...common },
            verb: named ? (methods ?? (verb === 'route' ? 'GET' : 'ANY')) : verb.toUpperCase(),
            pattern: joinPaths(prefixes.get(router) ?? '', path),
          },
        ];
      }
      const [, task] = TASK.exec(text) ?? [];
      if (task === undefined) continue;
      const on = /^(?:periodic_task|scheduled_job)$/.test(task) ? 'schedule' : 'message';
      const library = /actor/.test(task)
        ? 'Dramatiq'
        : /scheduled/.test(task)
          ? 'APScheduler'
          : 'Celery';
      return [{ on, framework: library, verb: null, pattern: declared.name, ...common }];
    }
    return [];
  });
}

/** `APIRouter(prefix="/orders")`, `Blueprint(…, url_prefix="/orders")` by the name it is given. */
function prefixesIn({ uses }: EntrySource): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  for (const use of uses.all) {
    if (!/^(?:APIRouter|Blueprint|include_router|register_blueprint)$/.test(use.method)) continue;
    const prefix = use.arguments
      .map(({ text }) => /^(?:url_)?prefix\s*=\s*["']([^"']*)/.exec(text)?.[1])
      .find((text) => text !== undefined);
    if (prefix === undefined) continue;
    const made = use.result.kind === 'variable' ? use.result.names[0] : use.arguments[0]?.text;
    if (made) prefixes.set(made, joinPaths(prefix, prefixes.get(made) ?? ''));
  }
  return prefixes;
}

/** `path('orders/', views.orders)`, `router.register('orders', OrderViewSet)` of Django. */
function urls(source: EntrySource): readonly Entry[] {
  const { uses } = source;
  const isDjango = [...uses.imports.values()].some(({ module }) =>
    /^(?:django|rest_framework)\b/.test(module),
  );
  if (!isDjango) return [];
  return uses.all.flatMap((use): readonly Entry[] => {
    const isPath = /^(?:path|re_path|url)$/.test(use.method) && use.receiver === '';
    const isSet = use.method === 'register' && /router/i.test(use.receiver);
    if (!isPath && !isSet) return [];
    const items = argumentsOf(use);
    const pattern = stringOf(items[0]);
    const handler = handlerIn(items[1], source);
    if (pattern === null || !handler || /^include\b/.test(items[1]?.text ?? '')) return [];
    return [
      {
        ...{ on: 'request', framework: isSet ? 'Django REST framework' : 'Django', verb: 'ANY' },
        ...{ pattern: joinPaths('', pattern), at: use.methodAt, ...handler },
      },
    ];
  });
}

const VIEWS =
  /\b(?:View|APIView|GenericAPIView|\w*ViewSet|MethodView|Resource|(?:List|Detail|Create|Update|Delete|Retrieve)\w*(?:View|APIView))\b/;
const VIEW_METHODS =
  /^(?:get|post|put|patch|delete|dispatch|list|retrieve|create|update|partial_update|destroy|get_queryset|get_context_data)$/;

/** Classes of the REST framework that read and write what requests bring and get, and the methods it calls. */
const SERIALIZERS = /\b(?:serializers\.\w*Serializer|\w*ModelSerializer)\b/;
const SERIALIZES = /^(?:create|update|save|to_representation|to_internal_value|validate)$/;

/** Methods of classes that are views, or serializers, by what they extend. */
function views({ declarations, root }: EntrySource): readonly Entry[] {
  const bases = new Map<string, string>();
  for (const statement of root ? children(root) : []) {
    const definition = statement.childForFieldName('definition') ?? statement;
    const name =
      definition.type === 'class_definition' && definition.childForFieldName('name')?.text;
    if (name) bases.set(name, definition.childForFieldName('superclasses')?.text ?? '');
  }
  return declarations.all.flatMap((declared): readonly Entry[] => {
    const { owner, name, node, key } = declared;
    const base = owner === null ? undefined : bases.get(owner);
    if (base === undefined) return [];
    // Only view sets have actions, whatever the class itself extends.
    const isAction = decoratorsOf(node).some((text) =>
      /^@(?:\w+\.)*action\s*\([^)]*\bdetail\b/.test(text),
    );
    const isView = VIEWS.test(base) && VIEW_METHODS.test(name);
    if (!isAction && !isView && !(SERIALIZERS.test(base) && SERIALIZES.test(name))) return [];
    const at = (node.childForFieldName('name') ?? node).span;
    const verb = /^(?:get|post|put|patch|delete)$/.test(name) && isView ? name.toUpperCase() : null;
    return [
      { on: 'request', framework: 'Django', verb, pattern: null, handler: key, own: node.span, at },
    ];
  });
}

function lambdas({ declarations }: EntrySource): readonly Entry[] {
  return declarations.all.flatMap((declared): readonly Entry[] => {
    const { name, owner, parameters, node, key } = declared;
    if (owner !== null || !/^(?:lambda_handler|handler)$/.test(name) || parameters.length !== 2)
      return [];
    const at = (node.childForFieldName('name') ?? node).span;
    const common = { handler: key, own: node.span, at, verb: null, pattern: name } as const;
    return [{ on: 'request', framework: 'AWS Lambda', ...common }];
  });
}

/** The decorators of a definition. */
export function decoratorsOf(definition: Node): readonly string[] {
  const around = definition.parent;
  return around?.type === 'decorated_definition'
    ? children(around)
        .filter(({ type }) => type === 'decorator')
        .map(({ text }) => text)
    : [];
}

function argumentsOf({ node }: Use): readonly Node[] {
  const list = node.childForFieldName('arguments');
  return list ? children(list).filter(({ type }) => type !== 'keyword_argument') : [];
}
