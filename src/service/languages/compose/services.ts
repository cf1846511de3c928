import type { CommandLine, ComposeServiceFact, HealthcheckFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, type Origin, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import {
  type DataMap,
  type DataNode,
  entryOf,
  isMissing,
  itemsOf,
  nodeAt,
  textOf,
} from '../../syntax/data-node';
import { soleParameter, textParts } from '../../syntax/parameters';
import { byteCount, durationSeconds } from '../shared/amounts';
import { execWords, shellForm } from '../shared/command-lines';
import { traefikLabelsOf } from './traefik-labels';

/** The key by which a printed build says that something unknown may add entries. */
const OPEN = '?';

/** Where a node stands in the file that is read. */
export interface ComposePlaces {
  pathOf(node: DataNode): string;
  at(path: string): Span;
}

/**
 * What one service says; `node` has its short forms written out and its variables filled in.
 *
 * @param configs - what `configs` at the top of the file says of each by its name
 */
export function serviceOf(
  service: string,
  node: DataMap,
  project: string,
  configs: DataNode | undefined,
  places: ComposePlaces,
): Placed<ComposeServiceFact> {
  const read = new ServiceReader(node, places);
  const path = places.pathOf(node);
  const build = node.entries.get('build');
  const deploy = node.entries.get('deploy');
  const limits = nodeAt(deploy, ['resources', 'limits']);
  const field = <T>(
    value: DataNode | undefined,
    key: string,
    as: (text: string) => T | undefined,
  ) => read.field(value, key, as);
  const text = (value: DataNode | undefined, key: string) => field(value, key, (one) => one);
  const names = (value: DataNode | undefined) =>
    itemsOf(value).flatMap((item) => textOf(item) ?? []);
  const networks = node.entries.get('networks');
  return {
    kind: 'compose-service',
    at: places.at(path),
    path,
    service,
    project,
    image: text(node.entries.get('image'), 'image'),
    build:
      build && !isMissing(build)
        ? {
            at: places.at(places.pathOf(build)),
            path: places.pathOf(build),
            context: text(entryOf(build, 'context'), 'build/context'),
            dockerfile: text(entryOf(build, 'dockerfile'), 'build/dockerfile'),
            target: text(entryOf(build, 'target'), 'build/target'),
            arguments: read.texts(entryOf(build, 'args')),
          }
        : null,
    entrypoint: read.command('entrypoint'),
    command: read.command('command'),
    environment: read.texts(node.entries.get('environment')),
    environmentFiles: [
      ...itemsOf(node.entries.get('env_file')).map((item, index) =>
        text(entryOf(item, 'path') ?? item, `env_file/${index}`),
      ),
      // In a build: a file that is not there may add variables.
      ...[entryOf(node.entries.get('environment'), OPEN)].flatMap((open) =>
        open ? [text(open, 'environment')] : [],
      ),
    ],
    replicas: field(
      entryOf(deploy, 'replicas') ?? node.entries.get('scale'),
      'deploy/replicas',
      count,
    ),
    memoryLimit: field(
      entryOf(limits, 'memory') ?? node.entries.get('mem_limit'),
      'deploy/resources/limits/memory',
      byteCount,
    ),
    cpus: field(
      entryOf(limits, 'cpus') ?? node.entries.get('cpus'),
      'deploy/resources/limits/cpus',
      (one) => (/^(?:\d+(?:\.\d+)?|\.\d+)$/.test(one) ? Number(one) : undefined),
    ),
    healthcheck: read.healthcheck(),
    stopGracePeriod: field(
      node.entries.get('stop_grace_period'),
      'stop_grace_period',
      durationSeconds,
    ),
    containerName: text(node.entries.get('container_name'), 'container_name'),
    stopSignal: text(node.entries.get('stop_signal'), 'stop_signal'),
    init: field(node.entries.get('init'), 'init', flag),
    restart: text(node.entries.get('restart'), 'restart'),
    dependsOn: entriesOf(node.entries.get('depends_on')).map(([name, value]) => ({
      at: places.at(places.pathOf(value)),
      path: places.pathOf(value),
      service: name,
      condition: text(entryOf(value, 'condition'), `depends_on/${name}/condition`),
    })),
    ports: itemsOf(node.entries.get('ports')).flatMap((item) => {
      const target = textOf(entryOf(item, 'target'));
      const own = places.pathOf(item);
      return target === undefined
        ? []
        : [
            {
              at: places.at(own),
              path: own,
              published: textOf(entryOf(item, 'published')) ?? null,
              target,
            },
          ];
    }),
    exposes: names(node.entries.get('expose')),
    swarm: swarmOf(deploy, field, places),
    volumes: [
      ...configFiles(node.entries.get('configs'), configs, places),
      ...itemsOf(node.entries.get('volumes')).flatMap((item) => {
        const target = textOf(entryOf(item, 'target'));
        const own = places.pathOf(item);
        const type = textOf(entryOf(item, 'type')) ?? 'volume';
        return target === undefined
          ? []
          : [
              {
                at: places.at(own),
                path: own,
                source: textOf(entryOf(item, 'source')) ?? null,
                target,
                type: type === 'bind' || type === 'volume' || type === 'tmpfs' ? type : 'other',
                readOnly: textOf(entryOf(item, 'read_only')) === 'true',
              } as const,
            ];
      }),
    ],
    traefik: traefikLabelsOf([node.entries.get('labels'), entryOf(deploy, 'labels')], places),
    networks: entriesOf(networks).map(([name]) => name),
    aliases: [
      ...entriesOf(networks).flatMap(([, value]) => names(entryOf(value, 'aliases'))),
      ...['container_name', 'hostname'].flatMap((key) => textOf(node.entries.get(key)) ?? []),
    ],
    profiles: names(node.entries.get('profiles')),
  };
}

/** The files that a service takes as configs, which are mounted like any other (docs.docker.com, "Services: configs"). */
function configFiles(
  taken: DataNode | undefined,
  configs: DataNode | undefined,
  places: ComposePlaces,
): Placed<ComposeServiceFact>['volumes'] {
  return itemsOf(taken).flatMap((item) => {
    const name = textOf(entryOf(item, 'source'));
    const file = name === undefined ? undefined : textOf(entryOf(entryOf(configs, name), 'file'));
    if (name === undefined || file === undefined) return [];
    const path = places.pathOf(item);
    const target = textOf(entryOf(item, 'target')) ?? `/${name}`;
    return [
      { at: places.at(path), path, source: file, target, type: 'bind' as const, readOnly: true },
    ];
  });
}

/** Keys of `deploy` that Swarm alone reads: `docker compose` passes over them (docs.docker.com, "Compose Deploy Specification"). */
const SWARM_KEYS = ['update_config', 'rollback_config', 'placement', 'endpoint_mode'];

function swarmOf(
  deploy: DataNode | undefined,
  field: <T>(
    value: DataNode | undefined,
    key: string,
    as: (text: string) => T | undefined,
  ) => Field<T>,
  places: ComposePlaces,
): Placed<ComposeServiceFact>['swarm'] {
  const key = SWARM_KEYS.find((each) => entryOf(deploy, each) !== undefined);
  const first = key === undefined ? undefined : entryOf(deploy, key);
  const update = entryOf(deploy, 'update_config');
  const path = first && places.pathOf(first);
  const text = (one: string) => one;
  return {
    evidence: path === undefined ? null : { at: places.at(path), path },
    order: field(entryOf(update, 'order'), 'deploy/update_config/order', text),
    parallelism: field(entryOf(update, 'parallelism'), 'deploy/update_config/parallelism', count),
    mode: field(entryOf(deploy, 'mode'), 'deploy/mode', text),
    endpointMode: field(entryOf(deploy, 'endpoint_mode'), 'deploy/endpoint_mode', text),
  };
}

class ServiceReader {
  constructor(
    private readonly node: DataMap,
    private readonly places: ComposePlaces,
  ) {}

  /** A value as a field; `key` is where it would stand. */
  field<T>(
    value: DataNode | undefined,
    key: string,
    read: (text: string) => T | undefined,
  ): Field<T> {
    const path = value ? this.places.pathOf(value) : `${this.places.pathOf(this.node)}/${key}`;
    const at = this.places.at(path);
    if (value === undefined || isMissing(value)) return absent(at.end, path);
    if (value.kind === 'unknown') return openValue(value.why, value.expression, at, path);
    const text = textOf(value);
    const result = text === undefined ? undefined : read(text);
    return result === undefined
      ? unknown('no plain value', at, path)
      : known(result, at, path, originOf(value));
  }

  texts(node: DataNode | undefined): Readonly<Record<string, Field<string>>> {
    const own = entriesOf(node).filter(([name]) => name !== OPEN);
    const fields: [string, Field<string>][] = own.map(([name, value]) => [
      name,
      isMissing(value) ? this.fromShell(name, value) : this.field(value, name, (text) => text),
    ]);
    return Object.fromEntries(fields);
  }

  /** A variable without a value is taken from whoever starts compose. */
  private fromShell(name: string, value: DataNode): Field<string> {
    const path = this.places.pathOf(value);
    return openValue(
      `the variable ${name} of the shell`,
      `\${${name}}`,
      this.places.at(path),
      path,
    );
  }

  /** `null` where the image's holds. */
  command(key: string): Placed<CommandLine> | null {
    const value = this.node.entries.get(key);
    if (value === undefined || (value.kind === 'scalar' && value.value === null)) return null;
    const path = this.places.pathOf(value);
    const at = this.places.at(path);
    if (value.kind !== 'list' || value.open)
      return { at, path, form: 'exec', text: '', words: null };
    const words = value.items.map(wordOf);
    const text = words.map((word) => word.replaceAll('\\$', '$')).join(' ');
    return execWords(words, text, at, path);
  }

  healthcheck(): Placed<HealthcheckFact> | null {
    const value = this.node.entries.get('healthcheck');
    if (!value || isMissing(value)) return null;
    const path = this.places.pathOf(value);
    const test = entryOf(value, 'test');
    const seconds = (key: string) =>
      this.field(entryOf(value, key), `healthcheck/${key}`, durationSeconds);
    const [kind, ...rest] = itemsOf(test).map(wordOf);
    return {
      at: this.places.at(path),
      path,
      disabled: textOf(entryOf(value, 'disable')) === 'true' || kind === 'NONE',
      test: test && kind !== undefined && kind !== 'NONE' ? this.test(test, kind, rest) : null,
      interval: seconds('interval'),
      timeout: seconds('timeout'),
      startPeriod: seconds('start_period'),
      retries: this.field(entryOf(value, 'retries'), 'healthcheck/retries', count),
    };
  }

  private test(test: DataNode, kind: string, rest: readonly string[]): Placed<CommandLine> {
    const path = this.places.pathOf(test);
    const at = this.places.at(path);
    const text = rest.join(' ').replaceAll('\\$', '$');
    return kind === 'CMD-SHELL' ? shellForm(text, at, path) : execWords(rest, text, at, path);
  }
}

/** A word in the spelling of `CommandLine`; what compose itself could not fill in is computed. */
function wordOf(node: DataNode): string {
  if (node.kind !== 'unknown') return (textOf(node) ?? '').replaceAll('$', '\\$');
  // A tag stands for what a build could not tell.
  if (node.expression?.startsWith('!')) return '$(?)';
  return (
    textParts(node.expression ?? '', 'doubled')
      .map((part) => {
        if (part.kind === 'literal') return part.text.replaceAll('$', '\\$');
        return part.kind === 'computed' ? part.text : `$(compose: ${part.name})`;
      })
      .join('') || '$(?)'
  );
}

function openValue<T>(why: string, expression: string | null, at: Span, path: string): Field<T> {
  const variable =
    expression === null ? undefined : soleParameter(textParts(expression, 'doubled'));
  const plain = unknown(why, at, path);
  const field = expression?.includes('$') ? { ...plain, expression } : plain;
  return variable ? { ...field, reference: { space: 'variable', ...variable } } : field;
}

function originOf({ trail }: DataNode): Origin {
  return trail.some(({ how }) => how === 'default') ? 'derived' : 'declared';
}

function count(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function flag(text: string): boolean | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

function entriesOf(node: DataNode | undefined): readonly (readonly [string, DataNode])[] {
  return node?.kind === 'map' ? [...node.entries] : [];
}
