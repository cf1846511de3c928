import { type Span, span } from '../contracts/span';

/** A model of a Prisma schema, as far as tables go: names as they are written. */
export interface PrismaModel {
  readonly name: string;
  readonly nameAt: Span;
  /** Its fields that are columns, with the types that are written; those of an enumeration are `enum`. */
  readonly columns: Readonly<Record<string, string>>;
  /** The fields that a key, a unique constraint or an index begins with. */
  readonly indexed: readonly string[];
  /** What the database calls the model and its fields, where that is another name. */
  readonly mapped: Readonly<Record<string, string>>;
  /** Fields of which no two rows have the same, each time together. */
  readonly unique: readonly (readonly string[])[];
  /** The fields by which it names a row of another model, the first of each relation, and that model. */
  readonly foreign: Readonly<Record<string, string>>;
}

const MODEL = /^[ \t]*model[ \t]+(\w+)[ \t]*\{/;
const FIELD = /^[ \t]*(\w+)[ \t]+(\w+)(\[\])?\??/;
const SCALAR = /^(?:String|Boolean|Int|BigInt|Float|Decimal|DateTime|Json|Bytes|Unsupported)$/;
/** `@@index([customerId, createdAt(sort: Desc)])`, with `fields:` or without. */
const BLOCK = /^[ \t]*@@(id|unique|index)\([^[\n]*\[([^\]\n]*)/;
/** The key of {@link PrismaModel.mapped} under which the model itself stands. */
export const MODEL_ITSELF = '@@map';
const MAPPED = /@(@?)map\([ \t]*(?:name:[ \t]*)?"(\w+)"/;
const RELATED_BY = /\bfields:[ \t]*\[[ \t]*(\w+)/;

/** Reads the models of a schema, line by line; types that are models themselves are no columns. Never throws. */
export function readPrismaModels(text: string): readonly PrismaModel[] {
  const lines = text.split('\n');
  const names = new Set(lines.map((line) => MODEL.exec(line)?.[1]));
  const found: PrismaModel[] = [];
  let open: Body | undefined;
  let start = 0;
  for (const line of lines) {
    const name = MODEL.exec(line)?.[1];
    if (name !== undefined) {
      const at = start + line.indexOf(name, line.indexOf('model') + 'model'.length);
      open = { columns: {}, indexed: [], unique: [], foreign: {}, mapped: {} };
      found.push({ name, nameAt: span(at, at + name.length), ...open });
    } else if (/^[ \t]*\}/.test(line)) open = undefined;
    else if (open) readLine(line.replace(/\/\/.*$/, ''), open, names);
    start += line.length + 1;
  }
  return found;
}

interface Body {
  readonly columns: Record<string, string>;
  readonly indexed: string[];
  readonly unique: (readonly string[])[];
  readonly foreign: Record<string, string>;
  readonly mapped: Record<string, string>;
}

function readLine(
  line: string,
  { columns, indexed, unique, foreign, mapped: mappedTo }: Body,
  models: ReadonlySet<string | undefined>,
): void {
  const [, kind, fields = ''] = BLOCK.exec(line) ?? [];
  const [first, ...more] = fields.split(',').map((field) => /\w+/.exec(field)?.[0] ?? '');
  if (kind !== undefined && first) {
    indexed.push(first);
    if (kind !== 'index') unique.push([first, ...more]);
  }
  const [, field, type = '', isList] = FIELD.exec(line) ?? [];
  const relation = line.indexOf('@relation(');
  const related = relation === -1 ? undefined : RELATED_BY.exec(line.slice(relation))?.[1];
  if (related !== undefined) foreign[related] = type;
  const mapped = MAPPED.exec(line)?.[2];
  if (mapped !== undefined) mappedTo[/@@map/.test(line) ? MODEL_ITSELF : (field ?? '')] = mapped;
  if (field === undefined || isList !== undefined || models.has(type)) return;
  columns[field] = SCALAR.test(type) ? type : 'enum';
  if (/@(?:id|unique)\b/.test(line)) {
    indexed.push(field);
    unique.push([field]);
  }
}
