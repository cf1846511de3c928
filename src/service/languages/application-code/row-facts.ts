import type { RowsFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { isLog } from '../../text/column-names';
import { isProgram } from './made-pools';
import type { ApplicationModel } from './model';
import { wholeLists } from './queries/whole-lists';
import { inside, type Use } from './uses';

/** The requests of a file that read all rows of a table, and those that add one. */
export function rowFacts(model: ApplicationModel): readonly {
  readonly fact: RowsFact;
  readonly at: Span;
}[] {
  const lists = wholeLists(model)
    .filter(({ grows, query }) => grows && query.subject !== null)
    .map(({ query, reader, which }) => {
      const subject = model.entityOf(query.use) ?? query.subject ?? '';
      const told = fact(query.path, subject, 'lists', reader, query.at);
      return which === '' ? told : { ...told, fact: { ...told.fact, which } };
    });
  const adds = model.queries.flatMap(({ path, subject: written, kind, use, sql, at }) => {
    if (kind !== 'write' || written === null || !(isAdded(use, sql) || SAVES.test(use.method)))
      return [];
    const subject = model.entityOf(use) ?? written;
    const occasion = model.occasionOf(use);
    const message = model.messageAt(use.at);
    if (message !== undefined && isAdded(use, sql))
      return [fact(path, subject, 'adds', message, at)];
    // What has happened is never changed: who saves it adds a row, whatever runs it.
    if (
      isLog(subject.replace(/Repo(?:sitory)?$/, '')) &&
      occasion.kind !== 'once' &&
      !isProgram(model)
    ) {
      const around = model.functions.filter(({ node }) => inside(use.at, node.span)).at(-1);
      const label =
        occasion.kind === 'request' ? occasion.handler : around?.key.replace(/\(.*$/, '');
      return label === undefined ? [] : [fact(path, subject, 'adds', label, at)];
    }
    if (occasion.kind !== 'request') return [];
    // What saves a row may change one that is there, but where rows are made.
    if (!isAdded(use, sql) && !/^POST\b/.test(occasion.handler)) return [];
    return [fact(path, subject, 'adds', occasion.handler, at)];
  });
  const sessions = model.grammar === 'python' ? sessionAdds(model) : [];
  return [...lists, ...adds, ...sessions];
}

function fact(path: string, subject: string, does: RowsFact['does'], request: string, at: Span) {
  const table = (/(?<!\w)\w+$/.exec(subject)?.[0] ?? subject)
    .toLowerCase()
    .replace(/repo(?:sitory)?$/, '');
  return { fact: { kind: 'rows' as const, path: `/rows${path}`, table, does, request }, at };
}

const ADDS =
  /^(?:create(?:Many\w*)?|insert(?:Many|One)?|bulkCreate|bulk_create|persist|Create|CreateInBatches|InsertOne|InsertMany)$/;
const SAVES = /^(?:save(?:All|AndFlush|AllAndFlush)?|merge)$/;

/** Whether a write surely adds rows: `create` of TypeORM only makes an object. */
function isAdded({ method, receiver }: Use, sql: string | null): boolean {
  if (sql !== null) return /^\s*INSERT\b/i.test(sql);
  if (/\.insert\(/.test(receiver)) return true;
  return ADDS.test(method) && !(method === 'create' && /[rR]epo(?:sitory)?$/.test(receiver));
}

/** `session.add(Comment(…))` of SQLAlchemy, also of what a name was given. */
function sessionAdds({ uses, occasionOf }: ApplicationModel) {
  return uses.all.flatMap((use) => {
    if (use.method !== 'add' || !/(?:^|[._])session$/i.test(use.receiver)) return [];
    const given = use.arguments[0]?.text ?? '';
    const made = uses.all.find(
      ({ result, method, region }) =>
        result.kind === 'variable' &&
        result.names[0] === given &&
        region === use.region &&
        /^[A-Z]/.test(method),
    );
    const subject = /^(?:\w+\.)?([A-Z]\w*)\(/.exec(given)?.[1] ?? made?.method;
    const occasion = occasionOf(use);
    if (subject === undefined || occasion.kind !== 'request') return [];
    return [fact(`/${use.at.start}`, subject, 'adds', occasion.handler, use.methodAt)];
  });
}
