import { type Mapper, readsOne } from '../../queries/found';
import type { Node } from '../../syntax/node';
import { assignedName, isOpen, pairsOf, valueIn } from '../../tables/objects';
import { recordsOf } from '../../tables/records';
import {
  type ColumnOfModel,
  importsOf,
  type KeyOfModel,
  keysBy,
  type ModelOfCode,
  quotedIn,
  type Tables,
} from '../../tables/table';
import { children } from '../../tree';
import { transaction } from '../leases';
import { connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { IDLE, MAX, MIN, WAIT } from '../meanings';

/** A column by the name and the value it has among the attributes of a model. */
function columnOf(name: string, value: Node): ColumnOfModel {
  const isObject = value.type === 'object';
  const said = (option: string) => (isObject ? valueIn(value, option)?.text : undefined);
  const field = /^["'](\w+)["']$/.exec(said('field') ?? '')?.[1];
  const isUnique = ['unique', 'primaryKey'].some((option) => (said(option) ?? 'false') !== 'false');
  const isPlain = isObject
    ? !isOpen(value)
    : /\b(?:DataTypes|Sequelize|S|STRING|TEXT|INTEGER|BIGINT|UUID|DATE\w*)\b/.test(value.text);
  return {
    names: field === undefined ? [name] : [name, field],
    type: /\b(?:BOOLEAN|ENUM)\b/.test(value.text) ? 'bool' : 'text',
    indexed: isUnique || !isPlain,
    unique: said('unique') === 'true' || said('primaryKey') === 'true',
    // What another model says by `hasMany` makes a foreign key too.
    to: said('references') !== undefined || /[a-z]Id$|_id$/.test(name) ? '' : null,
  };
}

/** The keys of `indexes: [{ fields: ['a'] }]`; nothing where some of them are put together elsewhere. */
function keysOf(options: Node | undefined): readonly KeyOfModel[] | undefined {
  if (!options) return [];
  if (isOpen(options)) return undefined;
  const indexes = valueIn(options, 'indexes');
  if (!indexes) return children(options).some(({ text }) => text === 'indexes') ? undefined : [];
  if (indexes.type !== 'array' || children(indexes).some((one) => isOpen(one))) return undefined;
  return children(indexes).flatMap((index) => {
    const [first, ...others] = children(valueIn(index, 'fields') ?? index);
    const isUnique = valueIn(index, 'unique')?.text === 'true' && !valueIn(index, 'where');
    return quotedIn(first?.text ?? '').flatMap((one) =>
      keysBy(
        one,
        isUnique,
        others.flatMap((other) => quotedIn(other.text)),
      ),
    );
  });
}

/** `sequelize.define('Order', attributes, options)`, `Order.init(attributes, options)`. */
function calledModels({ uses }: Parameters<Tables['read']>[0]): readonly ModelOfCode[] {
  return uses.all.flatMap((use) => {
    const isInit = use.method === 'init' && /^[A-Z]\w*$|^super$/.test(use.receiver);
    if (use.method !== 'define' && !isInit) return [];
    const values = children(use.node.childForFieldName('arguments') ?? use.node);
    const [attributes, options] = isInit ? values : values.slice(1);
    const named = isInit ? use.receiver : /^["'](\w+)["']$/.exec(values[0]?.text ?? '')?.[1];
    const keys = keysOf(options);
    if (attributes?.type !== 'object' || named === undefined || !keys) return [];
    const said = valueIn(options, 'tableName')?.text;
    const table = said === undefined ? named : /^["'](\w+)["']$/.exec(said)?.[1];
    if (table === undefined) return [];
    const columns = pairsOf(attributes).map(({ name, value }) => columnOf(name, value));
    const names = [named, ...[assignedName(use.node) ?? []].flat()];
    return columns.length === 0 ? [] : [{ names, at: values[0] ?? use.node, table, columns, keys }];
  });
}

/** The classes of sequelize-typescript, whose columns are decorated. */
function decoratedModels({ root }: Parameters<Tables['read']>[0]): readonly ModelOfCode[] {
  return recordsOf(root).flatMap(({ name, head, fields }) => {
    if (!/@Table\b/.test(head) || /\bindexes\b|\.\.\./.test(head)) return [];
    const columns = fields.flatMap(({ name: field, marks, type }): readonly ColumnOfModel[] => {
      if (!/@Column\b/.test(marks)) return [];
      const unique = /\bunique:\s*true|@Unique\b|@PrimaryKey\b|\bprimaryKey:\s*true/.test(marks);
      const isFew = /\bboolean\b|\b(?:BOOLEAN|ENUM)\b/.test(`${type} ${marks}`);
      const indexed = /\bunique\b|@\w*Index\w*|@Unique\b/.test(marks);
      const to = /@ForeignKey\(/.test(marks) ? '' : null;
      return [{ names: [field], type: isFew ? 'bool' : 'text', indexed, unique, to }];
    });
    const table = /\btableName:\s*["'](\w+)["']/.exec(head)?.[1] ?? name.text;
    return columns.length === 0 ? [] : [{ names: [name.text], at: name, table, columns, keys: [] }];
  });
}

/** `user.getOrders()`, `user.countOrders()`: what an association makes of each row, where the file has that model. */
const association: Mapper = (use, { has, handles }) => {
  const [, verb = '', what = ''] = /^(get|count|has)([A-Z]\w*)$/.exec(use.method) ?? [];
  if (verb === '' || !/^[a-z]\w*$/.test(use.receiver) || !has(/^sequelize(?:-typescript)?$/))
    return undefined;
  const isModel = [what, what.replace(/s$/, ''), what.replace(/ies$/, 'y')].some(
    (name) => handles.of(name)?.kind === 'model',
  );
  return isModel && (use.awaited || use.result.kind === 'returned') ? readsOne(what) : undefined;
};

const tables: Tables = {
  adds: 'indexes: [{ fields: ["COLUMN"] }] of MODEL, and a migration, add one.',
  read(file) {
    if (!/^(?:typescript|tsx)$/.test(file.grammar)) return [];
    const isNear =
      importsOf(file, /^sequelize(?:-typescript)?$/) ||
      file.uses.all.some(
        ({ method, receiver }) => method === 'define' && /sequelize$/i.test(receiver),
      );
    return isNear ? [...calledModels(file), ...decoratedModels(file)] : [];
  },
};

/** Sequelize, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Sequelize',
  language: 'javascript',
  modules: ['sequelize', 'sequelize-typescript'],
  engine: 'unknown',
  constructs: [pool('Sequelize', 'last', ['pool']), pool('default', 'last', ['pool'])],
  options: [
    connections('max', 'max', 5, MAX),
    connections('min', 'min', 0, MIN),
    milliseconds('acquire', 'acquireTimeout', 60_000, WAIT),
    milliseconds('idle', 'idleTimeout', 10_000, IDLE),
    milliseconds('evict', 'other', 1000, 'How often idle connections are looked for.'),
    setting('maxUses', 'After how many uses a connection is replaced.'),
    setting('validate', 'Tests a connection before it is handed out.'),
  ],
  unknownOption: 'ignored',
  acquires: 'limited',
  minAboveMax: 'throws',
  leases: [transaction(/^(?:startUnmanagedT|t)ransaction$/, /^(?:commit|rollback)$/, 'rollback')],
  managed: [{ take: /^transaction$/, parameter: 0 }],
  transactionOption: 'transaction',
  models: { base: /^Model$/, defines: /^define$/ },
  tables,
  queries: [association],
  snippet: {
    prefix: 'pool-sequelize',
    lines: [
      "import { Sequelize } from 'sequelize';",
      '',
      "export const sequelize = new Sequelize(process.env.DATABASE_URL ?? '', {",
      '  pool: {',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  version: '6.37',
  source: 'sequelize.pool',
});
