import { environmentNamed } from '../builds/environments';
import { fixInFiles } from '../builds/fixes';
import type { Build } from '../contracts/build';
import {
  type Place,
  type Related,
  type Report,
  SEVERITIES,
  type Severity,
} from '../contracts/finding';
import type { Fix } from '../contracts/fix';
import type { Rule } from '../contracts/rule';
import type { Trail, TrailStep } from '../syntax/data-node';
import { relativePath } from '../text/paths';
import type { Builds } from './builds';

/** What a rule reports of a file, in which environments; `null`: in all there are. */
export interface RuleReport {
  readonly rule: Rule;
  readonly report: Report;
  readonly environments: readonly string[] | null;
  /** Where the value it is about was decided, and what it passed; empty for a value of a file. */
  readonly trail: Trail;
  /** Where it stands in what will run, in each build that it is told of; empty for what a file alone says. */
  readonly built: readonly Place[];
}

/** A report before it is known where it stands. */
export interface RawReport {
  readonly rule: Rule;
  readonly report: Report;
  readonly environment: string | null;
}

/** What merging asks. */
export interface MergingContext {
  readonly root: string;
  readonly builds: Builds;
  /** Whether a recognised file has a place. */
  has(place: Place): boolean;
  /** The environments of the project. */
  environments(): readonly (string | null)[];
}

/**
 * Of the reports in one file one for each rule and place, whatever the number of builds it is found in: at the
 * place that decides, as grave as the gravest, with the environments. Development counts as a hint.
 */
export function merged(
  all: readonly PlacedReport[],
  context: MergingContext,
): readonly RuleReport[] {
  const groups = new Map<string, PlacedReport[]>();
  const numberOf = numbering();
  for (const found of all) {
    const { at } = found.report;
    const number = numberOf(found);
    // A value that several objects of a file share is one cause: it is told once, with all of them.
    const origin = found.origin === null ? '' : `${found.isShared ? '' : found.origin}${number}`;
    const key = `${found.rule.id}\n${at.path}\n${origin}`;
    const named: PlacedReport =
      origin === '' ? found : { ...found, report: { ...found.report, subject: origin } };
    const group = groups.get(key);
    if (group) group.push(named);
    else groups.set(key, [named]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ rule: first.rule, ...mergedGroup(group, context) }] : [];
  });
}

/**
 * Tells several findings of a rule at one place of one object apart. What a rule calls its subject
 * differs from build to build, their order does not.
 */
function numbering(): (found: PlacedReport) => string {
  const subjects = new Map<string, Map<string, number>>();
  return ({ rule, toldIn, virtual, origin, report: { subject = '' } }) => {
    const key = `${rule.id}\n${toldIn}\n${virtual}\n${origin}`;
    const known = subjects.get(key) ?? new Map<string, number>();
    subjects.set(key, known);
    const number = known.get(subject) ?? known.size;
    known.set(subject, number);
    return number === 0 ? '' : `#${number}`;
  };
}

/** A report at the place in a file that decides. */
export interface PlacedReport extends RawReport {
  readonly place: Place;
  readonly severity: Severity;
  /** The environment whose system it was told of: one without a build of this root takes in the nameless one. */
  readonly toldIn: string | null;
  /** The object of a build it is about. */
  readonly virtual: string | null;
  /** Where that object comes from, and the place in it: the same in every build that takes it. */
  readonly origin: string | null;
  /** It stands in the file of that object and outside it: other objects may have the value from there, too. */
  readonly isShared: boolean;
  readonly build: string | null;
  /** Where it stands in what will run. */
  readonly built: Place | null;
}

