import type { CommandLine, ServerSettingsFact } from '../../contracts/fact';
import type {
  Container,
  FactEntry,
  KnownProgram,
  StoreNode,
  Variable,
  WorkloadNode,
  WorkloadTest,
} from '../../contracts/system';
import { INI_DIALECTS, type IniDialect, readIni } from '../../syntax/ini';
import { tableOf } from '../../text/tables';
import type { SystemContext } from '../context';
import { textOf } from '../factors';
import { idOf } from '../identifiers';
import { filledText, variablesOf } from '../variables';

/** A container of it is a store or a pooler. */
export const HOLDS_STORE: WorkloadTest = {
  name: 'holds a store',
  holds: ({ containers }) =>
    containers.some(({ known }) => known?.role === 'store' || known?.role === 'pooler'),
};

/** Database servers, caches, brokers and poolers that run as workloads. */
export function workloadStores(
  context: SystemContext,
  workloads: readonly WorkloadNode[],
): readonly StoreNode[] {
  return workloads.flatMap((workload): readonly StoreNode[] => {
    const found = workload.containers.flatMap((container): readonly StoreNode[] => {
      const { known, role, at } = container;
      if (!known || role === 'init' || (known.role !== 'store' && known.role !== 'pooler')) {
        return [];
      }
      // What stands beside a program of the project is its proxy or its pooler, else a helper.
      const isBeside = known.role === 'store' && workload.role !== 'store';
      if (known.engine === 'tool' || isBeside) return [];
      if (known.engine === 'proxy') return throughProxy(workload, container);
      const { settings, open } = settingsOf(workload, container, context, known);
      const isPooler = known.role === 'pooler';
      return [
        {
          id: idOf('store', workload.id, isPooler ? container.name : null),
          kind: isPooler ? 'pooler' : 'store',
          name: workload.role === known.role ? workload.name : `${known.name} of ${workload.name}`,
          store: known.store,
          engine: known.engine,
          at,
          workload,
          container,
          operated: null,
          hosted: null,
          settings,
          settingsOpen: open,
          certainty: 'stated',
        },
      ];
    });
    // A server's pod may hold more than one of a kind: the first is what others reach.
    const server = found.find(({ kind }) => kind === 'store');
    return found.filter((store) => store === server || store.kind === 'pooler' || isProxy(store));
  });
}

function isProxy({ container }: StoreNode): boolean {
  return container?.known?.engine === 'proxy';
}

/** The servers of a cloud that a proxy leads to, one connection for each that it is given. */
function throughProxy(workload: WorkloadNode, container: Container): readonly StoreNode[] {
  const { variables, at } = container;
  const own = variablesOf([variables], container.open);
  const words = [container.entrypoint, container.command].flatMap((line) => line?.words ?? []);
  const named = [
    ...words,
    ...[...variables].flatMap(([name, value]) =>
      /INSTANCE/i.test(name) && value.state === 'known' ? [value.value] : [],
    ),
  ];
  const port = /--port[= ](\d+)/.exec(words.join(' '))?.[1];
  const instances = named.flatMap((word) => {
    const filled = filledText(word.replace(/^--?instances=/, ''), own);
    return 'why' in filled ? [] : filled.value.split(',').filter((text) => INSTANCE.test(text));
  });
  return [...new Set(instances)].map((text): StoreNode => {
    const { project = '', name = '' } = INSTANCE.exec(text)?.groups ?? {};
    const listens = /(?:=tcp:(?:[\d.]+:)?|[?&]port=)(\d+)/.exec(text)?.[1] ?? port;
    return {
      id: idOf('store', 'instance', project, name),
      kind: 'store',
      name,
      store: 'database',
      engine: ENGINES_OF_PORTS[listens ?? ''] ?? 'unknown',
      at,
      workload,
      container,
      operated: null,
      hosted: null,
      settings: new Map(),
      settingsOpen: 'it runs in a cloud',
      certainty: 'stated',
    };
  });
}

/** `project:region:instance` of Cloud SQL, the path of an instance of AlloyDB. */
const INSTANCE =
  /^(?<project>[\w.:-]{1,100}:[a-z][\w-]{1,40}:|projects\/[\w/.-]{1,200}\/instances\/)(?<name>[\w-]{1,100})(?=[=?]|$)/;

const ENGINES_OF_PORTS = tableOf<string>({
  '5432': 'postgres',
  '3306': 'mysql',
  '1433': 'mssql',
});

const PROGRAMS = tableOf<ServerSettingsFact['program']>({
  postgres: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  redis: 'redis',
  pooler: 'pgbouncer',
  mongodb: 'mongodb',
});

/** How a server reads the settings that a ConfigMap holds, and which of its entries are some. */
const FILES = tableOf<{ readonly name: RegExp; readonly dialect: IniDialect }>({
  postgres: { name: /^(?!.*(?:hba|ident)).*\.conf$/, dialect: INI_DIALECTS.postgresql },
  mysql: { name: /\.cnf$/, dialect: INI_DIALECTS.mysql },
  mariadb: { name: /\.cnf$/, dialect: INI_DIALECTS.mysql },
  redis: { name: /\.conf$/, dialect: INI_DIALECTS.redis },
  pooler: { name: /pgbouncer.{0,100}\.ini$/, dialect: INI_DIALECTS.pgbouncer },
});

/** Settings that a ConfigMap holds as a file of the pods. */
function mountedSettings(
  { fact, namespace }: WorkloadNode,
  engine: string,
  context: SystemContext,
): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>();
  const file = FILES[engine];
  if (!file || fact.kind !== 'workload') return found;
  const names = fact.configVolumes.flatMap((value) => textOf(value) ?? []);
  for (const { uri, fact: map } of context.of('config-map')) {
    const space = textOf(map.namespace);
    const isNear = space === undefined || namespace === null || space === namespace;
    if (!isNear || !names.includes(textOf(map.name) ?? '')) continue;
    for (const [name, text] of Object.entries(map.data)) {
      if (text.state !== 'known' || !file.name.test(name)) continue;
      const at = { uri, path: text.path };
      for (const { section, name: setting, value } of readIni(text.value, file.dialect).entries) {
        const isServer = /^(?:|pgbouncer|mysqld|server|mariadb)$/.test(section);
        const named = isServer ? key(setting) : `${section}/${setting}`;
        found.set(named, { state: 'known', value, at });
      }
    }
  }
  return found;
}

function settingsOf(
  workload: WorkloadNode,
  container: Container,
  context: SystemContext,
  { engine, plain }: KnownProgram,
): { readonly settings: ReadonlyMap<string, Variable>; readonly open: string | null } {
  const settings = new Map<string, Variable>();
  let open: string | null = plain
    ? null
    : `${container.image === null ? 'its image' : `the image ${container.image}`} has settings of its own`;
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
  const held = mountedSettings(workload, engine, context);
  for (const [name, value] of held) settings.set(name, value);
  // A pooler is set up by its file alone.
  if (held.size > 0 && engine === 'pooler') open = null;
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
  if (file && mounted.length === 0 && held.size === 0) open ??= 'a settings file that is not here';
  if (engine === 'redis' && mounted.length === 0) {
    const words = container.command?.words ?? [];
    if (held.size === 0 && words.some((word) => /\.conf$/.test(word)))
      open ??= 'a settings file that is not here';
  }
  // Published images of servers take no such setting from a variable.
  if (container.open !== null && !plain) open ??= container.open;
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
