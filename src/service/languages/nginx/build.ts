import type { Field } from '../../contracts/field';
import type { Comment } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { type Context, innerContext, topContext } from './contexts';
import { isGenerated } from './generated';
import type { IncludeResolver } from './includes';
import type {
  ModelFile,
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
import { variableReader } from './outcomes';
import { pathMaker } from './paths';
import { Places } from './places';
import { type Draft, hide, INCLUDE, type OpenScope, openScope, push, TEMPLATE } from './scopes';
import { nameOf, type Reading, readDirective, readRow } from './statements';
import type { Body, Statement } from './syntax';
import {
  linkPasses,
  passKind,
  readListen,
  readMap,
  readPass,
  readPattern,
  readZone,
} from './traffic';
import { readUpstream } from './upstreams';

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
  const places = new Places();
  const walk = new Walk({ text, places }, resolve);
  const top = topContext(body.statements, (statement) => nameOf(text, statement), comments);
  const root = walk.all(top, body);
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
  return { model, places, uses: walk.uses };
}

/** What a directive stands inside of. */
interface Enclosing {
  readonly server: NginxServer | null;
  readonly location: NginxLocation | null;
  readonly serverListens: NginxListen[] | null;
  readonly serverNames: Field<string>[] | null;
  readonly siblings: NginxLocation[];
  readonly passLists: readonly NginxPass[][];
}

/** More directives than any configuration has, for files that include each other over and over. */
const MOST_DIRECTIVES = 2_000_000;

/** One pass over a text, and what has been met on it. */
class Walk {
  readonly scopes: Scope[] = [];
  readonly directives: NginxDirective[] = [];
  readonly byName = new Map<string, NginxDirective[]>();
  readonly upstreams: NginxUpstream[] = [];
  readonly servers: NginxServer[] = [];
  readonly locations: NginxLocation[] = [];
  readonly passes: NginxPass[] = [];
  readonly maps: NginxMap[] = [];
  readonly zones: NginxZone[] = [];
  readonly uses = new Map<Body, number>();
  readonly #reading: Reading;
  readonly #resolve: IncludeResolver;
  readonly #upstreamUsers = new Map<NginxUpstream, NginxPass[]>();
  /** The bodies that are being read: a file that includes itself is left alone. */
  readonly #within = new Set<Body>();

  constructor(reading: Reading, resolve: IncludeResolver) {
    this.#reading = reading;
    this.#resolve = resolve;
  }

