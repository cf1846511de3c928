import type { BuildFault, BuildSources, ValuesLayer } from '../../contracts/build';
import { LimitError } from '../../text/limits';
import { pathIn } from '../../text/paths';
import { Undecided } from './arguments';
import { type Chart, chartIn, type Dependency, templatesIn } from './chart';
import { coalesced, isSwitchedOn } from './chart-values';
import { Evaluator, type Template } from './evaluate';
import { givenValues } from './given-values';
import { knownChart } from './known-charts';
import { contextOf, RELEASE_NAME, RELEASE_NAMESPACE, templateValue } from './release';
import { withSet } from './set-values';
import {
  type MapValue,
  MissingValue,
  map,
  RenderFailure,
  type Rope,
  unknownPiece,
  type Value,
} from './values';

/** What a chart writes with some values. */
export interface Rendered {
  /** What the templates of the chart see as `.Values`. */
  readonly values: MapValue;
  /** What each template writes that is no helper, in the order of the files. */
  readonly texts: readonly RenderedText[];
  /** Every file that takes part. */
  readonly files: readonly string[];
  /** Why something is not known. */
  readonly limits: readonly string[];
  /** Why Helm refuses the chart, where it does. */
  readonly fault: BuildFault | null;
  /** Folders of charts that come from elsewhere. */
  readonly vendored: readonly string[];
}

/** What a template writes. */
export interface RenderedText {
  readonly path: string;
  readonly rope: Rope;
}

interface RenderState {
  readonly sources: BuildSources;
  readonly limits: Set<string>;
  readonly files: Set<string>;
  /** Why a template that is called by name may be one that is not read. */
  missing: string | null;
  /** The first template that cannot be parsed: Helm reads none then. */
  fault: BuildFault | null;
  /** Charts that are used and not there. */
  readonly absent: AbsentChart[];
}

/** A chart that another uses and that is not there, with the values around it. */
interface AbsentChart {
  readonly dependency: Dependency;
  readonly values: MapValue;
  /** Of the chart that uses it. */
  readonly folder: string;
  readonly isOn: boolean | undefined;
}

/** How a chart is released: what it is called, where it goes, what is laid over its values. */
export interface GivenRelease {
  readonly name: string | null;
  readonly namespace: string | null;
  readonly layers: readonly ValuesLayer[];
}

/** So many values that a chart needs and nothing gives are taken for given elsewhere. */
const MAX_MISSING_VALUES = 12;

/**
 * Renders the chart of a folder with values, later ones over earlier ones, as `helm template` does. A value that
 * it needs and no layer gives is given by whoever releases it: unknown.
 */
export function renderChart(
  sources: BuildSources,
  folder: string,
  given: GivenRelease,
  missing: readonly string[] = [],
): Rendered {
  const rendered = renderedWith(sources, folder, given, missing);
  if (typeof rendered !== 'string') return rendered;
  return renderChart(sources, folder, given, [...missing, rendered]);
}

