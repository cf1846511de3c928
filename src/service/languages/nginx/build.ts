import type { Field } from '../../contracts/field';
import type { Comment } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import { type Context, innerContext, topContext } from './contexts';
import { isGenerated } from './generated';
import type { IncludeResolver } from './includes';
import { BlockDirective, Directive, Level, TableDirective } from './levels';
import type {
  ModelFile,
  Module,
  NginxDirective,
  NginxListen,
  NginxLocation,
  NginxMap,
  NginxModel,
  NginxPass,
  NginxServer,
  NginxUpstream,
  NginxZone,
  Scope,
} from './model';
import { NamedDirectives } from './named-directives';
import { variableReader } from './outcomes';
import { Places } from './places';
import { hide, INCLUDE, NOTHING, TEMPLATE, withOne } from './scopes';
import { type Body, type Syntax, TEMPLATED } from './syntax';
import {
  Location,
  linkPasses,
  type Pass,
  passKind,
  readListen,
  readMap,
  readPass,
  readZone,
} from './traffic';
import { Upstream } from './upstreams';

/** What a model is made of: one text, which may hold several files. */
export interface ModelSource {
  readonly text: string;
  /** The top level of the main file. */
  readonly root: Body;
  /** Comments that may say something about the whole. */
  readonly comments: readonly Comment[];
  readonly resolve: IncludeResolver;
  readonly files: readonly ModelFile[];
  /** A program wrote the whole text, whatever its comments say. */
  readonly generated?: boolean;
}

/** A model and where its structural paths stand in the text. */
export interface Built {
  readonly model: NginxModel;
  readonly places: ReadonlyMap<string, Span>;
  /** How often each included body was read. */
  readonly uses: ReadonlyMap<Body, number>;
}

/** Models a text in one walk. */
export function buildModel(source: ModelSource): Built {
  const { text, root: body, comments, resolve, files, generated = false } = source;
  const walk = new Walk(resolve);
  const root = walk.all(topContext(body, comments), body);
  const model: NginxModel = {
    text,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    root,
    scopes: walk.scopes,
    directives: walk.directives,
    byName: walk.byName,
    upstreams: walk.upstreams,
    servers: walk.servers,
    locations: walk.locations,
    passes: walk.passes,
    maps: walk.maps,
    zones: walk.zones,
    files,
    generated: generated || isGenerated(comments),
  };
  return { model, places: new Places(root, walk.directives), uses: walk.uses };
}

/** What a directive stands inside of. */
interface Enclosing {
  readonly server: Server | null;
  readonly location: Location | null;
}

/** Statements of one level: from one to before the other. */
interface Statements {
  readonly syntax: Syntax;
  readonly first: number;
  readonly end: number;
  readonly templated: boolean;
}

/** More directives than any configuration has, for files that include each other over and over. */
const MOST_DIRECTIVES = 2_000_000;

/** One pass over a text, and what has been met on it. */
class Walk {
  readonly scopes: Level[] = [];
  readonly directives: Directive[] = [];
  readonly byName = new NamedDirectives<NginxDirective>(this.directives);
  readonly upstreams: NginxUpstream[] = [];
  readonly servers: NginxServer[] = [];
  readonly locations: NginxLocation[] = [];
  readonly passes: Pass[] = [];
  readonly maps: NginxMap[] = [];
  readonly zones: NginxZone[] = [];
  readonly uses = new Map<Body, number>();
  readonly #resolve: IncludeResolver;
  readonly #upstreamUsers = new Map<NginxUpstream, NginxPass[]>();
  /** The directives of the levels that are being read, those of the innermost last. */
  readonly #open: Directive[] = [];
  /** The bodies that are being read: a file that includes itself is left alone. */
  readonly #within = new Set<Body>();

  constructor(resolve: IncludeResolver) {
    this.#resolve = resolve;
  }

  /** Reads everything beneath the top of a file, and returns its level. */
  all(context: Context, body: Body): Scope {
    const root = new Level(context, null, null, body.inner, body.closed, this.byName);
    this.scopes.push(root);
    this.#within.add(body);
    this.#fill(root, body, { server: null, location: null });
    root.directives = this.#open.splice(0);
    linkPasses(this.passes, this.#upstreamUsers, variableReader(this.byName, serverOf));
    return root;
  }

  /** Adds the directives of a body, of the block itself or of a file it includes. */
  #fill(into: Level, { syntax, first, end, templated }: Statements, enclosing: Enclosing): void {
    if (templated) hide(into, TEMPLATE);
    for (let id = first; id < end; id = syntax.next(id)) {
      const incomplete = syntax.isIncomplete(id);
      const body = syntax.bodyKind(id);
      if (incomplete) hide(into, 'an unfinished line');
      if (syntax.wordsOf(id) === 0 || (incomplete && body === 'none')) continue;
      if ((syntax.flagsOf(syntax.firstWord(id)) & TEMPLATED) !== 0) hide(into, TEMPLATE);
      const directive = directiveOf(syntax, id, into);
      this.directives.push(directive);
      this.#open.push(directive);
      if (directive.name === 'include') this.#include(directive, into, enclosing);
      if (body === 'none') this.#simple(directive, enclosing);
      else if (directive instanceof BlockDirective) this.#block(directive, into, enclosing);
      else if (directive.name === 'map') {
        const map = readMap(directive);
        if (map) this.maps.push(map);
      }
    }
  }

