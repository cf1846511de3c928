import type { Description, WritePlace } from '../../contracts/editing';
import { directiveNamed, documentationOf } from './directives';
import { type Effective, effective, settingsAt } from './effective';
import { defaultOf, inheritanceOf } from './inheritance';
import type { NginxDirective, NginxModel, NginxUpstream } from './model';

/**
 * What holds where the cursor stands: for a setting, the value it replaces or the entries it drops;
 * for a location or a way to a back end, every setting that applies to it and where that comes from;
 * for an upstream, how its servers share the load; for anything else, what the reference says.
 * A directive of a file that is read in several places is described in each.
 *
 * @param nginx the configured version of nginx, if it is known
 */
export function describeAt(
  model: NginxModel,
  offset: number,
  nginx: string | undefined,
  place: WritePlace,
): Description | undefined {
  const here = model.directives.filter(({ at }) => at.start <= offset && offset <= at.end);
  const [first] = here;
  if (!first) return undefined;
  const said = here.map((directive) => describe({ model, nginx, place }, directive));
  const different = [...new Set(said)];
  const markdown =
    different.length < 2
      ? said[0]
      : said
          .slice(0, MOST_PLACES)
          .map((text, index) => `${whereIs(here[index], place)}\n\n${text ?? ''}`)
          .join('\n\n');
  return markdown === undefined ? undefined : { at: first.at, markdown };
}

/** Of a file that is included more often, these are enough to show that it differs. */
const MOST_PLACES = 4;

function whereIs(directive: NginxDirective | undefined, place: WritePlace): string {
  const block = directive?.scope.directive;
  return block ? `In \`${shown(block)}\` (${place(block.at.start)}):` : 'At the top:';
}

interface Context {
  readonly model: NginxModel;
  readonly nginx: string | undefined;
  readonly place: WritePlace;
}

function describe(context: Context, directive: NginxDirective): string | undefined {
  const { model } = context;
  const upstream = model.upstreams.find((candidate) => candidate.directive === directive);
  const known = directiveNamed(directive.name, directive.scope.kind, directive.scope.module);
  const reference = known && documentationOf(known);
  const special =
    (upstream && describeUpstream(upstream)) ??
    describeRoute(context, directive) ??
    describeSetting(context, directive);
  const parts = [special, reference].flatMap((part) => part ?? []);
  return parts.length === 0 ? undefined : parts.join('\n\n---\n\n');
}

/** Levels that requests pass through. */
const ROUTED: ReadonlySet<string> = new Set(['http', 'server', 'location', 'if', 'limit_except']);

function describeSetting(context: Context, directive: NginxDirective): string | undefined {
  if (!ROUTED.has(directive.scope.kind)) return undefined;
  switch (inheritanceOf(directive.name)) {
    case 'whole-list':
      return describeList(context, directive);
    case 'nearest':
      return describeScalar(context, directive);
    default:
      return undefined;
  }
}

function describeList({ nginx, place }: Context, directive: NginxDirective): string | undefined {
  const found = effective(directive.scope, directive.name, nginx);
  if (found.state !== 'declared') return undefined;
  if (found.dropped.length === 0) {
    return `\`${directive.name}\`: this level's list replaces any list of the levels around it.`;
  }
  const dropped = found.dropped.map((entry) => `\`${shown(entry)}\` (${place(entry.at.start)})`);
  return `\`${directive.name}\`: this level's list replaces the outer one and drops ${dropped.join(', ')}.`;
}

function describeScalar({ nginx, place }: Context, directive: NginxDirective): string {
  const outer = directive.scope.parent
    ? effective(directive.scope.parent, directive.name, nginx)
    : undefined;
  const value = `\`${shown(directive)}\` holds here and below`;
  if (outer?.state === 'declared' && outer.directives[0]) {
    const replaced = outer.directives[0];
    return `${value}, in place of \`${shown(replaced)}\` (${place(replaced.at.start)}).`;
  }
  const standard = defaultOf(directive.name, nginx);
  if (outer?.state === 'unknown' || standard === undefined || standard === null) return `${value}.`;
  return `${value}, in place of nginx's default \`${standard}\`.`;
}

