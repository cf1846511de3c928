import { isLasting } from '../../../text/column-names';
import type { Node } from '../syntax/node';
import { children } from '../tree';
import type { Argument, Use } from '../uses';
import {
  argumentNode,
  type Condition,
  conditionOf,
  isCut,
  nothingAsked,
  OPEN,
  optionNode,
} from './conditions';
import { asks, type Found, type Mapper, readsMany, readsOne, writes } from './found';

/** Whether an argument says which rows are meant: anything but `{}`. */
function selects(argument: Argument | undefined): boolean {
  return argument !== undefined && !/^\{\s*\}$/.test(argument.text);
}

const WITH_MODELS =
  /^(?:mongoose|sequelize|sequelize-typescript|typeorm|@nestjs\/(?:mongoose|typeorm|sequelize))$/;
const MODEL_READS =
  /^(?:findById|findOne|findByPk|findOneBy|findOneOrFail|findOneByOrFail|count|countBy|exists|existsBy|findAndCount|countDocuments)$/;
const MODEL_LISTS = /^(?:find|findAll|findBy)$/;
const MODEL_WRITES =
  /^(?:create|insertMany|update\w*|findByIdAndUpdate|findOneAndUpdate|delete\w*|findByIdAndDelete|destroy|save)$/;
const REPOSITORY = /[a-z]Repo(?:sitory)?$/;

/** `User.findById(id)`, `userRepository.findOneBy(…)` of Mongoose, Sequelize, TypeORM. */
export const model: Mapper = (use, { has, imports, handles }) => {
  const { method } = use;
  const reads = MODEL_READS.test(method);
  const lists = MODEL_LISTS.test(method);
  if (!reads && !lists && !MODEL_WRITES.test(method)) return undefined;
  const { receiver } = use;
  const held = typeormSubject(use, handles, has);
  if (held !== undefined) {
    const first = /manager$/i.test(receiver) ? 1 : 0;
    if (lists) return listOf(use, held, first);
    return asks(reads ? readsOne(held) : writes(held), conditionGiven(use, first), false);
  }
  const isKnown = handles.of(receiver, use)?.kind === 'model';
  if (!isKnown && !has(WITH_MODELS)) return undefined;
  const name = /(?<!\w)\w+$/.exec(receiver)?.[0] ?? '';
  const isModel = isKnown || /^[A-Z][a-z]\w*$/.test(receiver);
  const imported = imports.get(receiver);
  // Sequelize's and Mongoose's own classes have no rows.
  if (!isKnown && imported && /^(?:mongoose|sequelize|typeorm|@)/.test(imported.module))
    return undefined;
  if (!isModel && !REPOSITORY.test(name)) return undefined;
  if (lists && !isOfMongoose(use, handles, has)) return listOf(use, name, 0);
  const isAsked = isOfMongoose(use, handles, has);
  const where = isAsked ? filterGiven(use) : conditionGiven(use, 0);
  if (lists) return asks(readsMany(name, !selects(use.arguments[0])), where, false);
  return asks(reads ? readsOne(name) : writes(name), where, false);
};

/** Methods of TypeORM that are given the condition itself. */
const BY_CONDITION = /By(?:OrFail)?$|^(?:delete|update|softDelete|restore|increment|decrement)$/;

/** The condition of a call that is given it, or options with it: `findOneBy({ … })`, `findOne({ where: { … } })`. */
export function conditionGiven(use: Use, index: number): Condition | undefined {
  const options = argumentNode(use, index);
  const where =
    optionNode(options, 'where') ??
    // Sequelize: `Order.update(values, { where: { … } })`.
    optionNode(argumentNode(use, index + 1), 'where') ??
    (BY_CONDITION.test(use.method) ? options : undefined);
  return where && conditionOf(where);
}

/** What Mongoose is asked by, which is its first argument. */
export function filterGiven(use: Use): Condition | undefined {
  const filter = argumentNode(use, 0);
  const isFilter = !/^(?:create|insertMany|save|findById)/.test(use.method);
  return isFilter && filter ? conditionOf(filter) : undefined;
}

