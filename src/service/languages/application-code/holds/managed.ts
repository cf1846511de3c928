import type { Located } from '../../../contracts/field';
import { type Span, span } from '../../../contracts/span';
import type { Declarations } from '../functions/declared';
import type { Grammar } from '../grammars';
import type { Handles } from '../handle';
import { librariesOf } from '../libraries';
import type { Node } from '../syntax/node';
import { ancestors, children } from '../tree';
import type { Use, Uses } from '../uses';

/** A stretch in which a connection is held and given back by whoever began it. */
export interface ManagedHold extends Located {
  /** `the transaction`, `@Transactional`: what holds it, for people. */
  readonly holder: string;
  /** Where it is held. */
  readonly within: Span;
  /** What the code in it calls the connection; `null` where it is taken from the context. */
  readonly variable: string | null;
  /** The call that begins it; `null` for an annotation. */
  readonly use: Use | null;
  /** What the connection is taken of: as it is written, and by its module. */
  readonly receiver: string;
  readonly module: string;
  /** Where it is said of the class, of all its methods. */
  readonly ofClass?: Located | null;
}

/** What managed holds are read from. */
export interface ManagedSource {
  readonly uses: Uses;
  readonly handles: Handles;
  readonly grammar: Grammar;
  readonly declarations: Declarations;
}

/** Who takes such a lock means to hold it while something else is done. */
const LOCKS = /advisory_(?:xact_)?lock/i;

/** Finds transactions that run a callback, a block or a method. */
export function managedHolds(source: ManagedSource): readonly ManagedHold[] {
  return [
    ...callbacks(source),
    ...templates(source),
    ...blocks(source),
    ...decorated(source),
    ...annotated(source),
  ];
}