  #include(directive: NginxDirective, into: Level, enclosing: Enclosing): void {
    const pattern = directive.args[0];
    const found = pattern?.state === 'known' ? this.#resolve(pattern.value) : undefined;
    if (found?.state === 'harmless') return;
    if (found?.state !== 'seen' || !found.whole) hide(into, INCLUDE);
    if (found?.state !== 'seen') return;
    for (const body of found.bodies) {
      if (this.#within.has(body) || this.directives.length > MOST_DIRECTIVES) {
        hide(into, INCLUDE);
        continue;
      }
      this.#within.add(body);
      this.uses.set(body, (this.uses.get(body) ?? 0) + 1);
      this.#fill(into, body, enclosing);
      this.#within.delete(body);
    }
  }

  #simple(directive: NginxDirective, enclosing: Enclosing): void {
    const { name } = directive;
    if (name === 'listen') {
      const listen = readListen(directive);
      if (listen && enclosing.server) {
        enclosing.server.listens = withOne(enclosing.server.listens, listen);
      }
    } else if (name === 'server_name') {
      const { server } = enclosing;
      if (server) for (const name of directive.args) server.names = withOne(server.names, name);
    } else {
      const zone = readZone(directive);
      if (zone) this.zones.push(zone);
      const kind = passKind(name);
      const pass = kind && readPass(kind, directive, enclosing.location, enclosing.server);
      if (pass) {
        this.passes.push(pass);
        const { location } = enclosing;
        if (location) location.passes = withOne(location.passes, pass);
      }
    }
  }

  /** Opens the level of a block and fills it. */
  #block(directive: BlockDirective, parent: Level, enclosing: Enclosing): void {
    const { syntax, id } = directive;
    const context = innerContext(directive.name, parent);
    const level = new Level(
      context,
      directive,
      parent,
      syntax.innerOf(id),
      syntax.isClosed(id),
      this.byName,
    );
    this.scopes.push(level);
    if (syntax.isIncomplete(id)) hide(level, 'an unfinished line');
    directive.opens(level);
    const outer = this.#open.length;
    const statements: Statements = {
      syntax,
      first: id + 1,
      end: syntax.next(id),
      templated: syntax.isTemplated(id),
    };
    if (level.kind === 'server') this.#fill(level, statements, this.#server(directive, level));
    else if (level.kind === 'location') {
      this.#fill(level, statements, this.#location(directive, level, enclosing));
    } else {
      this.#fill(level, statements, enclosing);
    }
    // A list that has grown keeps room for more.
    level.directives = this.#open.slice(outer);
    this.#open.length = outer;
    if (level.kind === 'upstream') this.#upstream(directive, level);
  }

  /** Adds a server that is still empty, and returns what its directives stand inside of. */
  #server(directive: NginxDirective, scope: Scope): Enclosing {
    const server = new Server(directive, scope);
    this.servers.push(server);
    return { server, location: null };
  }

  /** Adds a location that is still empty, and returns what its directives stand inside of. */
  #location(directive: NginxDirective, scope: Scope, enclosing: Enclosing): Enclosing {
    const location = new Location(directive, scope, enclosing.server, enclosing.location);
    this.locations.push(location);
    const around = enclosing.location ?? enclosing.server;
    if (around) around.locations = withOne(around.locations, location);
    return { server: enclosing.server, location };
  }

  #upstream(directive: NginxDirective, scope: Scope): void {
    const users: NginxPass[] = [];
    const upstream = new Upstream(directive, scope, users);
    this.upstreams.push(upstream);
    this.#upstreamUsers.set(upstream, users);
  }
}

function directiveOf(syntax: Syntax, id: number, level: Level): Directive {
  switch (syntax.bodyKind(id)) {
    case 'block':
      return new BlockDirective(syntax, id, level);
    case 'table':
      return new TableDirective(syntax, id, level);
    default:
      return new Directive(syntax, id, level);
  }
}

/** A virtual server while it is being filled. */
class Server implements NginxServer {
  names: readonly Field<string>[] = NOTHING;
  listens: readonly NginxListen[] = NOTHING;
  locations: readonly NginxLocation[] = NOTHING;

  constructor(
    readonly directive: NginxDirective,
    readonly scope: Scope,
  ) {}

  get at(): Span {
    return this.directive.at;
  }

  get path(): string {
    return this.directive.path;
  }

  get module(): Module {
    return this.scope.module;
  }
}

/** The level of the virtual server that a level belongs to; `null` outside of any. */
function serverOf(scope: Scope): Scope | null {
  for (let level: Scope | null = scope; level; level = level.parent) {
    if (level.kind === 'server') return level;
  }
  return null;
}
