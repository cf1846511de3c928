import { type Document, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { DeclaredDatabase } from '../architecture/entry';
import type { DeclaredBuild } from '../contracts/build';
import type { Draft } from '../contracts/draft';
import { SEVERITIES, type Severity } from '../contracts/finding';
import type { SyntaxProblem } from '../contracts/language';
import type { Targets } from '../contracts/rule';
import { type Span, span } from '../contracts/span';
import { isPracticeId, PRACTICES, type PracticeId } from '../practices';
import { overLimit } from '../text/limits';

/** The name of the configuration file. */
export const CONFIGURATION_NAME = 'headroom.yaml';

/** What a `headroom.yaml` leaves out of the review. */
export interface Ignore {
  /** A pattern relative to the file that has it. */
  readonly file: string;
  /** A structural path; absent means the whole file. */
  readonly at?: string;
  readonly rule?: string;
}

/** One `headroom.yaml`, as far as it can be read; `problems` says what could not. */
export interface Configuration {
  readonly root: boolean;
  readonly targets: Targets;
  readonly practices: Readonly<Partial<Record<PracticeId, number>>>;
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly environments: Readonly<Record<string, readonly string[]>>;
  readonly builds: readonly DeclaredBuild[];
  readonly databases: readonly DeclaredDatabase[];
  readonly ignore: readonly Ignore[];
  readonly problems: readonly SyntaxProblem[];
  /** Where its entries stand, by structural path: `/databases/0`. */
  readonly places: ReadonlyMap<string, Span>;
}

/** The configuration of a project without a `headroom.yaml`. */
export const NO_CONFIGURATION: Configuration = Object.freeze({
  root: false,
  targets: {},
  practices: {},
  rules: {},
  environments: {},
  builds: [],
  databases: [],
  ignore: [],
  problems: [],
  places: new Map(),
});

const KEYS = [
  ...['root', 'targets', 'practices', 'rules'],
  ...['environments', 'builds', 'databases', 'ignore'],
];

/** Whether the text of a `headroom.yaml` makes its folder the root of a project. */
export function saysRoot(text: string): boolean {
  // Every folder up to a root is asked; most texts need no parser for the answer.
  if (!text.includes('root') || overLimit(CONFIGURATION_NAME, text) !== undefined) return false;
  try {
    return isRoot(parseDocument(text));
  } catch {
    // What no YAML reader takes says nothing; that it does not is a finding of its own.
    return false;
  }
}

function isRoot(document: Document): boolean {
  return isMap(document.contents) && document.get('root') === true;
}

/**
 * Reads a `headroom.yaml`. What is wrong becomes a problem at its place; the rest applies.
 * `ruleIds` are the names `rules:` may use.
 */
export function readConfiguration(
  text: string,
  uri: string,
  ruleIds: ReadonlySet<string>,
): Configuration {
  const document = parseDocument(text, { uniqueKeys: true });
  const problems: SyntaxProblem[] = document.errors.map((error) => ({
    at: span(error.pos[0], Math.max(error.pos[1], error.pos[0])),
    message: `headroom.yaml cannot be read here: ${error.message.split('\n')[0]}`,
  }));
  const root = document.contents;
  if (root === null) return { ...NO_CONFIGURATION, problems };
  const reader = createReader(problems);
  const fields = reader.entries(root, 'headroom.yaml');
  for (const [key, { at }] of fields) {
    if (!KEYS.includes(key)) reader.problem(at, `Unknown key "${key}"${didYouMean(key, KEYS)}.`);
  }
  const field = (key: string) => fields.get(key)?.node;

  const targets: Draft<Targets> = {};
  for (const [key, { node, at }] of reader.entries(field('targets'), 'targets')) {
    if (key !== 'nginx' && key !== 'kubernetes') {
      reader.problem(at, `Unknown target "${key}"${didYouMean(key, ['nginx', 'kubernetes'])}.`);
      continue;
    }
    const version = String(reader.scalar(node) ?? '');
    const isRelease = key === 'nginx' && /^(?:plus|R\d{1,3})$/i.test(version);
    if (isRelease || /^\d+\.\d+(\.\d+)?$/.test(version)) targets[key] = version;
    else
      reader.problem(
        at,
        `targets.${key} needs a version such as "1.24", in quotes${key === 'nginx' ? ', or plus, or a release of nginx Plus such as R33' : ''}; it is "${version}".`,
      );
  }

  const practices: Partial<Record<PracticeId, number>> = {};
  for (const [key, { node, at }] of reader.entries(field('practices'), 'practices')) {
    const value = reader.scalar(node);
    if (!isPracticeId(key)) {
      reader.problem(at, `Unknown practice "${key}"${didYouMean(key, Object.keys(PRACTICES))}.`);
    } else if (typeof value === 'number' && value >= 0) practices[key] = value;
    else reader.problem(at, `${key} needs a number of ${PRACTICES[key].unit}; it is "${value}".`);
  }

  const rules: Record<string, Severity | 'off'> = {};
  const levels = ['off', ...SEVERITIES];
  for (const [key, { node, at }] of reader.entries(field('rules'), 'rules')) {
    const value = reader.scalar(node);
    // YAML 1.1 readers take `off` for false; whoever quotes it for them is understood as well.
    const level = value === false ? 'off' : String(value);
    if (!ruleIds.has(key))
      reader.problem(at, `Unknown rule "${key}"${didYouMean(key, [...ruleIds])}.`);
    else if (!levels.includes(level)) {
      reader.problem(at, `"${key}" needs one of ${levels.join(', ')}; it is "${level}".`);
    } else rules[key] = level as Severity | 'off';
  }

  const environments: Record<string, readonly string[]> = {};
  for (const [key, { node }] of reader.entries(field('environments'), 'environments')) {
    environments[key] = reader.items(node, `environments.${key}`).flatMap((item) => {
      const pattern = reader.scalar(item);
      return typeof pattern === 'string' ? [pattern] : [];
    });
  }

  const places = new Map<string, Span>();
  const wordOf = (node: Parameters<typeof reader.scalar>[0]) => {
    const value = reader.scalar(node);
    return value === undefined || value === null ? null : String(value);
  };
  return {
    root: isRoot(document),
    targets,
    practices,
    rules,
    environments,
    builds: reader.items(field('builds'), 'builds').flatMap((item, index) => {
      const fields = reader.known(item, 'builds', BUILD_KEYS);
      const root = reader.scalar(fields.get('root')?.node);
      const path = `/builds/${index}`;
      if (typeof root !== 'string') {
        reader.problem(reader.spanOf(item), 'A build needs a root: where it starts.');
        return [];
      }
      places.set(path, reader.spanOf(item));
      const environment = wordOf(fields.get('environment')?.node);
      const layers = reader
        .items(fields.get('layers')?.node, 'builds.layers')
        .flatMap((layer) => reader.scalar(layer) ?? [])
        .map(String);
      return [
        {
          root: root.replace(/^\.\//, '').replace(/\/$/, '').replace(/^\.$/, ''),
          environment,
          layers,
          release: wordOf(fields.get('release')?.node),
          namespace: wordOf(fields.get('namespace')?.node),
          uri,
          path,
        },
      ];
    }),
    databases: reader.items(field('databases'), 'databases').flatMap((item, index) => {
      const values = reader.record(item, 'databases', DATABASE_KEYS);
      if (typeof values.name !== 'string') {
        reader.problem(reader.spanOf(item), 'A database needs a name.');
        return [];
      }
      places.set(`/databases/${index}`, reader.spanOf(item));
      const number = (key: string) => {
        const value = values[key];
        if (value === undefined) return null;
        if (typeof value === 'number' && value >= 0) return value;
        reader.problem(
          reader.spanOf(item),
          `databases.${values.name}.${key} needs a number of connections; it is "${value}".`,
        );
        return null;
      };
      if (values.engine !== undefined && !ENGINES.includes(String(values.engine))) {
        reader.problem(
          reader.spanOf(item),
          `Unknown engine "${values.engine}"${didYouMean(String(values.engine), ENGINES)}; one of ${ENGINES.join(', ')}.`,
        );
      }
      return [
        {
          name: values.name,
          engine: typeof values.engine === 'string' ? values.engine : 'unknown',
          server: typeof values.server === 'string' ? values.server : null,
          maxConnections: number('maxConnections'),
          reserved: number('reserved') ?? 0,
          uri,
          path: `/databases/${index}`,
        },
      ];
    }),
    ignore: reader.items(field('ignore'), 'ignore').flatMap((item) => {
      const pattern = reader.scalar(item);
      if (typeof pattern === 'string') return [{ file: pattern }];
      const values = reader.record(item, 'ignore', ['file', 'at', 'rule', 'reason']);
      if (typeof values.file !== 'string') {
        reader.problem(reader.spanOf(item), 'An ignore entry needs a file.');
        return [];
      }
      if (typeof values.rule === 'string' && !ruleIds.has(values.rule)) {
        reader.problem(
          reader.spanOf(item),
          `Unknown rule "${values.rule}"${didYouMean(values.rule, [...ruleIds])}.`,
        );
      }
      return [
        {
          file: values.file,
          ...(typeof values.at === 'string' ? { at: values.at } : {}),
          ...(typeof values.rule === 'string' ? { rule: values.rule } : {}),
        },
      ];
    }),
    problems,
    places,
  };
}

/** What may be declared of a build. */
export const BUILD_KEYS = ['root', 'environment', 'layers', 'release', 'namespace'] as const;

/** The engines that a declared database may have. */
export const ENGINES: readonly string[] = [
  'postgres',
  'postgresql',
  'mysql',
  'mariadb',
  'mongodb',
  'redis',
  'oracle',
  'mssql',
];

/** What may be declared of a database. */
export const DATABASE_KEYS = ['name', 'engine', 'server', 'maxConnections', 'reserved'] as const;

/** ` (did you mean "x"?)` where a candidate is close, else nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === undefined ? '' : ` (did you mean "${best}"?)`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

interface Entry {
  readonly node: unknown;
  readonly at: Span;
}

function createReader(problems: SyntaxProblem[]) {
  const problem = (at: Span, message: string) => {
    problems.push({ at, message });
  };
  const spanOf = (node: unknown): Span => {
    const range = (node as Node | null | undefined)?.range;
    return range ? span(range[0], range[1]) : span(0, 0);
  };
  const scalar = (node: unknown): unknown => {
    if (!isScalar(node)) return undefined;
    // A number beyond all numbers is no number; it is told as it is written.
    const isBeyond = typeof node.value === 'number' && !Number.isFinite(node.value);
    return isBeyond ? (node.source ?? '') : node.value;
  };
  const entries = (node: unknown, what: string): Map<string, Entry> => {
    const found = new Map<string, Entry>();
    if (node === undefined || (isScalar(node) && node.value === null)) return found;
    if (!isMap(node)) {
      problem(spanOf(node), `${what} needs keys and values.`);
      return found;
    }
    for (const { key, value } of node.items) {
      found.set(String(scalar(key)), { node: value, at: spanOf(key) });
    }
    return found;
  };
  /** The entries of a record with known keys; each other key is a problem. */
  const known = (
    node: unknown,
    what: string,
    keys: readonly string[],
  ): ReadonlyMap<string, Entry> => {
    const found = new Map<string, Entry>();
    for (const [key, entry] of entries(node, `An entry of ${what}`)) {
      if (keys.includes(key)) found.set(key, entry);
      else problem(entry.at, `Unknown key "${key}" in ${what}${didYouMean(key, keys)}.`);
    }
    return found;
  };
  return {
    problem,
    spanOf,
    scalar,
    entries,
    items(node: unknown, what: string): readonly unknown[] {
      if (node === undefined || (isScalar(node) && node.value === null)) return [];
      if (isSeq(node)) return node.items;
      problem(spanOf(node), `${what} needs a list.`);
      return [];
    },
    known,
    record(
      node: unknown,
      what: string,
      keys: readonly string[],
    ): Readonly<Record<string, unknown>> {
      return Object.fromEntries(
        [...known(node, what, keys)].map(([key, entry]) => [key, scalar(entry.node)]),
      );
    },
  };
}
