import type { Severity } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { Container, Mount, StoreNode, System, Variable } from '../../../contracts/system';
import { queueKeepers } from '../../../system/relations/redis';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/volume-beside-data',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Volume beside the data',
  summary: 'A server has a volume, and keeps its data where none is mounted.',
  citations: ['docker.redis-image', 'docker.postgres-image', 'guide.database'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const store of system.stores) {
      const { container } = store;
      const folder = container && dataFolderOf(store, container);
      const mount = container && folder ? besideOf(container, folder) : undefined;
      if (!mount?.kept || !folder) continue;
      const wanted = folder.replace(VERSIONED, '$1');
      report({
        at: mount.kept,
        severity: severityIn(system, severityOf(store, system)),
        message: `${store.name} keeps its data in ${folder}, where no volume is mounted, but one is at ${mount.target}: with the next container, a rollout or a move to another node, the data is gone. Mount the volume at ${wanted}.`,
        subject: store.id,
      });
    }
  },
});

/** Where the published image of a server keeps its data; `undefined` where that is not known. */
function dataFolderOf(
  { engine, settings, settingsOpen }: StoreNode,
  { known, open, variables, image, command }: Container,
): string | undefined {
  if (!known?.plain || open !== null || settingsOpen !== null) return undefined;
  const told = (value: Variable | undefined, plain: string | undefined) =>
    value === undefined ? plain : value.state === 'known' ? value.value : undefined;
  switch (engine) {
    case 'redis':
      return known.name === 'redis' || known.name === 'valkey'
        ? keepsNothing(command?.words ?? [], settings)
          ? undefined
          : told(settings.get('dir'), '/data')
        : undefined;
    case 'postgres': {
      const [, major] = /:(\d+)/.exec(image ?? '') ?? [];
      if (known.name !== 'postgres' || major === undefined) return undefined;
      // From 18 the image keeps each major version in a folder of its own.
      const plain =
        Number(major) >= 18 ? `/var/lib/postgresql/${major}/docker` : '/var/lib/postgresql/data';
      return told(settings.get('data_directory') ?? variables.get('PGDATA'), plain);
    }
    case 'mysql':
    case 'mariadb':
      return told(settings.get('datadir'), '/var/lib/mysql');
    case 'mongodb':
      return known.name === 'mongo' ? told(settings.get('dbpath'), '/data/db') : undefined;
    default:
      return undefined;
  }
}

/** The folder around those of the versions of PostgreSQL. */
const VERSIONED = /^(\/var\/lib\/postgresql)\/\d+\/docker$/;

/** A Redis that is told to write nothing: `--save ""` without `--appendonly yes`. */
function keepsNothing(words: readonly string[], settings: StoreNode['settings']): boolean {
  const isOff = words.some(
    (word, index) => word === '--save' && /^(?:""|'')?$/.test(words[index + 1] ?? '-'),
  );
  const appends = settings.get('appendonly');
  return isOff && (appends === undefined || (appends.state === 'known' && appends.value === 'no'));
}

/** A volume of a container that is not where its data is, and no mount is. */
function besideOf({ mounts, mountsKnown }: Container, folder: string): Mount | undefined {
  if (!mountsKnown || mounts.some(({ target }) => overlap(target, folder))) return undefined;
  return mounts.find(({ kept, target }) => kept !== null && target.startsWith('/'));
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => `${path.replace(/(?<!\/)\/+$/, '')}/`) as [
    string,
    string,
  ];
  return a.startsWith(b) || b.startsWith(a);
}

function severityOf(store: StoreNode, system: System): Severity {
  return store.engine !== 'redis' || queueKeepers(system).has(store.id) ? 'warning' : 'information';
}
