import type { Node } from '../../syntax/node';
import { assignedName, isOpen, pairsOf, valueIn } from '../../tables/objects';
import { recordsOf } from '../../tables/records';
import {
  type ColumnOfModel,
  importsOf,
  type KeyOfModel,
  keysBy,
  type ModelOfCode,
  type Tables,
} from '../../tables/table';
import { children, descendants } from '../../tree';
import { defineLibrary, pool } from '../library';
import { MONGODB_DRIVER } from '../mongodb-options';

const SAYS_INDEX = /\b(?:index|unique|sparse|text)\s*:\s*(?!false\b)/;
/** Plugins that make no index of fields that are there already, by what they are called. */
const HARMLESS =
  /(?:paginat|tojson|lean|autopopulate|delete|history|timestamp|virtuals|audit|slug|hidden|private|unique-?validator)/i;

function columnOf(name: string, value: Node): ColumnOfModel {
  const isObject = value.type === 'object';
  const written = value.text;
  const type = isObject ? (valueIn(value, 'type')?.text ?? '') : written;
  const isPlain = isObject ? !isOpen(value) && type !== '' : /^(?:\w+\.)*[A-Z]\w*$/.test(written);
  return {
    names: [name],
    type: /\bBoolean\b/.test(type) || /\benum\s*:/.test(written) ? 'bool' : 'text',
    indexed: SAYS_INDEX.test(written) || !isPlain,
    unique: /\bunique\s*:\s*true\b/.test(written),
    to: /\bref\s*:\s*["'](\w+)["']/.exec(written)?.[1] ?? null,
  };
}

/** What is done with a schema beside its fields: its indexes; nothing where somebody may add one that is not seen. */
function keysOf(
  schema: string,
  file: Parameters<Tables['read']>[0],
): readonly KeyOfModel[] | undefined {
  const keys: KeyOfModel[] = [];
  for (const { receiver, method, arguments: values, node } of file.uses.all) {
    if (receiver === schema) {
      if (method === 'index') {
        const [first, ...others] = pairsOf(
          children(node.childForFieldName('arguments') ?? node)[0],
        );
        if (!first) return undefined;
        const isUnique = /\bunique\s*:\s*true\b/.test(values[1]?.text ?? '');
        keys.push(
          ...keysBy(
            first.name,
            isUnique,
            others.map(({ name }) => name),
          ),
        );
      } else if (method === 'plugin' && !HARMLESS.test(values[0]?.text ?? '')) return undefined;
      else if (/^(?:add|discriminator|clone|set)$/.test(method)) {
        if (method === 'add' || method === 'clone') return undefined;
      }
    } else if (
      values.some(({ text }) => text === schema) &&
      !/^(?:model|Schema|discriminator|forFeature)$/.test(method)
    ) {
      return undefined;
    }
  }
  return keys;
}

/** Models of schemas that are written out in the same file: `mongoose.model('Order', orderSchema)`. */
function calledModels(file: Parameters<Tables['read']>[0]): readonly ModelOfCode[] {
  const schemas = new Map<string, Node>();
  for (const made of descendants(file.root, ['new_expression'])) {
    const maker = made.childForFieldName('constructor')?.text ?? '';
    const [fields] = children(made.childForFieldName('arguments') ?? made);
    const name = assignedName(made);
    if (!/^(?:\w+\.)?Schema$/.test(maker) || name === undefined || fields?.type !== 'object')
      continue;
    schemas.set(name, fields);
  }
  if (schemas.size === 0) return [];
  return file.uses.all.flatMap((use): readonly ModelOfCode[] => {
    if (use.method !== 'model') return [];
    const named = /^["'](\w+)["']$/.exec(use.arguments[0]?.text ?? '')?.[1];
    const schema = use.arguments[1]?.text ?? '';
    const fields = schemas.get(schema);
    const keys = fields && keysOf(schema, file);
    if (named === undefined || !fields || !keys) return [];
    const columns = pairsOf(fields).map(({ name, value }) => columnOf(name, value));
    const names = [named, ...[assignedName(use.node) ?? []].flat()];
    return columns.length === 0
      ? []
      : [{ names, at: fields, table: named, dialect: 'mongodb', columns, keys }];
  });
}

/** Classes that Nest makes schemas of. */
function decoratedModels(file: Parameters<Tables['read']>[0]): readonly ModelOfCode[] {
  return recordsOf(file.root).flatMap(({ name, head, fields }) => {
    const made = file.uses.all.find(
      (use) => use.method === 'createForClass' && use.arguments[0]?.text === name.text,
    );
    const keys = keysOf((made && assignedName(made.node)) ?? `${name.text}Schema`, file);
    if (!/@Schema\(/.test(head) || !keys) return [];
    const columns = fields.flatMap(({ name: field, marks, type }): readonly ColumnOfModel[] => {
      if (!/@Prop\(/.test(marks)) return [];
      const isFew = /\bboolean\b|\benum\s*:/i.test(`${type} ${marks}`);
      const indexed = SAYS_INDEX.test(marks) || /\.\.\./.test(marks);
      const unique = /\bunique\s*:\s*true\b/.test(marks);
      return [{ names: [field], type: isFew ? 'bool' : 'text', indexed, unique, to: null }];
    });
    return columns.length === 0
      ? []
      : [{ names: [name.text], at: name, table: name.text, dialect: 'mongodb', columns, keys }];
  });
}

const tables: Tables = {
  adds: 'index: true on COLUMN of MODEL adds one.',
  read(file) {
    if (!/^(?:typescript|tsx)$/.test(file.grammar)) return [];
    if (!importsOf(file, /^(?:mongoose|@nestjs\/mongoose)$/)) return [];
    return [...calledModels(file), ...decoratedModels(file)];
  },
};

/** Mongoose, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Mongoose',
  language: 'javascript',
  modules: ['mongoose'],
  engine: 'mongodb',
  constructs: [pool('createConnection', 1), { ...pool('connect', 1), shared: true }],
  options: MONGODB_DRIVER,
  inAddress: { max: 'maxPoolSize', min: 'minPoolSize' },
  unknownOption: 'throws',
  acquires: 'forever',
  minAboveMax: 'throws',
  models: { makes: /^model$/, base: /^Model$/ },
  tables,
  snippet: {
    prefix: 'pool-mongoose',
    lines: [
      "import mongoose from 'mongoose';",
      '',
      "await mongoose.connect(process.env.MONGODB_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '9.12 (mongodb 7.9)',
  since: 6,
  source: 'mongoose.pool',
});