/** Brings a report to the place in a file that decides; `undefined` where there is none. */
export function placed(
  raw: RawReport,
  { builds, has, root }: Omit<MergingContext, 'environments'>,
): PlacedReport | undefined {
  const { rule } = raw;
  if (!('uri' in raw.report.at)) return undefined;
  const home = (place: Place) => homeOf(place, builds, has);
  const { decidedBy, missing } = raw.report;
  const build = builds.buildOf(raw.report.at.uri);
  const report = build ? atLastLayer(raw.report, build, home, root) : raw.report;
  const { at } = report;
  const place =
    'uri' in at
      ? (bringerOf(at.uri, missing, builds, has) ?? homeOf(at, builds, has, decidedBy))
      : undefined;
  if (!place || !('uri' in at)) return undefined;
  const environment = build ? build.environment.name : raw.environment;
  const severity = report.severity ?? rule.severity;
  const kind = environment === null ? null : environmentNamed(environment).class;
  const isMilder = isByDefault(place, build) || (kind === 'staging' && rule.isRedundancy === true);
  const virtual = build ? at.uri : null;
  // One object of a file is one subject, whatever each build calls it.
  const object = objectOf(at.path);
  const [from] = virtual === null ? [] : (builds.trailOf({ uri: virtual, path: object }) ?? []);
  const name =
    virtual === null ? undefined : from ? `${relativePath(from.uri, root)}${from.path}` : virtual;
  const { related, fixes, ...rest } = report;
  const told = (text: string) => withoutAssumed(text, build);
  const moved: Report = {
    ...rest,
    at: place,
    message: told(rest.message),
    ...(related
      ? {
          related: related.flatMap((each) => {
            const there = 'uri' in each.at ? home(each.at) : each.at;
            return there ? [{ ...each, at: there, message: told(each.message) }] : [];
          }),
        }
      : {}),
    ...(fixes ? { fixes } : {}),
  };
  return {
    ...{ rule, report: moved, environment, place, virtual, toldIn: raw.environment },
    origin: name === undefined ? null : `${name}#${at.path}`,
    isShared: from !== undefined && from.uri === place.uri && !isBeneath(place.path, from.path),
    severity: kind === 'development' ? 'hint' : isMilder ? atMost(severity) : severity,
    build: build?.id ?? null,
    built: build ? at : null,
  };
}

/** Whether a path is another one, or within it. */
function isBeneath(path: string, around: string): boolean {
  return path === around || path.startsWith(`${around}/`);
}

/** What a path is in: of a document that holds all that a build makes (Terraform, CloudFormation), a resource. */
function objectOf(path: string): string {
  return /^\/(?:resource\/[^/]+|Resources)\/[^/]+/.exec(path)?.[0] ?? '';
}

/** Whether nothing but a default decides: values of a chart of which nobody knows what is laid over them. */
function isByDefault({ uri }: Place, build: Build | undefined): boolean {
  return build?.isDefault === true && !/\/templates\//.test(uri);
}

function atMost(severity: Severity): Severity {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf('information')
    ? 'information'
    : severity;
}

/** A finding that two values make stands at the one that the later layer of the build has written. */
function atLastLayer(
  report: Report,
  build: Build,
  home: (place: Place) => Place | undefined,
  root: string,
): Report {
  const layerOf = ({ at }: Pick<Related, 'at'>) => {
    const place = 'uri' in at ? home(at) : undefined;
    return place ? build.layers.indexOf(relativePath(place.uri, root)) : -1;
  };
  const related = report.related ?? [];
  const [last] = related
    .filter((each) => each.decides && layerOf(each) > layerOf(report))
    .sort((a, b) => layerOf(b) - layerOf(a));
  if (!last) return report;
  const other = { at: report.at, message: 'The other value' };
  return { ...report, at: last.at, related: related.map((each) => (each === last ? other : each)) };
}

/** The value that would bring what is missing, where a template takes in a block for it. */
function bringerOf(
  uri: string,
  missing: string | undefined,
  builds: Builds,
  has: (place: Place) => boolean,
): Place | undefined {
  if (missing === undefined) return undefined;
  const trail = builds.trailOf({ uri, path: missing }) ?? [];
  const [first, ...others] = trail.map(plainStep);
  return first && others.length > 0 && has(first) ? first : undefined;
}

/** A text with what is said for names that every run decides anew. */
function withoutAssumed(text: string, build: Build | undefined): string {
  return Object.entries(build?.assumed ?? {}).reduce(
    (told, [name, shown]) => told.replaceAll(name, shown),
    text,
  );
}

/**
 * The first place of a trail that a file of ours still has; `undefined` where there is none. What a key
 * or a form decides stands where a template writes it.
 */
