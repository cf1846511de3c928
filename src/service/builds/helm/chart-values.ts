import type { Chart, Dependency } from './chart';
import { copied, type MapValue, map, unknown, type Value, valueOf } from './values';

/** The values of a chart and of those it uses, with what it is called with over its own. */
export function coalesced(
  chart: Chart,
  given: MapValue,
  isOn: (chart: Chart, inner: Chart) => boolean,
): MapValue {
  const own = defaultsOf(chart, isOn);
  const values = copied(given) as MapValue;
  const merged = own.kind === 'map' ? laidUnder(values, own) : values;
  for (const { name, alias, isThere } of chart.dependencies) {
    const key = alias ?? name;
    const own = merged.entries.get(key);
    if (isThere || (own !== undefined && own.kind !== 'map')) continue;
    merged.entries.set(key, { ...(own ?? map([])), open: `the chart ${name} is not there` });
  }
  for (const inner of chart.charts) {
    if (!isOn(chart, inner)) continue;
    const before = merged.entries.get(inner.name);
    const theirs = before?.kind === 'map' ? before : before === undefined ? map([]) : undefined;
    if (theirs === undefined) {
      if (before?.kind === 'unknown') continue;
      merged.entries.delete(inner.name);
    }
    const start = copied(theirs ?? map([])) as MapValue;
    shareGlobals(start, merged);
    merged.entries.set(inner.name, coalesced(inner, start, isOn));
  }
  return merged;
}

/** The values of a chart by itself, with what it takes from those it uses under them. */
function defaultsOf(chart: Chart, isOn: (chart: Chart, inner: Chart) => boolean): Value {
  const own = chart.values === undefined ? map([]) : valueOf(chart.values);
  const taken = chart.dependencies.flatMap(({ name, alias, imports }) =>
    imports.map(({ from, to }) => ({ from: [alias ?? name, ...from], to })),
  );
  if (taken.length === 0 || own.kind !== 'map') return own;
  const around = coalesced({ ...chart, dependencies: withoutImports(chart) }, map([]), isOn);
  let values = around;
  for (const { from, to } of taken) {
    const found = valueAt(around, from);
    if (found?.kind !== 'map' && found?.kind !== 'unknown') continue;
    const taken = found.kind === 'map' ? (copied(found) as MapValue) : map([], [], found.why);
    const block = to.reduceRight((inner, step) => map([[step, inner]]), taken);
    values = laidUnder(values, block, true);
  }
  return values;
}

function withoutImports({ dependencies }: Chart): readonly Dependency[] {
  return dependencies.map((each) => ({ ...each, imports: [] }));
}

/** Values with defaults under them: `null` takes a default away, or stays beside it. Changes `values`. */
function laidUnder(values: MapValue, defaults: MapValue, keepsNull = false): MapValue {
  const entries = new Map(values.entries);
  for (const [key, value] of defaults.entries) {
    const own = entries.get(key);
    if (own === undefined) {
      entries.set(key, values.open === null ? copied(value) : unknown(values.open, value.trail));
    } else if (own.kind === 'nil') {
      if (!keepsNull) entries.delete(key);
    } else if (own.kind === 'map' && value.kind === 'map')
      entries.set(key, laidUnder(own, value, keepsNull));
    else if (own.kind === 'map' && value.kind === 'unknown')
      entries.set(key, { ...own, open: own.open ?? value.why });
  }
  return { ...values, entries, open: values.open ?? defaults.open };
}

function shareGlobals(theirs: MapValue, around: MapValue): void {
  const shared = around.entries.get('global');
  const own = theirs.entries.get('global');
  const outer = shared?.kind === 'map' ? shared : map([]);
  const inner = own?.kind === 'map' ? own : map([]);
  theirs.entries.set('global', laidOver(inner, outer));
}

/** Maps laid over each other, the second one wins. `null` stays. */
export function laidOver(under: MapValue, over: MapValue): MapValue {
  const entries = new Map(under.entries);
  for (const [key, value] of over.entries) {
    const own = entries.get(key);
    entries.set(
      key,
      own?.kind === 'map' && value.kind === 'map' ? laidOver(own, value) : copied(value),
    );
  }
  return {
    kind: 'map',
    entries,
    open: under.open ?? over.open,
    trail: over.trail.length > 0 ? over.trail : under.trail,
  };
}

/** Whether a chart that is used takes part; `undefined` where that cannot be told. */
export function isSwitchedOn(dependency: Dependency, values: MapValue): boolean | undefined {
  for (const path of dependency.conditions) {
    const found = valueAt(values, path.split('.'));
    if (found?.kind === 'bool') return found.value;
    if (found?.kind === 'unknown') return undefined;
  }
  const tags = values.entries.get('tags');
  if (tags?.kind !== 'map') return true;
  const known = dependency.tags.flatMap((tag) => tags.entries.get(tag) ?? []);
  const set = known.filter((each) => each.kind === 'bool');
  return set.length === 0 || set.some((each) => each.value);
}

function valueAt(values: Value, path: readonly string[]): Value | undefined {
  let at: Value | undefined = values;
  for (const step of path) {
    if (at?.kind === 'unknown') return at;
    if (at?.kind !== 'map') return undefined;
    const inner: Value | undefined = at.entries.get(step);
    at = inner ?? (at.open === null ? undefined : unknown(at.open));
  }
  return at;
}
