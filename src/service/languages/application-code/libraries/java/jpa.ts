import { type RecordOfCode, recordsOf } from '../../tables/records';
import {
  type ColumnOfModel,
  callsIn,
  type KeyOfModel,
  keysBy,
  keywordOf,
  type ModelOfCode,
  quotedIn,
  snakeCase,
  type Tables,
} from '../../tables/table';
import { defineLibrary } from '../library';

/** Types whose values are one column; what another class is stored as is its own matter. */
const SCALAR =
  /^(?:String|[Cc]har|Character|byte\[\]|Byte\[\]|(?:java\.\w+\.)?(?:UUID|Instant|Local(?:Date|Time|DateTime)|OffsetDateTime|ZonedDateTime|Date|Timestamp|BigDecimal|BigInteger)|[Ll]ong|[Ii]nt|Integer|[Ss]hort|[Dd]ouble|[Ff]loat|[Bb]oolean)$/;

function columnOf({ name, marks, type }: RecordOfCode['fields'][number]): readonly ColumnOfModel[] {
  if (
    /\bstatic\b|\btransient\b|@Transient\b|@(?:OneToMany|ManyToMany|ElementCollection)\b/.test(
      marks,
    )
  )
    return [];
  const isRelation = /@(?:ManyToOne|OneToOne)\b/.test(marks);
  const [column] = callsIn(marks, /^(?:Column|JoinColumn)$/);
  const values = column?.arguments ?? [];
  const said = keywordOf(values, 'name');
  const called = /^"(\w+)"$/.exec(said ?? '')?.[1];
  const unique =
    keywordOf(values, 'unique') === 'true' ||
    /@(?:Id|NaturalId)\b/.test(marks) ||
    (/@OneToOne\b/.test(marks) && !/\bmappedBy\b/.test(marks));
  const isFew = /^[Bb]oolean$/.test(type) || /@Enumerated\b/.test(marks);
  return [
    {
      names: [
        name,
        ...(isRelation ? [`${name}Id`] : []),
        ...(called === undefined ? [] : [called]),
      ],
      type: isFew ? 'bool' : 'text',
      indexed:
        unique ||
        /@(?:\w+\.)*(?:Index|Indexed|NaturalId)\b/.test(marks) ||
        !(isRelation || SCALAR.test(type)) ||
        (said !== undefined && called === undefined),
      unique,
      to: isRelation ? type : null,
    },
  ];
}

/** The keys of `@Table(indexes = …, uniqueConstraints = …)`; nothing where a constant says them. */
function keysOf(head: string): readonly KeyOfModel[] | undefined {
  const keys: KeyOfModel[] = [];
  for (const { name, arguments: values } of callsIn(head, /^(?:Index|UniqueConstraint)$/)) {
    const isIndex = name === 'Index';
    const written = quotedIn(keywordOf(values, isIndex ? 'columnList' : 'columnNames') ?? '');
    const columns = isIndex ? (written[0] ?? '').split(',') : written;
    const [first = '', ...others] = columns.map((one) => one.trim().replace(/\s.*$/, ''));
    if (first === '') return undefined;
    keys.push(...keysBy(first, !isIndex || keywordOf(values, 'unique') === 'true', others));
  }
  return keys;
}

function modelOf({ name, head, fields, rest }: RecordOfCode): readonly ModelOfCode[] {
  // Annotated getters say the same of their fields, and are not read.
  const isByGetters = /@(?:Id|Column|JoinColumn)\b[^;{}]{0,200}\s(?:get|is)[A-Z]\w*\s*\(/.test(
    rest,
  );
  const keys = keysOf(head);
  if (!/@Entity\b/.test(head) || /@(?:Immutable|Subselect)\b/.test(head) || isByGetters || !keys)
    return [];
  const columns = fields.flatMap(columnOf);
  if (columns.length === 0) return [];
  const [table] = callsIn(head, /^Table$/);
  const said = keywordOf(table?.arguments ?? [], 'name');
  const called = /^"(?:\w+\.)?[`\\"]*(\w+)/.exec(said ?? '')?.[1];
  // A constant of another file names it.
  if (said !== undefined && called === undefined) return [];
  return [{ names: [name.text], at: name, table: called ?? snakeCase(name.text), columns, keys }];
}

const tables: Tables = {
  describes: true,
  adds: '@Index(columnList = "COLUMN") under indexes of the @Table of MODEL, and a migration, add one.',
  read({ root, grammar }) {
    return grammar === 'java' ? recordsOf(root).flatMap(modelOf) : [];
  },
};

/** Jakarta Persistence, which Hibernate implements: what its entities say of their tables. */
export default defineLibrary({
  title: 'Jakarta Persistence',
  language: 'java',
  modules: ['jakarta.persistence', 'javax.persistence'],
  packages: ['jakarta.persistence:jakarta.persistence-api'],
  tables,
  version: '3.2',
  source: 'jpa.indexes',
});