/** The settings shown for a pass even where nothing is written, by the end of their names. */
const OF_A_PASS = [
  'connect_timeout',
  'send_timeout',
  'read_timeout',
  'next_upstream',
  'http_version',
  'cache',
  'set_header',
];

/** What holds for the requests of a location, or of a pass. */
function describeRoute(context: Context, directive: NginxDirective): string | undefined {
  const { model, nginx } = context;
  const pass = model.passes.find((candidate) => candidate.directive === directive);
  const scope = pass?.scope ?? (directive.block?.kind === 'location' ? directive.block : undefined);
  if (!scope) return undefined;
  const always = pass
    ? OF_A_PASS.map((suffix) => `${pass.kind}_${suffix}`).filter(
        (name) => inheritanceOf(name) !== undefined,
      )
    : [];
  const names = new Set([...always, ...settingsAt(scope)]);
  if (names.size === 0) return undefined;
  const rows = [...names].map((name) => {
    const found = effective(scope, name, nginx);
    const value =
      inheritanceOf(name) === 'whole-list' ? entries(context, found) : origin(context, found);
    return `| \`${name}\` | ${value} |`;
  });
  return ['| holds here | value |', '|---|---|', ...rows].join('\n');
}

function origin({ place }: Context, found: Effective): string {
  if (found.state === 'unknown') return `not known: ${found.why}`;
  if (found.state === 'defaulted') {
    if (found.value === undefined) return 'default of the nginx version';
    return found.value === null ? 'not set' : `\`${found.value}\`, default`;
  }
  const directive = found.directives[0];
  if (!directive) return 'not set';
  const value = directive.args.map((arg) => (arg.state === 'known' ? arg.value : '…')).join(' ');
  return `\`${escapeMarkdown(value)}\`, ${from(found, directive, place)}`;
}

function entries({ place }: Context, found: Effective): string {
  if (found.state === 'unknown') return `not known: ${found.why}`;
  const [first] = found.state === 'declared' ? found.directives : [];
  if (found.state === 'defaulted' || !first) return 'none written';
  const names = found.directives.map(keyOf).join(', ');
  const lost = found.dropped.map((entry) => `${keyOf(entry)} (${place(entry.at.start)})`);
  const dropped = lost.length > 0 ? `; dropped here: ${lost.join(', ')}` : '';
  return `${names}, ${from(found, first, place)}${dropped}`;
}

function from(
  { inherited }: { readonly inherited: boolean },
  directive: NginxDirective,
  place: WritePlace,
): string {
  return `${inherited ? 'inherited from ' : ''}${place(directive.at.start)}`;
}

/** What tells an entry of a list from the others. */
function keyOf({ args: [first] }: NginxDirective): string {
  return escapeMarkdown(first?.state === 'known' ? first.value : '…');
}

function describeUpstream(upstream: NginxUpstream): string | undefined {
  if (upstream.dynamic !== null) return undefined;
  const primary = upstream.servers.filter((server) => !server.backup && !server.down);
  const weights = primary.map(({ weight }) =>
    weight.state === 'absent' ? 1 : weight.state === 'known' ? weight.value : NaN,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const method = upstream.method.kind === 'round_robin' ? 'round robin' : upstream.method.kind;
  const shares = primary.map((server, index) => {
    const address = server.address.state === 'known' ? server.address.value : '…';
    const share = Math.round((100 * (weights[index] ?? 0)) / total);
    return `- \`${escapeMarkdown(address)}\`${Number.isFinite(share) ? ` ${share} %` : ''}`;
  });
  const spare = upstream.servers.filter((server) => server.backup && !server.down).length;
  const rest = spare > 0 ? [`- and ${spare} as backup, when all of these fail`] : [];
  return [`Spread by ${method}:`, ...shares, ...rest].join('\n');
}

function shown(directive: NginxDirective): string {
  const args = directive.args.map((arg) => (arg.state === 'known' ? arg.value || '""' : '…'));
  return escapeMarkdown([directive.name, ...args].join(' '));
}

function escapeMarkdown(text: string): string {
  return text.replace(/`/g, "'").replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}