/** Whether a model is one of Mongoose: by what made it, or by the one library that is in sight. */
function isOfMongoose(
  use: Use,
  handles: Parameters<Mapper>[1]['handles'],
  has: Parameters<Mapper>[1]['has'],
): boolean {
  const module = handles.of(use.receiver, use)?.module;
  if (module !== undefined) return /mongoose/.test(module);
  return has(/^(?:mongoose|@nestjs\/mongoose)$/);
}

/** Options of TypeORM and Sequelize that say how rows come, and not which. */
const SHAPES =
  /^(?:order|relations|include|select|attributes|cache|withDeleted|raw|nest|logging|paranoid|transaction|loadEagerRelations|relationLoadStrategy)$/;

/** `{ order: { id: 'DESC' } }`: nothing that says which rows, and nothing that limits them. */
function onlyShapes(options: Node | undefined): boolean {
  const entries = options?.type === 'object' ? children(options) : [];
  return (
    entries.length > 0 &&
    entries.every(
      (entry) =>
        entry.type === 'pair' &&
        SHAPES.test(entry.childForFieldName('key')?.text ?? '') &&
        !/\bwhere\s*:/.test(entry.text),
    )
  );
}

/** A list by the options of TypeORM or Sequelize, which stand in one argument; `findBy` is given the condition alone. */
export function listOf(use: Use, subject: string, index: number): Found {
  const options = argumentNode(use, index);
  const isWhole =
    !selects(use.arguments[index]) || (use.method !== 'findBy' && onlyShapes(options));
  const found = readsMany(subject, isWhole);
  const where = use.method === 'findBy' ? options : optionNode(options, 'where');
  if (!where) return found;
  return asks(found, conditionOf(where), use.method === 'findBy' || !isCut(options));
}

/** `source.getRepository(Line).find(…)`, `source.manager.count(Line, …)`: what TypeORM is asked about. */
function typeormSubject(
  use: Parameters<Mapper>[0],
  handles: Parameters<Mapper>[1]['handles'],
  has: Parameters<Mapper>[1]['has'],
): string | undefined {
  const { receiver } = use;
  const repository = /^(?:([\w.]+)\.)?getRepository\(([\w.]+)\)$/.exec(receiver);
  const manager = repository
    ? null
    : /^(?:([\w.]+)\.)?(?:manager|entityManager|transactionalEntityManager)$/.exec(receiver);
  const found = repository ?? manager;
  if (!found) return undefined;
  const root = found[1];
  const isTypeorm =
    has(/^(?:typeorm|@nestjs\/typeorm)$/) ||
    (root !== undefined && handles.of(root, use)?.module === 'typeorm');
  if (!isTypeorm) return undefined;
  const subject = repository ? repository[2] : use.arguments[0]?.text;
  return subject !== undefined && /^[A-Z]\w*$/.test(subject) ? subject : undefined;
}

const SPRING = /^org\.springframework\./;
const TYPED = /^(?:Jpa|Crud|ListCrud|PagingAndSorting|Mongo)Repository<\s*(\w+)/;
/** Spring Data makes queries of the names of methods, and what is written by hand is called alike. */
const DERIVED = /^(?:find|get|read|query|search|stream|list|count|exists)(?:One)?(?:[A-Z]\w*)?$/;

/** `userRepository.findById(id)` of Spring Data, whose repositories are injected. */
export const springData: Mapper = ({ receiver, method, arguments: values }, known) => {
  if (!known.has(SPRING)) return undefined;
  const type = known.typeOf(receiver) ?? '';
  const named =
    /^(?:this\.)?([a-z]\w*Repo(?:sitory)?)$/.exec(receiver)?.[1] ??
    /^([A-Z]\w*?)Repo(?:sitory)?$/.exec(type)?.[1];
  const entity = named === undefined ? TYPED.exec(type)?.[1] : undefined;
  if (named === undefined && entity === undefined) return undefined;
  // A type parameter is no entity.
  const name = named ?? (entity === undefined || entity.length < 2 ? null : entity);
  if (method === 'findAll') return allOf(name, values);
  if (DERIVED.test(method))
    return derived(name, method, values) ?? asks(readsOne(name), namedCondition(method), false);
  return /^(?:save(?:All)?(?:AndFlush)?|delete|deleteById|(?:delete|remove)By[A-Z]\w*)$/.test(
    method,
  )
    ? asks(writes(name), namedCondition(method), false)
    : undefined;
};