export function homeOf(
  place: Place,
  builds: Builds,
  has: (place: Place) => boolean,
  decidedBy?: 'key' | 'form',
): Place | undefined {
  const trail = builds.trailOf(place);
  if (!trail) return place;
  const isOfTemplate =
    decidedBy === 'key' || (decidedBy === 'form' && trail[0]?.how === 'computed');
  const templates = isOfTemplate ? trail.filter(({ how }) => how === 'rendered') : [];
  const steps = [...templates, ...trail, ...(builds.trailOf({ uri: place.uri, path: '' }) ?? [])];
  return steps.map(plainStep).find(has);
}

/** A place within a text of a file is shown at that text. */
function plainStep({ uri, path }: TrailStep): Place {
  const inner = path.indexOf('#');
  return { uri, path: inner === -1 ? path : path.slice(0, inner) };
}

function fixesInFiles(
  fixes: readonly Fix[],
  uri: string,
  ids: readonly string[],
  builds: Builds,
  root: string,
): readonly Fix[] {
  const text = builds.textOf(uri);
  if (text === undefined) return [];
  return fixes.flatMap((fix) => {
    const moved = fixInFiles(fix, {
      uri,
      text,
      trail: (path) => builds.trailOf({ uri, path }) ?? [],
      isOwn: (file) => builds.using(relativePath(file, root)).every((id) => ids.includes(id)),
    });
    return moved ? [moved] : [];
  });
}

/**
 * A fix that changes objects of builds, in the files that write them. `about` is the object that it is
 * about, in these builds; `null` where that is a file.
 */
function editsAtHome(
  fix: Fix,
  about: string | null,
  ids: readonly string[],
  { builds, root }: MergingContext,
): readonly Fix[] {
  const named = fix.edits.flatMap((edit) =>
    'uri' in edit && builds.buildOf(edit.uri) ? [edit.uri] : [],
  );
  let fixes: readonly Fix[] = [fix];
  for (const uri of new Set(about === null ? named : [about, ...named])) {
    const own = builds.buildOf(uri)?.id ?? '';
    fixes = fixesInFiles(fixes, uri, [...ids, own], builds, root);
  }
  return fixes;
}

function mergedGroup(
  group: readonly PlacedReport[],
  context: MergingContext,
): Omit<RuleReport, 'rule'> {
  const { builds, environments, root } = context;
  const rank = ({ severity }: PlacedReport) => SEVERITIES.indexOf(severity);
  const [gravest, ...others] = [...group].sort((a, b) => rank(a) - rank(b));
  if (!gravest) throw new RangeError('A group of reports is empty.');
  const names = [...new Set(group.map(({ environment }) => environment))];
  const path = relativePath(gravest.place.uri, root);
  const around =
    builds.using(path).length > 0
      ? builds.using(path).map((id) => builds.environmentOf(id))
      : environments();
  const isEverywhere = around.every((name) => names.includes(name));
  const said = new Set([gravest.report.message]);
  const related = [...(gravest.report.related ?? [])];
  for (const { report, environment } of others) {
    if (said.has(report.message)) continue;
    said.add(report.message);
    const where = environment === gravest.environment ? '' : `${environment ?? 'Elsewhere'}: `;
    related.push({ at: gravest.place, message: `${where}${report.message}` });
  }
  const { virtual } = gravest;
  const { fixes } = gravest.report;
  const ids = group.flatMap(({ build }) => build ?? []);
  const report: Report = {
    ...gravest.report,
    severity: gravest.severity,
    ...(fixes
      ? {
          fixes: () => fixes().flatMap((fix) => editsAtHome(fix, virtual, ids, context)),
        }
      : {}),
    ...(related.length > 0 ? { related } : {}),
  };
  const known = names.filter((name) => name !== null).sort();
  const { built } = gravest;
  const steps = (built && builds.trailOf(built)) ?? [];
  const trail = steps.map((step) => ({ ...step, ...plainStep(step) }));
  const places = group.flatMap((each) => each.built ?? []);
  return {
    report,
    trail,
    environments: isEverywhere || known.length === 0 ? null : known,
    built: places,
  };
}
