import type { TableFact } from '../../contracts/fact';
import { type Analysis, defineLanguage, type SourceText } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { tablesNamed } from '../shared/code-indexes';
import { isCode, isSource } from './detect';
import { roleChanges, rolesOf, SAYS_ROLES } from './roles';
import { changesOf } from './statements';
import { statementsOf } from './tokens';

declare module '../../contracts/rule' {
  interface Models {
    schema: SchemaModel;
  }
}

/** What a schema or a migration says; rules read it as facts, beside the code that asks. */
export interface SchemaModel {
  readonly tables: readonly TableFact[];
}

/** Schemas and migrations in SQL. */
export const sqlSchema = defineLanguage<SchemaModel>({
  id: 'sql-schema',
  analyse,
  edit: () => undefined,
  comment: (_source, text) => `-- ${text}`,
});

function analyse({ text, path: file }: SourceText): Analysis<SchemaModel> {
  if (isCode(file) || isSource(file)) return named(text);
  const places = new Map<string, Span>();
  const own = upwards(text);
  const dialect = dialectOf(own);
  const statements = statementsOf(own);
  const roles = rolesOf(SAYS_ROLES.test(own) ? statements.flatMap(roleChanges) : [], places);
  const tables = statements
    .flatMap((statement) => changesOf(statement, own))
    .map(({ at, ...change }, index): TableFact => {
      const path = `/tables/${index}`;
      places.set(path, at);
      return { kind: 'table', path, dialect, ...change };
    });
  return {
    model: { tables },
    syntax: [],
    facts: [...merged(tables), ...roles],
    places,
    comments: [...text.matchAll(/--([^\r\n]*)/g)].map(({ index, 0: whole, 1: said = '' }) => ({
      at: span(index, index + whole.length),
      text: said,
    })),
    description: 'a database schema in SQL',
    limits: [],
  };
}

/** A migration in another language may make an index of any table it names. */
function named(text: string): Analysis<SchemaModel> {
  const tables = tablesNamed(text);
  return {
    model: { tables },
    syntax: [],
    facts: tables,
    places: new Map(),
    comments: [],
    description: 'a migration that makes indexes',
    limits: [],
  };
}

/** A table that is filled a thousand times is filled. */
function merged(tables: readonly TableFact[]): readonly TableFact[] {
  const filled = new Set<string>();
  return tables.filter(({ action, table }) => {
    if (action !== 'filled') return true;
    const isNew = !filled.has(table);
    filled.add(table);
    return isNew;
  });
}

/** What takes a migration back again stands in the same file with goose, dbmate and sql-migrate. */
function upwards(text: string): string {
  const down = /^--\s*(?:\+goose\s+down|migrate:down|\+migrate\s+down)\b/im.exec(text);
  return down ? text.slice(0, down.index) : text;
}

function dialectOf(text: string): TableFact['dialect'] {
  if (/\bautoincrement\b|\bpragma\b|\bwithout\s+rowid\b/i.test(text)) return 'sqlite';
  if (/\bengine\s*=|\bauto_increment\b|`/i.test(text)) return 'mysql';
  return /\b(?:big|small)?serial\b|\bjsonb\b|\btimestamptz\b|\bgenerated\s+(?:always|by\s+default)\s+as\s+identity\b|\bgen_random_uuid\b|\bconcurrently\b|\busing\s+(?:gin|gist|btree|hash)\b|\bpublic\.|::\w+|\bcreate\s+(?:extension|type)\b|\btimestamp\s+with(?:out)?\s+time\s+zone\b|\bTIMESTAMP\(3\)/i.test(
    text,
  )
    ? 'postgresql'
    : 'unknown';
}
