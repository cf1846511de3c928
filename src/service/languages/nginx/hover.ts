import type { Description } from '../../contracts/editing';
import { type Effective, effective } from './effective';
import { defaultOf, inheritanceOf } from './inheritance';
import type { NginxDirective, NginxModel, NginxUpstream, Scope } from './model';

/**
 * What holds where the cursor stands: for a setting, the value it replaces or the entries it drops;
 * for a way to a back end, every setting that applies to it and where that comes from; for an
 * upstream, how its servers share the load. `undefined` where there is nothing to add.
 *
 * @param nginx the configured version of nginx, if it is known
 */
export function describeAt(
  model: NginxModel,
  offset: number,
  nginx?: string,
): Description | undefined {
  const directive = model.directives.find((d) => d.at.start <= offset && offset <= d.at.end);
  if (!directive) return undefined;
  const markdown = describe(model, directive, nginx);
  return markdown === undefined ? undefined : { at: directive.at, markdown };
}

function describe(
  model: NginxModel,
  directive: NginxDirective,
  nginx: string | undefined,
): string | undefined {
  const upstream = model.upstreams.find((candidate) => candidate.directive === directive);
  if (upstream) return describeUpstream(upstream);
  const pass = model.passes.find((candidate) => candidate.directive === directive);
  if (pass) return describePass(model, directive.scope, pass.kind, nginx);
  if (!ROUTED.has(directive.scope.kind)) return undefined;
  switch (inheritanceOf(directive.name)) {
    case 'whole-list':
      return describeList(model, directive, nginx);
    case 'nearest':
      return describeScalar(model, directive, nginx);
    default:
      return undefined;
  }
}

const ROUTED: ReadonlySet<string> = new Set(['server', 'location', 'if', 'limit_except']);

function describeList(
  model: NginxModel,
  directive: NginxDirective,
  nginx: string | undefined,
): string | undefined {
  const found = effective(directive.scope, directive.name, nginx);
  if (found.state !== 'declared') return undefined;
  if (found.dropped.length === 0) {
    return `\`${directive.name}\`: this level's list replaces any list of the levels around it.`;
  }
  const dropped = found.dropped.map((entry) => `\`${shown(entry)}\` (line ${line(model, entry)})`);
  return `\`${directive.name}\`: this level's list replaces the outer one and drops ${dropped.join(', ')}.`;
}

function describeScalar(
  model: NginxModel,
  directive: NginxDirective,
  nginx: string | undefined,
): string | undefined {
  const outer = directive.scope.parent
    ? effective(directive.scope.parent, directive.name, nginx)
    : undefined;
  const value = `\`${shown(directive)}\` holds here and below`;
  if (outer?.state === 'declared' && outer.directives[0]) {
    const replaced = outer.directives[0];
    return `${value}, in place of \`${shown(replaced)}\` (line ${line(model, replaced)}).`;
  }
  const standard = defaultOf(directive.name, nginx);
  if (outer?.state === 'unknown' || standard === undefined || standard === null) return `${value}.`;
  return `${value}, in place of nginx's default \`${standard}\`.`;
}

/** The settings shown for a pass, by the end of their names. */
const OF_A_PASS = [
  'connect_timeout',
  'send_timeout',
  'read_timeout',
  'next_upstream',
  'http_version',
  'cache',
];

function describePass(
  model: NginxModel,
  scope: Scope,
  kind: string,
  nginx: string | undefined,
): string {
  const rows = OF_A_PASS.map((suffix) => `${kind}_${suffix}`)
    .filter((name) => inheritanceOf(name) !== undefined)
    .map((name) => `| \`${name}\` | ${origin(model, effective(scope, name, nginx))} |`);
  const headers = `${kind}_set_header`;
  if (inheritanceOf(headers))
    rows.push(`| \`${headers}\` | ${headerNames(model, effective(scope, headers, nginx))} |`);
  return ['| holds here | value |', '|---|---|', ...rows].join('\n');
}

function origin(model: NginxModel, found: Effective): string {
  if (found.state === 'unknown') return `not known: ${found.why}`;
  if (found.state === 'defaulted') {
    if (found.value === undefined) return 'default of the nginx version';
    return found.value === null ? 'not set' : `\`${found.value}\`, default`;
  }
  const directive = found.directives[0];
  if (!directive) return 'not set';
  const value = directive.args.map((arg) => (arg.state === 'known' ? arg.value : '…')).join(' ');
  return `\`${escapeMarkdown(value)}\`, ${found.inherited ? 'inherited from ' : ''}line ${line(model, directive)}`;
}

function headerNames(model: NginxModel, found: Effective): string {
  if (found.state === 'unknown') return `not known: ${found.why}`;
  if (found.state === 'defaulted') return 'none set, nginx sends its own';
  const names = found.directives.map((entry) =>
    entry.args[0]?.state === 'known' ? entry.args[0].value : '…',
  );
  const first = found.directives[0];
  const where = found.inherited && first ? `, inherited from line ${line(model, first)}` : '';
  const lost =
    found.dropped.length > 0 ? `; ${found.dropped.length} of the outer level dropped` : '';
  return `${escapeMarkdown(names.join(', '))}${where}${lost}`;
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

function line(model: NginxModel, directive: NginxDirective): number {
  return model.text.slice(0, directive.at.start).split('\n').length;
}
