import type { Field } from '../../contracts/field';
import type { Comment } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { innerContext, topContext } from './contexts';
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
  TableRow,
} from './model';
import { argumentPath, type PathMaker, pathMaker } from './paths';
import { Places } from './places';
import { type Draft, hide, INCLUDE, type OpenScope, openScope, push, TEMPLATE } from './scopes';
import type { Body, Statement, Token } from './syntax';
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
import { fieldOf, wordField, wordValue } from './words';

/** What a model is made of: one text, which may hold several files. */
export interface ModelSource {
  readonly text: string;
  /** The top level of the main file. */
  readonly root: Body;
  /** Comments that may say something about the whole. */
  readonly comments: readonly Comment[];
  readonly resolve: IncludeResolver;
  readonly files: readonly ModelFile[];
}

/** A model and where its structural paths stand in the text. */
export interface Built {
  readonly model: NginxModel;
  readonly places: ReadonlyMap<string, Span>;
  /** How often each included body was read. */
  readonly uses: ReadonlyMap<Body, number>;
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

/** Models a text in one walk. */
export function buildModel({ text, root: body, comments, resolve, files }: ModelSource): Built {
  const places = new Places();
  const uses = new Map<Body, number>();
  /** The included bodies that are being read. */
  const within = new Set<Body>([body]);
  const scopes: Scope[] = [];
  const directives: NginxDirective[] = [];
  const byName = new Map<string, NginxDirective[]>();
  const upstreams: NginxUpstream[] = [];
  const upstreamUsers = new Map<NginxUpstream, NginxPass[]>();
  const servers: NginxServer[] = [];
  const locations: NginxLocation[] = [];
  const passes: NginxPass[] = [];
  const maps: NginxMap[] = [];
  const zones: NginxZone[] = [];

  const top = topContext(body.statements, nameOf, comments);
  const root = openScope(top, null, null, body);
  scopes.push(root.scope);
  places.add('', span(0, 0));
  fill(root, body, {
    server: null,
    location: null,
    serverListens: null,
    serverNames: null,
    siblings: [],
    passLists: [],
  });
  linkPasses(passes, upstreamUsers);

  const model: NginxModel = {
    text,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    root: root.scope,
    scopes,
    directives,
    byName,
    upstreams,
    servers,
    locations,
    passes,
    maps,
    zones,
    files,
    generated: isGenerated(comments),
  };
  return { model, places, uses };

  /** Adds the directives of a body, of the block itself or of a file it includes. */
  function fill(into: OpenScope, body: Body, enclosing: Enclosing): void {
    if (body.templated) hide(into.scope, TEMPLATE);
    for (const statement of body.statements) {
      if (statement.incomplete) hide(into.scope, 'an unfinished line');
      const name = statement.words[0];
      if (!name || (statement.incomplete && !statement.body)) continue;
      if (name.templated) hide(into.scope, TEMPLATE);
      const directive = readDirective(statement, name, into);
      if (directive.name === 'include') include(directive, into, enclosing);
      read(directive, statement, into, enclosing);
    }
  }

  function readDirective(
    statement: Statement,
    name: Token,
    into: OpenScope,
  ): Draft<NginxDirective> {
    const { scope } = into;
    const written = wordValue(text.slice(name.start, name.end), name.quote);
    const values: string[] = [];
    for (let index = 1; index < statement.words.length; index++) {
      const word = statement.words[index];
      if (word) values.push(wordValue(text.slice(word.start, word.end), word.quote));
    }
    const path = into.paths.next(written, values);
    const args = values.map((value, index) =>
      fieldOf(statement.words[index + 1] ?? name, value, argumentPath(path, index)),
    );
    const directive: Draft<NginxDirective> = {
      name: written,
      at: span(name.start, name.end),
      path,
      args,
      span: statement.span,
      scope,
      block: null,
      rows: [],
    };
    places.add(path, directive.at);
    for (const arg of args) if (arg.state !== 'absent') places.add(arg.path, arg.at);
    directives.push(directive);
    push(byName, written, directive);
    into.directives.push(directive);
    push(into.byName, written, directive);
    return directive;
  }

  function include(directive: NginxDirective, into: OpenScope, enclosing: Enclosing): void {
    const pattern = directive.args[0];
    const found = pattern?.state === 'known' ? resolve(pattern.value) : undefined;
    if (found?.state === 'harmless') return;
    if (found?.state !== 'seen' || !found.whole) hide(into.scope, INCLUDE);
    if (found?.state !== 'seen') return;
    for (const body of found.bodies) {
      if (within.has(body) || directives.length > MOST_DIRECTIVES) {
        hide(into.scope, INCLUDE);
        continue;
      }
      within.add(body);
      uses.set(body, (uses.get(body) ?? 0) + 1);
      fill(into, body, enclosing);
      within.delete(body);
    }
  }

  function read(
    directive: Draft<NginxDirective>,
    statement: Statement,
    into: OpenScope,
    enclosing: Enclosing,
  ): void {
    const { body } = statement;
    if (!body) {
      simple(directive, enclosing);
    } else if (body.kind === 'table') {
      const paths = pathMaker(directive.path);
      directive.rows = body.statements.flatMap((row) => readRow(row, paths) ?? []);
      const map = directive.name === 'map' ? readMap(directive) : undefined;
      if (map) maps.push(map);
    } else if (body.kind === 'block') {
      const context = innerContext(directive.name, into.scope);
      const opened = openScope(context, directive, into.scope, body);
      scopes.push(opened.scope);
      if (statement.incomplete) hide(opened.scope, 'an unfinished line');
      directive.block = opened.scope;
      block(directive, opened, body, enclosing);
    }
  }

  function simple(directive: NginxDirective, enclosing: Enclosing): void {
    if (directive.name === 'listen') {
      const listen = readListen(directive);
      if (listen) enclosing.serverListens?.push(listen);
    } else if (directive.name === 'server_name') {
      enclosing.serverNames?.push(...directive.args);
    } else {
      const zone = readZone(directive);
      if (zone) zones.push(zone);
      const kind = passKind(directive.name);
      const pass = kind && readPass(kind, directive, enclosing.location, enclosing.server);
      if (pass) {
        passes.push(pass);
        for (const list of enclosing.passLists) list.push(pass);
      }
    }
  }

  function block(
    directive: NginxDirective,
    opened: OpenScope,
    body: Body,
    enclosing: Enclosing,
  ): void {
    const { scope } = opened;
    if (scope.kind === 'server') {
      const listens: NginxListen[] = [];
      const names: Field<string>[] = [];
      const children: NginxLocation[] = [];
      const { at, path } = directive;
      const server: NginxServer = {
        at,
        path,
        directive,
        scope,
        module: scope.module,
        names,
        listens,
        locations: children,
      };
      servers.push(server);
      fill(opened, body, {
        server,
        location: null,
        serverListens: listens,
        serverNames: names,
        siblings: children,
        passLists: [],
      });
    } else if (scope.kind === 'location') {
      const own: NginxPass[] = [];
      const children: NginxLocation[] = [];
      const { modifier, pattern, at, path } = readPattern(directive);
      const location: NginxLocation = {
        modifier,
        pattern,
        at,
        path,
        directive,
        scope,
        server: enclosing.server,
        parent: enclosing.location,
        locations: children,
        passes: own,
      };
      locations.push(location);
      enclosing.siblings.push(location);
      const { server, serverListens, serverNames } = enclosing;
      const passLists = [own];
      fill(opened, body, {
        server,
        location,
        serverListens,
        serverNames,
        siblings: children,
        passLists,
      });
    } else {
      fill(opened, body, enclosing);
      if (scope.kind === 'upstream') upstream(directive, scope);
    }
  }

  function upstream(directive: NginxDirective, scope: Scope): void {
    const users: NginxPass[] = [];
    const read = readUpstream(directive, scope, users);
    upstreams.push(read);
    upstreamUsers.set(read, users);
  }

  function readRow(row: Statement, paths: PathMaker): TableRow | undefined {
    const first = row.words[0];
    if (row.incomplete || row.body || !first) return undefined;
    const path = paths.next('row', [text.slice(first.start, first.end)]);
    const words = row.words.map((word, index) => wordField(text, word, argumentPath(path, index)));
    const at = span(first.start, first.end);
    places.add(path, at);
    for (const word of words) if (word.state !== 'absent') places.add(word.path, word.at);
    return { at, path, words, span: row.span };
  }

  function nameOf(statement: Statement): string {
    const name = statement.words[0];
    return name ? wordValue(text.slice(name.start, name.end), name.quote) : '';
  }
}

/** Whether a comment says that a program writes the file. */
export function isGenerated(comments: readonly Comment[]): boolean {
  return comments.some(({ text }) => GENERATED.test(text));
}

/** How tools that write configurations sign them. */
const GENERATED = /do not edit|managed by|(?:auto-?)?generated by/i;