  /** Reads everything beneath the top of a file, and returns its level. */
  all(context: Context, body: Body): Scope {
    const root = openScope(context, null, null, body);
    this.scopes.push(root.scope);
    this.#reading.places.add('', span(0, 0));
    this.#within.add(body);
    this.#fill(root, body, {
      server: null,
      location: null,
      serverListens: null,
      serverNames: null,
      siblings: [],
      passLists: [],
    });
    linkPasses(this.passes, this.#upstreamUsers, variableReader(this.byName, serverOf));
    return root.scope;
  }

  /** Adds the directives of a body, of the block itself or of a file it includes. */
  #fill(into: OpenScope, body: Body, enclosing: Enclosing): void {
    const { scope } = into;
    if (body.templated) hide(scope, TEMPLATE);
    for (const statement of body.statements) {
      if (statement.incomplete) hide(scope, 'an unfinished line');
      const name = statement.words[0];
      if (!name || (statement.incomplete && !statement.body)) continue;
      if (name.templated) hide(scope, TEMPLATE);
      const directive = readDirective(this.#reading, statement, name, scope, into.paths);
      this.directives.push(directive);
      push(this.byName, directive.name, directive);
      into.directives.push(directive);
      push(into.byName, directive.name, directive);
      if (directive.name === 'include') this.#include(directive, into, enclosing);
      if (statement.body) this.#body(directive, statement, statement.body, into.scope, enclosing);
      else this.#simple(directive, enclosing);
    }
  }

  #include(directive: NginxDirective, into: OpenScope, enclosing: Enclosing): void {
    const pattern = directive.args[0];
    const found = pattern?.state === 'known' ? this.#resolve(pattern.value) : undefined;
    if (found?.state === 'harmless') return;
    if (found?.state !== 'seen' || !found.whole) hide(into.scope, INCLUDE);
    if (found?.state !== 'seen') return;
    for (const body of found.bodies) {
      if (this.#within.has(body) || this.directives.length > MOST_DIRECTIVES) {
        hide(into.scope, INCLUDE);
        continue;
      }
      this.#within.add(body);
      this.uses.set(body, (this.uses.get(body) ?? 0) + 1);
      this.#fill(into, body, enclosing);
      this.#within.delete(body);
    }
  }

  #simple(directive: NginxDirective, enclosing: Enclosing): void {
    if (directive.name === 'listen') {
      const listen = readListen(directive);
      if (listen) enclosing.serverListens?.push(listen);
    } else if (directive.name === 'server_name') {
      enclosing.serverNames?.push(...directive.args);
    } else {
      const zone = readZone(directive);
      if (zone) this.zones.push(zone);
      const kind = passKind(directive.name);
      const pass = kind && readPass(kind, directive, enclosing.location, enclosing.server);
      if (pass) {
        this.passes.push(pass);
        for (const list of enclosing.passLists) list.push(pass);
      }
    }
  }

  #body(
    directive: Draft<NginxDirective>,
    statement: Statement,
    body: Body,
    parent: Scope,
    enclosing: Enclosing,
  ): void {
    if (body.kind === 'table') {
      const paths = pathMaker(directive.path);
      directive.rows = body.statements.flatMap((row) => readRow(this.#reading, row, paths) ?? []);
      const map = directive.name === 'map' ? readMap(directive) : undefined;
      if (map) this.maps.push(map);
    } else if (body.kind === 'block') {
      const opened = openScope(innerContext(directive.name, parent), directive, parent, body);
      this.scopes.push(opened.scope);
      if (statement.incomplete) hide(opened.scope, 'an unfinished line');
      directive.block = opened.scope;
      this.#block(directive, opened, body, enclosing);
    }
  }

  #block(directive: NginxDirective, opened: OpenScope, body: Body, enclosing: Enclosing): void {
    const { kind } = opened.scope;
    if (kind === 'server') {
      this.#fill(opened, body, this.#server(directive, opened.scope));
    } else if (kind === 'location') {
      this.#fill(opened, body, this.#location(directive, opened.scope, enclosing));
    } else {
      this.#fill(opened, body, enclosing);
      if (kind === 'upstream') this.#upstream(directive, opened.scope);
    }
  }

  /** Adds a server that is still empty, and returns what its directives stand inside of. */
  #server(directive: NginxDirective, scope: Scope): Enclosing {
    const listens: NginxListen[] = [];
    const names: Field<string>[] = [];
    const locations: NginxLocation[] = [];
    const { at, path } = directive;
    const { module } = scope;
    const server: NginxServer = { at, path, directive, scope, module, names, listens, locations };
    this.servers.push(server);
    return {
      server,
      location: null,
      serverListens: listens,
      serverNames: names,
      siblings: locations,
      passLists: [],
    };
  }

  /** Adds a location that is still empty, and returns what its directives stand inside of. */
  #location(directive: NginxDirective, scope: Scope, enclosing: Enclosing): Enclosing {
    const passes: NginxPass[] = [];
    const locations: NginxLocation[] = [];
    const location: NginxLocation = {
      ...readPattern(directive),
      directive,
      scope,
      server: enclosing.server,
      parent: enclosing.location,
      locations,
      passes,
    };
    this.locations.push(location);
    enclosing.siblings.push(location);
    return { ...enclosing, location, siblings: locations, passLists: [passes] };
  }

  #upstream(directive: NginxDirective, scope: Scope): void {
    const users: NginxPass[] = [];
    const upstream = readUpstream(directive, scope, users);
    this.upstreams.push(upstream);
    this.#upstreamUsers.set(upstream, users);
  }
}

/** The level of the virtual server that a level belongs to; `null` outside of any. */
function serverOf(scope: Scope): Scope | null {
  for (let level: Scope | null = scope; level; level = level.parent) {
    if (level.kind === 'server') return level;
  }
  return null;
}
