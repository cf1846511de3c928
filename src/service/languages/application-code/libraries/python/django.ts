import { type RecordOfCode, recordsOf } from '../../tables/records';
import {
  type ColumnOfModel,
  callsIn,
  importsOf,
  type KeyOfModel,
  keysBy,
  keywordOf,
  type ModelOfCode,
  quotedIn,
  type Tables,
} from '../../tables/table';
import { defineLibrary } from '../library';

/** Fields that make no index by themselves; a SlugField makes one, and who knows what one of the project's own does. */
const PLAIN =
  /^(?:(?:Big|Small|Positive|PositiveBig|PositiveSmall)?IntegerField|(?:Char|Text|Email|URL|UUID|Date|DateTime|Time|Duration|Decimal|Float|Boolean|NullBoolean|GenericIPAddress|FilePath|File|Image|Binary|JSON)Field)$/;
const RELATION = /^(?:ForeignKey|OneToOneField)$/;

function columnOf({ name, value }: RecordOfCode['fields'][number]): ColumnOfModel | undefined {
  const kind = /^(?:\w+\.)*(\w*Field|ForeignKey)\(/.exec(value)?.[1];
  if (kind === undefined || kind === 'ManyToManyField') return undefined;
  const [{ arguments: values } = { arguments: [] }] = callsIn(value, new RegExp(`^${kind}$`));
  const said = (keyword: string) => keywordOf(values, keyword);
  const relation = RELATION.test(kind);
  const unique = [said('unique'), said('primary_key')].includes('True') || kind === 'OneToOneField';
  const isIndexed = relation ? said('db_index') !== 'False' : !PLAIN.test(kind);
  const says = ['db_index', 'unique', 'primary_key'].some(
    (keyword) => (said(keyword) ?? 'False') !== 'False',
  );
  const to = /^["']?(?:\w+\.)*(\w+)["']?$/.exec(said('to') ?? values[0] ?? '')?.[1];
  const column = /^["'](\w+)["']$/.exec(said('db_column') ?? '')?.[1];
  return {
    names: [name, ...(relation ? [`${name}_id`] : []), ...(column === undefined ? [] : [column])],
    // Choices are few.
    type: /Boolean/.test(kind) || said('choices') !== undefined ? 'bool' : 'text',
    indexed: isIndexed || says || values.some((one) => one.startsWith('*')),
    unique,
    to: relation ? (to ?? '') : null,
  };
}

/** The keys of `class Meta`; nothing where they are put together elsewhere. */
function keysOf(meta: string): readonly KeyOfModel[] | undefined {
  if (/\b(?:indexes|constraints|unique_together|index_together)\s*\+?=\s*(?![\s[({])/.test(meta))
    return undefined;
  if (/[[(,]\s*\*/.test(meta)) return undefined;
  const made = callsIn(meta, /^(?:\w*Index|UniqueConstraint)$/).flatMap(
    ({ name, arguments: values }) => {
      const fields = quotedIn(keywordOf(values, 'fields') ?? '');
      const [first = '', ...others] = fields;
      // Over an expression, or under a condition, it is unique for some rows only.
      const isUnique = name === 'UniqueConstraint' && keywordOf(values, 'condition') === undefined;
      return fields.length > 0
        ? keysBy(first, isUnique, others)
        : quotedIn(values[0] ?? '').flatMap((one) => keysBy(one, false));
    },
  );
  const together = [...meta.matchAll(/\b(unique|index)_together\s*=\s*([^=]*)/g)].flatMap(
    ([, kind = '', written = '']) =>
      [...written.matchAll(/[[({]\s*(["']\w+["'][^()[\]{}]*)[)\]}]/g)].flatMap(([, inner = '']) => {
        const [first = '', ...others] = quotedIn(inner);
        return keysBy(first, kind === 'unique', others);
      }),
  );
  return [...made, ...together];
}

function modelOf(record: RecordOfCode): readonly ModelOfCode[] {
  const { name, fields, head } = record;
  const meta = record.nested('Meta') ?? '';
  const isNone = /\babstract\s*=\s*True\b|\bproxy\s*=\s*True\b|\bmanaged\s*=\s*False\b/.test(meta);
  const columns = fields.flatMap((field) => columnOf(field) ?? []);
  const keys = keysOf(meta);
  if (/\bdb_table\s*=\s*[^\s"'=]/.test(meta)) return [];
  if (isNone || !keys || columns.length === 0 || !/\(\s*[\w.]/.test(head)) return [];
  const table = /\bdb_table\s*=\s*["'](\w+)["']/.exec(meta)?.[1] ?? name.text;
  return [{ names: [name.text], at: name, table, columns, keys }];
}

const tables: Tables = {
  adds: 'db_index=True on COLUMN of MODEL, or models.Index(fields=["COLUMN"]) under indexes of its Meta, and a migration, add one; AddIndexConcurrently adds it while the table is in use.',
  read(file) {
    if (file.grammar !== 'python' || !importsOf(file, /^django\b/)) return [];
    return recordsOf(file.root)
      .filter(({ rest }) => /\bmodels\.\w|Field\(|ForeignKey\(/.test(rest))
      .flatMap(modelOf);
  },
};

/** Django: what its models say of their tables. Its pools are settings, and its queries have no handle. */
export default defineLibrary({
  title: 'Django',
  language: 'python',
  modules: ['django.db.models'],
  packages: ['django'],
  tables,
  version: '5.2',
  source: 'django.indexes',
});
