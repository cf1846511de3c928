import type { TableFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { MODEL_ITSELF, readPrismaModels } from '../../syntax/prisma-models';
import { tableOf } from '../../text/tables';
import type { Entry } from './entries';

const DIALECTS = tableOf<TableFact['dialect']>({
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
});

/** The tables that the models of a Prisma schema are, by the names that code calls the models; of MongoDB none. */
export function prismaTables(
  entries: readonly Entry[],
  text: string,
): readonly Placed<TableFact>[] {
  const provider = entries.find(({ keys }) => keys.join('.') === 'datasource.provider')?.text;
  if (provider === 'mongodb') return [];
  const small = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  const smallOf = (named: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(named).map((pair) => small(pair)));
  return readPrismaModels(text).map(
    ({ name, nameAt, columns, indexed, unique, foreign, mapped }) => ({
      ...{ kind: 'table', path: `/models/${name}`, at: nameAt, action: 'created' },
      table: `model ${name.toLowerCase()}`,
      dialect: (provider !== undefined && DIALECTS[provider]) || 'unknown',
      columns: smallOf(columns),
      indexed: small(indexed),
      unique: unique.map(small),
      foreign: Object.fromEntries(
        Object.entries(foreign).map(([field, other]) => [
          field.toLowerCase(),
          `model ${other.toLowerCase()}`,
        ]),
      ),
      model: {
        written: Object.fromEntries(
          [name, ...Object.keys(columns)].map((written) => [written.toLowerCase(), written]),
        ),
        adds: '@@index([COLUMN]) in the model MODEL, and a migration, add one.',
        table: (mapped[MODEL_ITSELF] ?? name).toLowerCase(),
        columns: Object.fromEntries(
          Object.entries(mapped).map(([field, column]) => small([column, field])),
        ),
      },
    }),
  );
}
