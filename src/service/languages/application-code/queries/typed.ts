import { functionOf, type Use, type Uses, usesInto } from '../uses';
import { type Condition, conditionOfSql } from './conditions';
import { asks, type Known, type Mapper, readsMany, readsOne, writes } from './found';
import { askedInJpql } from './jpql';
import { conditionGiven, filterGiven, listOf } from './mappers';

/** Queries that are told by what a name is declared as, whatever it is called. */

const REPOSITORY = /^(?:Tree|Mongo|Entity)?Repository<\s*(\w+)\s*>$/;
const MODEL = /^(?:mongoose\.)?Model<\s*(\w+?)(?:Document)?\s*>$/;
const REPOSITORIES = /^(?:typeorm|@mikro-orm\/\w+|mongoose)$/;
const READS =
  /^(?:find(?:One|By[A-Z]|First)\w*|get|count\w*|exists\w*|estimatedDocumentCount|sum|average)$/;
const LISTS = /^(?:find|findAll|findBy|findAndCount|findAndCountBy)$/;
const WRITES =
  /^(?:save|insert\w*|update\w*|upsert|delete\w*|remove|softDelete|restore|increment|decrement|nativeUpdate|nativeDelete|findByIdAnd\w+|findOneAnd\w+)$/;

/** A query that is built: it runs when its rows are asked for. */
const BUILT = /^([\w.]+)\.createQueryBuilder\(/;
/** What leaves fewer rows of all of them. */
const CUT = /\.(?:where\w*|andWhere\w*|take|limit|groupBy|innerJoin\w*|having|distinctOn)\(/;
const ENDS = /^get(?:One|OneOrFail|Many|ManyAndCount|RawOne|RawMany|Count|Exists)$/;

/** `users: Repository<User>` of TypeORM and MikroORM, `Model<User>` of Mongoose in Nest; and what `getRepository(User)` gave a name. */
export const repository: Mapper = (use, known) => {
  const { receiver, method, region } = use;
  const ending = ENDS.test(method);
  // `const query = orders.createQueryBuilder('o')`, and then `query.where(…).getCount()`.
  const [root = ''] = ending ? receiver.split(/\W/) : [];
  const builder =
    BUILT.exec(receiver) ?? (ending && BUILT.exec(known.builtAs({ receiver: root, region }) ?? ''));
  const built = (builder || undefined)?.[1] || undefined;
  const ends = built !== undefined && ending;
  if (!READS.test(method) && !LISTS.test(method) && !WRITES.test(method) && !ends) return undefined;
  const type = known.typeOf(built ?? receiver);
  const told = type && (REPOSITORY.exec(type)?.[1] ?? MODEL.exec(type)?.[1]);
  const subject =
    told && known.has(REPOSITORIES) ? told : known.givenBy(built ?? receiver, /^getRepository$/);
  if (subject === undefined) return undefined;
  if (built !== undefined) {
    const chain = known.builtAs(use) ?? receiver;
    const isList = /^get(?:Raw)?Many$/.test(method) && !CUT.test(chain);
    return ends ? asks(readsMany(subject, isList), builtCondition(chain), false) : undefined;
  }
  const isMongoose = MODEL.test(type ?? '');
  const where = isMongoose ? filterGiven(use) : conditionGiven(use, 0);
  if (WRITES.test(method)) return asks(writes(subject), where, false);
  if (READS.test(method) || isMongoose) return asks(readsOne(subject), where, false);
  return listOf(use, subject, 0);
};

/** What `createQueryBuilder('o').where('o.email = :email', …)` asks for; nothing where more than its own table is asked. */
function builtCondition(chain: string): Condition | undefined {
  const alias = /createQueryBuilder\((?:\w+,)?["'`](\w+)["'`]\)/.exec(chain)?.[1];
  if (
    alias === undefined ||
    /\.(?:orWhere|inner|or|having|whereInIds|select)\w{0,40}\(|Brackets/.test(chain)
  )
    return undefined;
  const asked = [...chain.matchAll(/\.(?:where|andWhere)\(([^()]{0,300})/g)].map(
    ([, given = '']) => /^["'`]([^"'`]*)["'`](?:,|$)/.exec(given)?.[1],
  );
  if (asked.length === 0 || asked.some((one) => one === undefined || !one.includes('=')))
    return undefined;
  const own = asked.every((one) => new RegExp(`^(?:${alias}\\.)?\\w+\\s*=`).test(one ?? ''));
  return own ? conditionOfSql(asked.join(' AND ')) : undefined;
}

const MANAGER = /^(?:EntityManager|Session|StatelessSession)$/;
const PERSISTENCE =
  /^(?:typeorm|@mikro-orm\/[\w-]+|@nestjs\/typeorm|(?:javax|jakarta)\.persistence|org\.hibernate)\b/;

/** `em.find(Order, …)` of TypeORM, `entityManager.find(Order.class, id)` of JPA, by its type. */
export const entityManager: Mapper = (use, known) => {
  const { receiver, method, arguments: values } = use;
  const holder = /^[\w.]+/.exec(receiver)?.[0].replace(/\.create\w*Query$/, '') ?? '';
  const type = known.typeOf(holder) ?? '';
  if (!MANAGER.test(type) || (type !== 'EntityManager' && !known.has(PERSISTENCE)))
    return undefined;
  const subject = /^([A-Z]\w*)(?:\.class)?$/.exec(values[0]?.text ?? '')?.[1] ?? null;
  if (receiver === holder) {
    if (
      /^(?:find|get|getReference|findOne\w*|findBy|count\w*|exists\w*)$/.test(method) &&
      subject !== null
    )
      return asks(readsOne(subject), conditionGiven(use, 1), false);
    return /^(?:persist|merge|remove|save|insert|update|delete|upsert)$/.test(method)
      ? writes(subject)
      : undefined;
  }
  // The statement runs when its result is asked for.
  const asked = /\.create(?:Native|Named)?Query\(/.test(receiver);
  if (
    !asked ||
    !/^(?:getResultList|getSingleResult\w*|getResultStream|executeUpdate)$/.test(method)
  )
    return undefined;
  const entity = /\b(?:from|FROM)\s+(\w+)/.exec(use.node.text)?.[1] ?? null;
  const where = askedInJpql(use.node.text)?.where;
  if (method === 'executeUpdate') return asks(writes(entity), where, false);
  return /\bwhere\b/i.test(use.node.text)
    ? asks(readsOne(entity), where, false)
    : readsMany(entity, !/setMaxResults/.test(receiver));
};

const GENERATED = /^\*?(?:\w+\.)?(?:Queries|Querier)$/;

/** `queries.GetUser(ctx, id)`: what sqlc generates is called for what it does. */
export const sqlc: Mapper = ({ receiver, method, arguments: values }, known) => {
  const [, verb = '', what = ''] = /^([A-Z][a-z]+)([A-Z]\w*)$/.exec(method) ?? [];
  if (!/^(?:ctx|context\.\w+\(\)|\w+\.Context\(\)|c)$/.test(values[0]?.text ?? ''))
    return undefined;
  if (!GENERATED.test(known.typeOf(receiver) ?? '')) return undefined;
  const subject = what.replace(/(?:By|For|With|In)(?=[A-Z])\w{0,80}$/, '');
  if (/^(?:Get|Find|Count|Fetch|Has|Exists|Select|Lookup|Check)$/.test(verb))
    return readsOne(subject);
  if (/^(?:List|Search)$/.test(verb)) return readsMany(subject, false);
  return /^(?:Create|Insert|Update|Upsert|Delete|Set|Mark|Remove|Archive)$/.test(verb)
    ? writes(subject)
    : undefined;
};

const ENT = /(?:^|\/)ent$|^entgo\.io\/ent\b/;

/** `client.User.Get(ctx, id)`, `client.User.Query().Where(…).Only(ctx)` of ent. */
export const ent: Mapper = ({ receiver, method }, { has }) => {
  if (
    !/^(?:Get|GetX|Only|OnlyX|OnlyID|First|FirstX|FirstID|All|AllX|IDs|Count|Exist|Save|SaveX|Exec|ExecX)$/.test(
      method,
    )
  )
    return undefined;
  if (!has(ENT)) return undefined;
  // `user.QueryPosts().All(ctx)`: an edge of a row.
  const edge = /^\w+\.Query([A-Z]\w*)\(\)/.exec(receiver)?.[1];
  if (edge !== undefined) return readsOne(edge);
  const queried = /\.([A-Z]\w*)\.Query\(\)/.exec(receiver)?.[1];
  if (queried !== undefined) {
    return /^(?:All|AllX|IDs)$/.test(method)
      ? readsMany(queried, !/\.(?:Limit|Where)\(/.test(receiver))
      : readsOne(queried);
  }
  const changed =
    /\.([A-Z]\w*)\.(?:Create|CreateBulk|Update|UpdateOne|UpdateOneID|Delete|DeleteOne|DeleteOneID)\(/.exec(
      receiver,
    )?.[1];
  if (changed !== undefined) return writes(changed);
  const model = /^[\w.]+\.([A-Z]\w*)$/.exec(receiver)?.[1];
  return model !== undefined && /^GetX?$/.test(method) ? readsOne(model) : undefined;
};

/** Longer chains are not put together. */
const MAX_CHAIN = 600;
const MAX_STEPS = 6;

/** Whether a call is one of what a name already holds. */
function isOf(name: string, { receiver }: Use): boolean {
  return receiver === name || receiver.startsWith(`${name}.`);
}

/** Calls that prepare a statement: of Go, of JDBC. */
const PREPARES = /^Prepare(?:x|Named)?(?:Context)?$|^prepareStatement$/;

/** What names are declared as, and what calls have given them; a name with two types has none. */
export function bindingsOf(
  uses: Uses,
): Pick<Known, 'typeOf' | 'givenBy' | 'preparedBy' | 'builtAs'> {
  let types: Map<string, string | null> | undefined;
  const last = (receiver: string) => /(?:^|^\w+\.)(\w+)$/.exec(receiver)?.[1] ?? '';
  return {
    typeOf(receiver) {
      if (!types) {
        types = new Map();
        for (const { name, type } of uses.typed) {
          const before = types.get(name);
          types.set(name, before === undefined || before === type ? type : null);
        }
      }
      return types.get(last(receiver)) ?? undefined;
    },
    preparedBy(receiver) {
      const name = /^\w+$/.test(receiver) ? receiver : '';
      const preparing = usesInto(uses, name).filter((use) => PREPARES.test(use.method));
      return preparing.length === 1 ? preparing[0] : undefined;
    },
    builtAs(of) {
      const { receiver } = of;
      // `query.where(…)` goes on with what the name holds.
      const [, name, rest = ''] = /^(\w+)(\.\w+\(.*)?$/s.exec(receiver) ?? [];
      if (name === undefined) return undefined;
      const around = functionOf(of);
      const steps = usesInto(uses, name).filter(
        (use) => use.result.kind === 'variable' && functionOf(use) === around,
      );
      const [first, ...others] = steps.filter((use) => !isOf(name, use));
      if (!first || others.length > 0 || first.node.length > MAX_CHAIN) return undefined;
      // `query = query.filter(…)` goes on where it was.
      const more = steps.filter((use) => isOf(name, use)).slice(0, MAX_STEPS);
      return [first.node.text, ...more.map(({ node }) => node.text.slice(name.length)), rest]
        .join('')
        .replace(/\s+/g, '');
    },
    givenBy(receiver, method) {
      const name = last(receiver);
      if (name === '') return undefined;
      const giving = usesInto(uses, name).filter((use) => method.test(use.method));
      // Functions that each call it the same mean the same.
      const subjects = new Set(giving.map((use) => use.arguments[0]?.text));
      const [subject] = subjects.size === 1 ? subjects : [];
      return subject !== undefined && /^[A-Z]\w*$/.test(subject) ? subject : undefined;
    },
  };
}