/** A specification: `(root, query, builder) -> …`, or what is called one. */
const SPECIFICATION =
  /^\(*\w+,\s*\w+,\s*\w+\)\s*->|^\w*[sS]pec(?:ification)?s?\b|^(?:Specification\.)?where\(/;
const SORTED = /^sort\w*$|^Sort\.|^(?:this\.)?\w+Sort$/;

/** `findAll()`, sorted or not, and by a specification, which may leave all; pages are limited. */
function allOf(name: string | null, values: readonly Argument[]): Found {
  const others = values.filter(({ text }) => !SORTED.test(text));
  const [only] = others;
  const isOpen = others.length === 1 && only !== undefined && SPECIFICATION.test(only.text);
  return asks(readsMany(name, others.length === 0), isOpen ? OPEN : undefined, true);
}

const NAMED = /^(?:find|get|read|query|search|stream|list)(\w*?)By(?=[A-Z]|$)(\w*)$/;
const STATE = /(?:Is)?(?:Not)?Null$|(?:Is)?(?:True|False)$/;
const TEXT =
  /(?:Containing|Contains|Like|StartingWith|StartsWith|EndingWith|EndsWith)(?:IgnoreCase)?$/;
const OTHER =
  /(?:In|Not|Between|LessThan|GreaterThan|LessThanEqual|GreaterThanEqual|Before|After)$/;

/** `findByStatusAndDeletedFalseOrderByIdDesc(status)`: what the name of a method of Spring Data asks for. */
function derived(
  name: string | null,
  method: string,
  values: readonly Argument[],
): Found | undefined {
  const [named, what = '', rest = ''] = NAMED.exec(method) ?? [];
  // Pages are limited, and so are the first of some.
  const isCut =
    /^(?:Top|First)|(?:Top|First)\d*$/.test(what) || values.some(({ text }) => PAGED.test(text));
  const asked = askedBy(rest);
  if (named === undefined || !/By/.test(method) || isCut) return undefined;
  const where = conditionBy(asked);
  return where && { ...asks(readsMany(name, asked === ''), where, true), declared: true };
}

/** What stands behind `By`, without the order of the rows. */
function askedBy(rest: string): string {
  const order = rest.search(/OrderBy[A-Z]/);
  return (order < 0 ? rest : rest.slice(0, order)).replace(/AllIgnoreCase$/, '');
}

/** What `existsByEmail`, `findFirstByEmailOrderByIdDesc` and the like ask for, however many rows they take. */
function namedCondition(method: string): Condition | undefined {
  const rest = /^[a-z]\w{0,60}?By(?=[A-Z])(\w*)$/.exec(method)?.[1] ?? '';
  const asked = askedBy(rest);
  return asked === '' ? undefined : conditionBy(asked);
}

/** `StatusAndDeletedFalse` as a condition; nothing where one of several is enough. */
function conditionBy(asked: string): Condition | undefined {
  if (/[a-z]Or[A-Z]/.test(asked)) return undefined;
  const where = nothingAsked();
  for (const part of asked === '' ? [] : asked.split(/And(?=[A-Z])/)) {
    const kind = STATE.test(part)
      ? 'states'
      : TEXT.test(part)
        ? 'texts'
        : OTHER.test(part)
          ? 'others'
          : 'equal';
    const column = part
      .replace(STATE, '')
      .replace(TEXT, '')
      .replace(/(?:Is|Equals|IgnoreCase)$/, '');
    const name = column.slice(0, 1).toLowerCase() + column.slice(1);
    where[kind].push(name);
    if (kind === 'states' && isLasting(name, /(?:True|IsNotNull|NotNull)$/.test(part)))
      where.lasting.push(name);
  }
  return where;
}

const PAGED = /[pP]age(?:able|Request)?\b|\bLimit\b|^limit$/;
