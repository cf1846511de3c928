import { type RecordOfCode, recordsOf } from '../../tables/records';
import {
  type ColumnOfModel,
  callsIn,
  importsOf,
  type KeyOfModel,
  keysBy,
  type ModelOfCode,
  quotedIn,
  snakeCase,
  type Tables,
} from '../../tables/table';
import { transaction } from '../leases';
import { connections, defineLibrary, pool, setting } from '../library';
import { MAX } from '../meanings';

const COLUMN = /@(?:Column|PrimaryColumn|PrimaryGeneratedColumn|\w+Column|Generated)\(/;
const TO_ONE = /@(?:ManyToOne|OneToOne)\(/;

function columnOf({
  name,
  marks,
  type,
}: RecordOfCode['fields'][number]): ColumnOfModel | undefined {
  const isRelation = TO_ONE.test(marks);
  if (!isRelation && !COLUMN.test(marks)) return undefined;
  if (/@(?:OneToMany|ManyToMany)\(/.test(marks)) return undefined;
  const called = /@(?:Join)?Column\(\s*(?:\{[^{}]*\bname:\s*)?["'`](\w+)["'`]\s*[,})]/.exec(
    marks,
  )?.[1];
  const isOneToOne = /@OneToOne\(/.test(marks) && /@JoinColumn\(/.test(marks);
  const unique =
    /\bunique:\s*true\b|@Primary\w*Column\(|@Unique\(|\bprimary:\s*true\b/.test(marks) ||
    isOneToOne;
  const to =
    /@(?:ManyToOne|OneToOne)\(\s{0,40}(?:\(?\w{0,40}\)?\s{0,40}=>\s{0,40})?["']?(\w+)/.exec(
      marks,
    )?.[1];
  return {
    names: [name, ...(isRelation ? [`${name}Id`] : []), ...(called === undefined ? [] : [called])],
    type: /\bboolean\b|["']enum["']|\benum:/.test(`${type} ${marks}`) ? 'bool' : 'text',
    // What a decorator of the project's own does is not known.
    indexed: /@(?:Index|\w*Index\w*)\(/.test(marks) || /@(?:OneToOne)\(/.test(marks),
    unique,
    to: isRelation ? (to ?? '') : null,
  };
}

/** `@Index(['a', 'b'])`, `@Index('name', ['a'])`, `@Index('name', (o) => [o.a])`, `@Unique(['a'])` of a class. */
function keysOf(head: string): readonly KeyOfModel[] {
  return callsIn(head, /^(?:Index|Unique)$/).flatMap(({ name, arguments: values }) => {
    const written = values.find((value) => /[[{]/.test(value)) ?? values.join(' ');
    const list = /[[{]([^\]}]*)/.exec(written)?.[1] ?? written;
    const columns = quotedIn(list).length > 0 ? quotedIn(list) : list.split(',');
    const [first = '', ...others] = columns;
    const isUnique = name === 'Unique' || /\bunique:\s*true/.test(values.join(' '));
    return keysBy(first, isUnique && !/\bwhere:/.test(values.join(' ')), others);
  });
}

/** Columns that are declared twice, as a relation and by themselves, are one: `customer` and `customerId`. */
function joined(columns: readonly ColumnOfModel[]): readonly ColumnOfModel[] {
  return columns.map((column) => {
    const same = columns.filter((other) => other.names.some((one) => column.names.includes(one)));
    return {
      ...column,
      names: [...new Set([...column.names, ...same.flatMap(({ names }) => names)])],
      indexed: same.some(({ indexed }) => indexed),
      unique: same.some(({ unique }) => unique),
      to: same.find(({ to }) => to !== null)?.to ?? null,
    };
  });
}

function modelOf({ name, head, fields }: RecordOfCode): readonly ModelOfCode[] {
  // A constant of another file names it.
  if (/@Entity\(\s*(?![\s"'`{)])/.test(head)) return [];
  if (!/@Entity\(/.test(head) || /\bextends\s+\w+\(/.test(head)) return [];
  const columns = joined(fields.flatMap((field) => columnOf(field) ?? []));
  if (columns.length === 0) return [];
  const table = /@Entity\(\s*(?:\{[^{}]*\bname:\s*)?["'`](?:\w+\.)?(\w+)["'`]/.exec(head)?.[1];
  const isView = /@ViewEntity\(/.test(head);
  const called = table ?? snakeCase(name.text);
  return isView
    ? []
    : [{ names: [name.text], at: name, table: called, columns, keys: keysOf(head) }];
}

const tables: Tables = {
  adds: '@Index() on COLUMN of MODEL, and a migration, add one.',
  read(file) {
    if (!/^(?:typescript|tsx)$/.test(file.grammar) || !importsOf(file, /^typeorm$/)) return [];
    return recordsOf(file.root).flatMap(modelOf);
  },
};

/** TypeORM, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'TypeORM',
  language: 'javascript',
  modules: ['typeorm', '@nestjs/typeorm'],
  engine: 'unknown',
  constructs: [
    pool('DataSource', 0),
    pool('TypeOrmModule.forRoot', 0),
    pool('TypeOrmModule.forRootAsync', 0),
  ],
  handedOn: 'extra',
  byEngine: { postgres: 10, mysql: 10, mariadb: 10, mssql: 10, oracle: 4 },
  options: [
    connections('poolSize', 'max', null, `${MAX} As the driver has it by default, mostly 10.`),
    connections('extra.max', 'max', null, 'The same, as the driver of PostgreSQL calls it.'),
    connections('extra.connectionLimit', 'max', null, 'The same, as those of MySQL call it.'),
    setting('extra', 'Options that are handed to the driver as they are: its own names count.'),
    setting('pool', 'Options of the pool of SQL Server.'),
    setting('acquireTimeout', 'How long connecting to MySQL may take.'),
    setting('connectTimeoutMS', 'How long opening a connection to PostgreSQL may take.'),
  ],
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  leases: [transaction(/^createQueryRunner$/, /^release$/, 'release')],
  managed: [{ take: /^transaction$/, parameter: 0 }],
  models: { base: /^BaseEntity$/ },
  tables,
  snippet: {
    prefix: 'pool-typeorm',
    lines: [
      "import { DataSource } from 'typeorm';",
      '',
      'export const dataSource = new DataSource({',
      "  type: 'postgres',",
      '  url: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '  extra: { connectionTimeoutMillis: 5000, idleTimeoutMillis: 30_000 },',
      '});',
    ],
  },
  version: '1.1',
  source: 'typeorm.pool',
});
