import type { CommandLine, ServerSettingsFact } from '../../contracts/fact';
import type {
  Container,
  FactEntry,
  StoreNode,
  Variable,
  WorkloadNode,
} from '../../contracts/system';
import type { SystemContext } from '../context';
import { idOf } from '../identifiers';
import { knownImage } from '../images';

/** Database servers, caches, brokers and poolers that run as workloads. */
export function workloadStores(
  context: SystemContext,
  workloads: readonly WorkloadNode[],
): readonly StoreNode[] {
  return workloads.flatMap((workload): readonly StoreNode[] => {
    const container = workload.containers.find(
      ({ image, role }) => role === 'main' && image !== null && knownImage(image),
    );
    const known = container?.image ? knownImage(container.image) : undefined;
    if (!container || !known || (known.role !== 'store' && known.role !== 'pooler')) return [];
    if (known.engine === 'tool' || (known.role === 'store' && workload.role !== 'store')) return [];
    const { settings, open } = settingsOf(container, context, known.engine, known.plain);
    return [
      {
        id: idOf('store', workload.id),
        kind: known.role === 'pooler' ? 'pooler' : 'store',
        name: workload.name,
        store: known.store,
        engine: known.engine,
        at: container.at,
        workload,
        hosted: null,
        settings,
        settingsOpen: open,
        certainty: 'stated',
      },
    ];
  });
}

const PROGRAMS: Readonly<Record<string, ServerSettingsFact['program']>> = {
  postgres: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  redis: 'redis',
  pooler: 'pgbouncer',
  mongodb: 'mongodb',
};

function settingsOf(
  container: Container,
  context: SystemContext,
  engine: string,
  plain: boolean,
): { readonly settings: ReadonlyMap<string, Variable>; readonly open: string | null } {
  const settings = new Map<string, Variable>();
  let open: string | null = plain ? null : `the image ${container.image} has settings of its own`;
  const program = PROGRAMS[engine];
  const read = (entry: FactEntry<ServerSettingsFact>) => {
    for (const [name, value] of Object.entries(entry.fact.settings)) {
      const at = { uri: entry.uri, path: value.path };
      if (value.state === 'known')
        settings.set(key(name), { state: 'known', value: value.value, at });
      else if (value.state === 'unknown') {
        settings.set(key(name), { state: 'unknown', why: value.why, identity: null, at });
      }
    }
  };
  const facts = context.of('server-settings').filter(({ fact }) => fact.program === program);
  const mounted = facts.filter(({ file }) =>
    container.mounts.some(
      ({ source }) => source !== null && (source === file || file.startsWith(`${source}/`)),
    ),
  );
  for (const entry of mounted) read(entry);
  for (const [name, value] of container.variables) {
    const setting = variableSetting(name, engine);
    if (setting !== undefined) settings.set(setting, value);
  }
  for (const line of [container.entrypoint, container.command]) {
    if (!line) continue;
    if (line.words === null) {
      open ??= 'its command is a script';
      continue;
    }
    for (const [name, value] of argumentsOf(line)) {
      settings.set(key(name), {
        state: 'known',
        value,
        at: { uri: container.at.uri, path: line.path },
      });
    }
  }
  const file = settings.get('config_file');
  if (file && mounted.length === 0) open ??= 'a settings file that is not here';
  if (engine === 'redis' && mounted.length === 0) {
    const words = container.command?.words ?? [];
    if (words.some((word) => /\.conf$/.test(word))) open ??= 'a settings file that is not here';
  }
  if (container.open !== null) open ??= container.open;
  return { settings, open };
}

function key(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}

/** Images that take settings from variables: Bitnami's, and those of PgBouncer. */
function variableSetting(name: string, engine: string): string | undefined {
  const plain = name.toLowerCase();
  if (engine === 'pooler') return plain.replace(/^pgbouncer_/, '');
  const [, setting] =
    /^(?:postgresql|postgres|mysql|mariadb|redis)_(max_connections|maxmemory|maxmemory_policy)$/.exec(
      plain,
    ) ?? [];
  return setting;
}

/** `-c name=value`, `--name=value`, `--name value`. */
function argumentsOf({ words }: CommandLine): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  const all = words ?? [];
  for (let index = 0; index < all.length; index++) {
    const word = (all[index] ?? '').replace(/^['"]|['"]$/g, '');
    const next = (all[index + 1] ?? '').replace(/^['"]|['"]$/g, '');
    if (word === '-c' || word === '-C') {
      const [, name, value] = /^([\w.]+)\s*=\s*(.*)$/.exec(next) ?? [];
      if (name !== undefined && value !== undefined)
        found.push([name, value.replace(/^['"]|['"]$/g, '')]);
      index++;
    } else if (/^-c[\w.]+=/.test(word)) {
      found.push([word.slice(2, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
    } else if (word === '-N' && /^\d+$/.test(next)) found.push(['max_connections', next]);
    else if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      if (equals > 0) found.push([word.slice(2, equals), word.slice(equals + 1)]);
      else if (next !== '' && !next.startsWith('-')) {
        found.push([word.slice(2), next]);
        index++;
      }
    }
  }
  return found;
}
