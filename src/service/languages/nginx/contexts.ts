import type { Comment } from '../../contracts/language';
import type { Module, ScopeKind } from './model';
import { directiveName } from './names-of-directives';
import { type Body, quoteIn, type Syntax } from './syntax';

/** Where directives stand: the kind of level and the subsystem they belong to. */
export interface Context {
  readonly kind: ScopeKind;
  readonly module: Module;
}

/**
 * The context of a file's top level: what a `# headroom: context http,server` comment says, or what
 * its directives show. A fragment (a file that another one includes) is as normal as a whole file.
 */
export function topContext(body: Body, comments: readonly Comment[]): Context {
  const declared = comments.flatMap((comment) => declaredContext(comment.text) ?? [])[0];
  if (declared) return declared;
  const { syntax } = body;
  const top = levelOf(syntax, body.first, body.end);
  const names = new Set(top.map((id) => nameOf(syntax, id)));
  if (MAIN.some((name) => names.has(name))) return { kind: 'main', module: 'core' };
  const servers = top.filter(
    (id) => syntax.bodyKind(id) !== 'none' && nameOf(syntax, id) === 'server',
  );
  if (servers.length > 0) return { kind: 'http', module: moduleOfServers(syntax, servers) };
  if (names.has('location')) return { kind: 'server', module: 'http' };
  if (HTTP_ONLY.some((name) => names.has(name))) return { kind: 'http', module: 'http' };
  if (names.has('upstream')) return { kind: 'http', module: 'unknown' };
  if (names.has('server')) return { kind: 'upstream', module: 'unknown' };
  const web = [...names].some((name) =>
    /^(?:proxy_set_header|add_header|fastcgi_|grpc_)/.test(name),
  );
  return { kind: 'unknown', module: web ? 'http' : 'unknown' };
}

/** The context inside a block. */
export function innerContext(name: string, outer: Context): Context {
  switch (name) {
    case 'http':
    case 'stream':
    case 'mail':
      return { kind: name, module: name };
    case 'events':
      return { kind: 'events', module: 'core' };
    case 'location':
    case 'if':
    case 'limit_except':
      return { kind: name, module: 'http' };
    case 'server':
    case 'upstream':
      return { kind: name, module: outer.module === 'core' ? 'unknown' : outer.module };
    default:
      return { kind: 'other', module: outer.module };
  }
}

const MAIN = ['events', 'http', 'stream', 'mail', 'worker_processes', 'load_module', 'daemon'];
const HTTP_ONLY = [
  'proxy_cache_path',
  'limit_req_zone',
  'types',
  'charset_map',
  'fastcgi_cache_path',
];

/** A stream server passes traffic on by itself; a web server does so in its locations. */
function moduleOfServers(syntax: Syntax, servers: readonly number[]): Module {
  const inside = servers.flatMap((id) =>
    levelOf(syntax, id + 1, syntax.next(id)).map((inner) => nameOf(syntax, inner)),
  );
  const web = inside.some((name) => name === 'location' || name === 'server_name');
  return !web && inside.includes('proxy_pass') ? 'stream' : 'http';
}

/** The statements of one level, from one to before the other. */
function levelOf(syntax: Syntax, first: number, end: number): readonly number[] {
  const found: number[] = [];
  for (let id = first; id < end; id = syntax.next(id)) found.push(id);
  return found;
}

/** The name that a statement begins with; empty where it has no words. */
function nameOf(syntax: Syntax, id: number): string {
  if (syntax.wordsOf(id) === 0) return '';
  const word = syntax.firstWord(id);
  return directiveName(syntax.written(word), quoteIn(syntax.flagsOf(word))).name;
}

const KINDS: ReadonlySet<string> = new Set<ScopeKind>([
  'main',
  'events',
  'http',
  'stream',
  'mail',
  'server',
  'location',
  'if',
  'limit_except',
  'upstream',
]);

function declaredContext(comment: string): Context | undefined {
  const list = /^headroom:\s*context\s([\w,\s]+)$/.exec(comment)?.[1];
  if (!list) return undefined;
  const kinds = list.split(/[\s,]+/).filter((word) => word !== '');
  const kind = kinds[kinds.length - 1];
  if (kind === undefined || !KINDS.has(kind)) return undefined;
  const module = kinds.find((word) => word === 'stream' || word === 'mail' || word === 'http');
  return {
    kind: kind as ScopeKind,
    module: kind === 'main' || kind === 'events' ? 'core' : ((module ?? 'http') as Module),
  };
}