/** What is rendered with some keys unknown, or the key of one more value that is missing. */
function renderedWith(
  sources: BuildSources,
  folder: string,
  { layers, name: release, namespace }: GivenRelease,
  missing: readonly string[],
): Rendered | string {
  const state: RenderState = {
    ...{ sources, limits: new Set(), files: new Set() },
    ...{ missing: null, fault: null, absent: [] },
  };
  const chart = chartIn(sources, folder);
  if (!chart)
    return {
      values: map([]),
      texts: [],
      files: [],
      limits: ['Chart.yaml cannot be read'],
      fault: { why: 'Chart.yaml cannot be read', file: pathIn(folder, 'Chart.yaml') },
      vendored: [],
    };
  let given = givenValues(sources, layers, state);
  for (const key of missing) {
    const why = `no file here gives ${key}`;
    state.limits.add(why);
    given = withSet(given, { key, value: null, isText: false }, why) ?? given;
  }
  const decided = new Map<Chart, boolean | undefined>();
  const whole = coalesced(chart, given, () => true);
  decide(state, chart, whole, decided);
  const isOn = (_: Chart, inner: Chart) => decided.get(inner) !== false;
  const charts = allCharts(chart, isOn);
  const templates = new Map<string, Template>();
  const order = charts
    .flatMap((each) =>
      each.chart.templates.map((path) => ({ ...each, path, name: nameOf(each, path) })),
    )
    .sort((a, b) => depthOf(b.name) - depthOf(a.name) || (a.name < b.name ? 1 : -1));
  const read = sources.each(order, ({ path }) => templatesIn(sources, path));
  const bodies = new Map<string, Template>();
  for (const [index, { path, name }] of order.entries()) {
    const file = read[index];
    if (file === undefined || file.problem !== null) {
      const why = `${path} cannot be read${file?.problem ? `: ${file.problem}` : ''}`;
      state.missing ??= why;
      state.limits.add(state.missing);
      if (file?.problem) state.fault ??= { why, file: path };
      continue;
    }
    state.files.add(path);
    bodies.set(path, { body: file.body, path });
    templates.set(name, { body: file.body, path });
    for (const [inner, body] of file.defined) templates.set(inner, { body, path });
  }
  const evaluator = new Evaluator(templates, state.missing);
  const merged = coalesced(chart, given, isOn);
  const contexts = contextsOf(state, chart, merged, {
    isOn,
    release: release ?? RELEASE_NAME,
    namespace: namespace ?? RELEASE_NAMESPACE,
  });
  const texts: RenderedText[] = [];
  let around: readonly string[] = [];
  let current: string | null = null;
  try {
    for (const { chart: own, path, name, prefix, isSure } of order) {
      current = path;
      around = prefix.split('/charts/').slice(1);
      const template = bodies.get(path);
      if (!template || own.isLibrary || /(?:^|\/)_[^/]*$/.test(path)) continue;
      const context = contexts.get(own) ?? map([]);
      const base = `${name.slice(0, name.indexOf('/templates/'))}/templates`;
      const dot = map([...context.entries, ['Template', templateValue(name, base)]]);
      const rope = rendered(evaluator, template, dot, state);
      if (/NOTES\.txt$/.test(path)) continue;
      if (isSure || rope.length === 0) texts.push({ path, rope });
      else
        texts.push({
          path,
          rope: [unknownPiece(`whether the chart ${own.name} takes part is not known`)],
        });
    }
    texts.push(...ofAbsent(state, evaluator, contexts.get(chart) ?? map([])));
  } catch (thrown) {
    if (!(thrown instanceof RenderFailure) && !(thrown instanceof LimitError)) throw thrown;
    if (thrown instanceof MissingValue && missing.length < MAX_MISSING_VALUES) {
      const key = [...around, ...thrown.steps]
        .map((step) => step.replace(/[.[\\]/g, '\\$&'))
        .join('.');
      if (!missing.includes(key)) return key;
    }
    const why =
      thrown instanceof LimitError ? thrown.message : `it does not render: ${thrown.message}`;
    state.limits.add(why);
    const fault = thrown instanceof LimitError ? null : { why, file: current };
    return {
      values: map([]),
      texts: [],
      files: [],
      limits: [...state.limits],
      fault,
      vendored: [],
    };
  }
  for (const { chart: each } of charts) {
    if (each.values) state.files.add(pathIn(each.folder, 'values.yaml'));
  }
  return {
    values: merged,
    texts: texts.sort((a, b) => (a.path < b.path ? -1 : 1)),
    files: [...state.files],
    limits: [...state.limits],
    fault: state.fault,
    vendored: [
      ...charts.flatMap(({ chart: each }) => (each.isVendored ? [each.folder] : [])),
      ...state.absent.map(folderOfAbsent),
    ],
  };
}

/** What charts write that are not there, as far as it is known of everybody's. */
function ofAbsent(
  state: RenderState,
  evaluator: Evaluator,
  { entries }: MapValue,
): readonly RenderedText[] {
  return state.absent.flatMap((absent): readonly RenderedText[] => {
    const known = absent.isOn ? knownChart(absent.dependency, absent.values) : undefined;
    if (!known) return [];
    const path = pathIn(folderOfAbsent(absent), 'templates/server.yaml');
    const dot = map([...entries, ...known.dot]);
    const rope = rendered(evaluator, { body: known.body, path }, dot, state);
    return rope.length === 0 ? [] : [{ path, rope }];
  });
}

/** Where `helm dependency build` would put a chart. */
function folderOfAbsent({ folder, dependency }: AbsentChart): string {
  return pathIn(folder, `charts/${dependency.name}`);
}

function rendered(
  evaluator: Evaluator,
  template: Template,
  dot: MapValue,
  state: RenderState,
): Rope {
  try {
    return evaluator.render(template, dot);
  } catch (thrown) {
    if (!(thrown instanceof Undecided)) throw thrown;
    state.limits.add(`${template.path} is not known: ${thrown.message}`);
    return [unknownPiece(thrown.message)];
  }
}

/** Which charts take part, and what is not there. */
function decide(
  state: RenderState,
  chart: Chart,
  values: MapValue,
  decided: Map<Chart, boolean | undefined>,
): void {
  for (const dependency of chart.dependencies) {
    const { name, alias, isThere } = dependency;
    const isOn = isSwitchedOn(dependency, values);
    if (isOn === false) {
      for (const inner of chart.charts)
        if (inner.name === (alias ?? name)) decided.set(inner, false);
      continue;
    }
    if (!isThere) {
      state.absent.push({ dependency, values, folder: chart.folder, isOn });
      state.missing ??= `the chart ${name} is not there`;
      state.limits.add(`the chart ${name} is not there`);
      continue;
    }
    for (const inner of chart.charts) if (inner.name === (alias ?? name)) decided.set(inner, isOn);
    if (isOn === undefined) state.limits.add(`whether the chart ${name} takes part is not known`);
  }
  for (const inner of chart.charts) {
    const own = values.entries.get(inner.name);
    if (decided.get(inner) !== false)
      decide(state, inner, own?.kind === 'map' ? own : map([]), decided);
  }
}

interface PlacedChart {
  readonly chart: Chart;
  /** As Helm names its files: `shop/charts/web`. */
  readonly path: string;
  readonly prefix: string;
  readonly isSure: boolean;
}

function allCharts(
  chart: Chart,
  isOn: (chart: Chart, inner: Chart) => boolean,
  prefix = chart.name,
  isSure = true,
): readonly PlacedChart[] {
  return [
    { chart, path: chart.folder, prefix, isSure },
    ...chart.charts
      .filter((inner) => isOn(chart, inner))
      .flatMap((inner) => allCharts(inner, isOn, `${prefix}/charts/${inner.name}`, isSure)),
  ];
}

function nameOf({ chart, prefix }: PlacedChart, path: string): string {
  return `${prefix}/${chart.folder === '' ? path : path.slice(chart.folder.length + 1)}`;
}

function depthOf(name: string): number {
  return name.split('/').length;
}

/** What the templates of each chart see. */
function contextsOf(
  { sources }: RenderState,
  chart: Chart,
  values: MapValue,
  {
    isOn,
    release,
    namespace,
  }: {
    readonly isOn: (chart: Chart, inner: Chart) => boolean;
    readonly release: string;
    readonly namespace: string;
  },
): ReadonlyMap<Chart, MapValue> {
  const contexts = new Map<Chart, MapValue>();
  const make = (own: Chart, theirs: MapValue, isRoot: boolean): MapValue => {
    const inner = own.charts
      .filter((each) => isOn(own, each))
      .map((each): readonly [string, Value] => {
        const found = theirs.entries.get(each.name);
        const value =
          found?.kind === 'map' ? found : map([], [], found?.kind === 'unknown' ? found.why : null);
        return [each.name, make(each, value, false)];
      });
    const context = contextOf(sources, own, {
      values: theirs,
      release,
      namespace,
      subcharts: map(inner),
      isRoot,
    });
    contexts.set(own, context);
    return context;
  };
  make(chart, values, true);
  return contexts;
}
