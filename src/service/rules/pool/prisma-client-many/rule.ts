import { type PoolAtLoad, poolsOfOneProcess } from '../../../architecture/together';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { folderOf, joined, pathFrom } from '../../../text/paths';

export default defineRule({
  id: 'pool/prisma-client-many',
  since: '0.2.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Many Prisma clients',
  summary: 'Several modules of one package each make a PrismaClient of their own.',
  citations: ['prisma.pool', 'prisma.client-instance', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['guided'],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const groups = poolsOfOneProcess(architecture, ({ entry, code }) =>
      entry.fact.library === '@prisma/client' && code.address !== null
        ? `${resolved(code.from ?? '', entry.file)}\n${code.address}`
        : undefined,
    );
    for (const together of groups) {
      const files = new Set(together.map(({ entry }) => entry.file));
      if (files.size < 2) continue;
      const home = homeOf(together);
      for (const client of together.filter((other) => other !== home)) {
        const { uri, fact } = client.entry;
        report({
          at: { uri, path: fact.path },
          message: `${files.size} modules of this package each make a PrismaClient, and each client opens a pool of its own: one process then opens up to ${files.size} times the connections. ${advice(home)}`,
          related: together
            .filter((other) => other !== client)
            .slice(0, MOST_RELATED)
            .map(({ entry }) => ({
              at: { uri: entry.uri, path: entry.fact.path },
              message: 'another client is made here',
            })),
          fixes: () => fixes(client, home, files.size),
        });
      }
    }
  },
});

/** A list of many places is read by nobody. */
const MOST_RELATED = 5;

/** The one client that others can take. */
function homeOf(clients: readonly PoolAtLoad[]): PoolAtLoad | undefined {
  const homes = clients.filter(({ code }) => code.exported);
  return homes.length === 1 ? homes[0] : undefined;
}

function advice(home: PoolAtLoad | undefined): string {
  return home
    ? `Import the one of ${home.entry.file} instead.`
    : 'Make one in a module of its own, and import it everywhere.';
}

/** Only the plainest form is rewritten; the language refuses where the file is any different. */
function fixes(
  { entry, code }: PoolAtLoad,
  home: PoolAtLoad | undefined,
  count: number,
): readonly Fix[] {
  if (!home?.code.name || !code.name) return [];
  const specifier = relative(entry.file, home.entry.file);
  const name = home.code.name === code.name ? code.name : `${home.code.name} as ${code.name}`;
  return [
    {
      title: `Import ${home.code.name} of ${home.entry.file}: ${count} pools in each process → ${count - 1}`,
      kind: 'guided',
      edits: [
        {
          uri: entry.uri,
          path: entry.fact.path,
          change: { op: 'replace', text: `import { ${name} } from '${specifier}';` },
        },
      ],
    },
  ];
}

/** What a specifier stands for, so that two files that write it differently agree. */
function resolved(specifier: string, file: string): string {
  return specifier.startsWith('.')
    ? joined(folderOf(file), specifier).replace(/\/index$/, '')
    : specifier;
}

/** How one file imports another, without its extension. */
function relative(from: string, to: string): string {
  return pathFrom(folderOf(from), to.replace(/\.[cm]?[jt]sx?$/, ''));
}