function callbacks({ uses, handles, grammar }: ManagedSource): readonly ManagedHold[] {
  return uses.all.flatMap((use): readonly ManagedHold[] => {
    const module = moduleOf(use, uses, handles);
    if (module === undefined) return [];
    const managed = librariesOf(module)
      .flatMap((library) => library.managed ?? [])
      .find(({ take }) => take.test(use.method));
    if (!managed) return [];
    const work = children(use.node.childForFieldName('arguments') ?? use.node).find(({ type }) =>
      /^(?:arrow_function|function_expression|func_literal)$/.test(type),
    );
    if (!work || LOCKS.test(work.text)) return [];
    const list = work.childForFieldName('parameters') ?? work.childForFieldName('parameter');
    const parameter =
      list?.type === 'identifier' ? list : list ? children(list)[managed.parameter] : null;
    const name =
      parameter?.childForFieldName('pattern') ?? parameter?.childForFieldName('name') ?? parameter;
    const receiver = use.receiver.replace(/\.transaction\(.*$/s, '');
    return [
      {
        ...{ at: use.methodAt, path: `/transactions/${use.at.start}`, holder: 'the transaction' },
        ...{ within: work.span, use, receiver, module },
        variable: grammar === 'python' ? null : (name?.text ?? null),
      },
    ];
  });
}

/** `db.transaction()` of Kysely, with what it is told before it is executed. */
const OF_KYSELY =
  /\.transaction\(\)(?:\s{0,40}\.set(?:IsolationLevel|AccessMode)\([^()]{0,60}\)){0,2}$/;

/** The module of what a transaction is begun on. */
function moduleOf(use: Use, { imports }: Uses, handles: Handles): string | undefined {
  const { receiver, method } = use;
  if (!/^(?:\$?transaction|Transaction|begin|execute|Begin(?:Tx)?Func)$/.test(method))
    return undefined;
  if (method === 'execute') return OF_KYSELY.test(receiver) ? 'kysely' : undefined;
  const handle = handles.of(receiver, use);
  if (handle?.kind === 'pool') return handle.module;
  if (handle) return undefined;
  if (method === '$transaction') {
    return /prisma|^db$|\.db$/i.test(receiver) ? '@prisma/client' : undefined;
  }
  const modules = [...imports.values()].map(({ module }) => module);
  const root = receiver.split('.')[0] ?? '';
  if (method === 'transaction') {
    const drizzle = modules.some((module) => /^drizzle-orm\b/.test(module));
    if (drizzle && /(?:^|\.)db$/.test(receiver)) return 'drizzle-orm';
    if (/^(?:knex|sequelize)$/.test(root)) return imports.has(root) ? root : undefined;
    return /(?:dataSource|DataSource|entityManager)$/.test(receiver) ? 'typeorm' : undefined;
  }
  return method === 'Transaction' && modules.includes('gorm.io/gorm') ? 'gorm.io/gorm' : undefined;
}

/** `transactionTemplate.execute(status -> …)` of Spring, by the type of what it is called on. */
function templates({ uses, grammar }: ManagedSource): readonly ManagedHold[] {
  if (grammar !== 'java') return [];
  const named = new Set(
    uses.typed
      .filter(({ type }) => /^Transaction(?:Template|Operations)$/.test(type))
      .map(({ name }) => name),
  );
  return uses.all.flatMap((use): readonly ManagedHold[] => {
    if (!/^execute(?:WithoutResult)?$/.test(use.method)) return [];
    if (!named.has(use.receiver.replace(/^this\./, ''))) return [];
    const work = children(use.node.childForFieldName('arguments') ?? use.node).find(
      ({ type }) => type === 'lambda_expression',
    );
    if (!work) return [];
    return [
      {
        ...{ at: use.methodAt, path: `/transactions/${use.at.start}`, holder: 'the transaction' },
        ...{ within: work.span, variable: null, use, receiver: use.receiver, module: 'spring' },
      },
    ];
  });
}

/** `@transaction.atomic` above a function of Django. */
function decorated({ grammar, declarations }: ManagedSource): readonly ManagedHold[] {
  if (grammar !== 'python') return [];
  return declarations.all.flatMap(({ node }): readonly ManagedHold[] => {
    const around = node.parent?.type === 'decorated_definition' ? node.parent : null;
    const marked = around?.namedChildren.find(
      ({ type, text }) => type === 'decorator' && /^@(?:transaction\.)?atomic$/.test(text.trim()),
    );
    const body = node.childForFieldName('body');
    if (!marked || !body) return [];
    return [
      {
        at: marked.span,
        path: `/transactions/${marked.startIndex}`,
        holder: 'transaction.atomic',
        ...{ within: body.span, variable: null, use: null, receiver: '', module: 'django' },
      },
    ];
  });
}

/** `with transaction.atomic():` of Django, `with engine.begin():` is a checkout. */
function blocks({ uses, grammar }: ManagedSource): readonly ManagedHold[] {
  if (grammar !== 'python') return [];
  return uses.all.flatMap((use): readonly ManagedHold[] => {
    if (use.method !== 'atomic' || !/(?:^|\.)transaction$/.test(use.receiver)) return [];
    const block = [...ancestors(use.node)].find(({ type }) =>
      /^(?:with_statement|decorated_definition)$/.test(type),
    );
    const within = block && bodyOf(block);
    if (!within) return [];
    return [
      {
        ...{
          at: use.methodAt,
          path: `/transactions/${use.at.start}`,
          holder: 'transaction.atomic',
        },
        ...{ within, variable: null, use, receiver: use.receiver, module: 'django' },
      },
    ];
  });
}

function bodyOf(block: Node): Span | undefined {
  const definition = block.childForFieldName('definition') ?? block;
  return definition.childForFieldName('body')?.span;
}

/** `@Transactional` above a class. */
function annotationOfClass({ startIndex }: Node, index: number): Located {
  const start = startIndex + index;
  return { at: span(start, start + '@Transactional'.length), path: `/transactions/${start}` };
}

/** Methods under `@Transactional` of Spring: the connection is taken when they begin. */
function annotated({ grammar, declarations }: ManagedSource): readonly ManagedHold[] {
  if (grammar !== 'java') return [];
  return declarations.all.flatMap(({ node }): readonly ManagedHold[] => {
    const own = node.namedChildren.find(({ type }) => type === 'modifiers');
    const around = [...ancestors(node)].find(({ type }) => type === 'class_declaration');
    const outer = around?.namedChildren.find(({ type }) => type === 'modifiers');
    const pattern = /@Transactional\b(?:\s*\([^)]*\))?/;
    const onMethod = pattern.exec(own?.text ?? '');
    const onClass = pattern.exec(outer?.text ?? '');
    const written = onMethod ?? onClass;
    const isPublic = !/\bprivate\b/.test(own?.text ?? '') && node.type === 'method_declaration';
    const body = node.childForFieldName('body');
    if (!written || !body || !isPublic || /NOT_SUPPORTED|NEVER|SUPPORTS/.test(written[0]))
      return [];
    const name = node.childForFieldName('name') ?? node;
    return [
      {
        ...{ at: name.span, path: `/transactions/${name.startIndex}`, holder: '@Transactional' },
        ...{ within: body.span, variable: null, use: null, receiver: '', module: 'spring' },
        ofClass: onMethod || !outer || !onClass ? null : annotationOfClass(outer, onClass.index),
      },
    ];
  });
}
