import type { Node } from '../syntax/node';
import { children } from '../tree';
import type { Use } from '../uses';
import { type Entry, type EntrySource, handlerIn, joinPaths, stringOf } from './entry';

const FRAMEWORKS: readonly (readonly [module: RegExp, title: string])[] = [
  [/^github\.com\/go-chi\/chi\b/, 'chi'],
  [/^github\.com\/labstack\/echo\b/, 'echo'],
  [/^github\.com\/gin-gonic\/gin$/, 'gin'],
  [/^github\.com\/gofiber\/fiber\b/, 'fiber'],
  [/^github\.com\/gorilla\/mux$/, 'gorilla/mux'],
  [/^github\.com\/julienschmidt\/httprouter$/, 'httprouter'],
  [/^net\/http$/, 'net/http'],
];

const VERBS = /^(?:Get|Post|Put|Patch|Delete|Head|Options|GET|POST|PUT|PATCH|DELETE|HEAD|Any)$/;

/** Reads the routes of a file of Go. */
export function entriesOfGo(source: EntrySource): readonly Entry[] {
  const { uses } = source;
  const modules = [...uses.imports.values()].map(({ module }) => module);
  const framework = FRAMEWORKS.find(([pattern]) => modules.some((name) => pattern.test(name)))?.[1];
  const groups = groupsIn(uses.all);
  const entries: Entry[] = [...tasksOfAsynq(source)];
  for (const use of uses.all) {
    if (use.receiver === '') continue;
    const items = argumentsOf(use);
    const pattern = stringOf(items[0]);
    if (pattern === null || !/^(?:[A-Z]+ )?\//.test(pattern)) {
      if (!VERBS.test(use.method) || pattern !== '') continue;
    }
    const isHandle = /^Handle(?:Func)?$/.test(use.method);
    if (!isHandle && !(VERBS.test(use.method) && framework !== 'net/http')) continue;
    const handler = handlerIn(items.at(-1), source);
    if (!handler || framework === undefined) continue;
    const [, verb, path = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(pattern ?? '') ?? [];
    const prefix = groups.get(use.receiver) ?? '';
    entries.push({
      ...{ on: 'request', framework, at: use.methodAt, ...handler },
      verb: isHandle ? (verb ?? methodOf(use)) : use.method.toUpperCase(),
      pattern: joinPaths(prefix, path),
    });
  }
  return entries;
}

/** `mux.HandleFunc("mail:send", send)` of asynq, whose server is told how many tasks it works on at once. */
function tasksOfAsynq(source: EntrySource): readonly Entry[] {
  const { all, imports } = source.uses;
  const isOf = ({ receiver }: Use) =>
    /^github\.com\/hibiken\/asynq$/.test(imports.get(receiver)?.module ?? '');
  const server = all.find((use) => use.method === 'NewServer' && isOf(use));
  if (!server) return [];
  const muxes = all.flatMap((use) =>
    use.method === 'NewServeMux' && isOf(use) && use.result.kind === 'variable'
      ? use.result.names
      : [],
  );
  const said = server.arguments[1];
  const [head = '', written] = /\bConcurrency\s*:\s*([\w.]+)/.exec(said?.text ?? '') ?? [];
  const start = (said?.at.start ?? 0) + (said?.text.indexOf(head) ?? 0);
  const atOnce =
    written === undefined ? undefined : { written, at: { start, end: start + head.length } };
  return all.flatMap((use): readonly Entry[] => {
    if (!muxes.includes(use.receiver) || !/^Handle(?:Func)?$/.test(use.method)) return [];
    const [type, given] = argumentsOf(use);
    const handler = handlerIn(given, source);
    if (!type || !handler) return [];
    return [
      {
        ...{ on: 'message', framework: 'asynq', verb: null, at: use.methodAt, ...handler },
        pattern: stringOf(type) ?? type.text,
        ...(atOnce && { atOnce }),
      },
    ];
  });
}

/** `r.HandleFunc("/x", h).Methods("GET")` of gorilla/mux. */
function methodOf({ node }: Use): string {
  const chained =
    node.parent?.type === 'selector_expression' ? node.parent.parent?.text : undefined;
  return /\.Methods\("(\w+)"/.exec(chained ?? '')?.[1] ?? 'ANY';
}

/** `api := r.Group("/api")` */
function groupsIn(uses: readonly Use[]): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const use of uses) {
    if (use.method !== 'Group' || use.result.kind !== 'variable') continue;
    const prefix = use.arguments[0]?.string;
    const name = use.result.names[0];
    if (prefix && name) groups.set(name, joinPaths(groups.get(use.receiver) ?? '', prefix));
  }
  return groups;
}

function argumentsOf({ node }: Use): readonly Node[] {
  const list = node.childForFieldName('arguments');
  return list ? children(list) : [];
}
