import type { PoolInCode } from '../../contracts/fact';
import { addressOf } from './addresses';
import { target } from './handles';
import { isForgotten } from './holds/forgotten';
import type { ApplicationModel } from './model';
import type { PoolUse } from './pools';
import { isLambda } from './serverless';
import { functionOf, type Use, usesAt } from './uses';

type Source = Pick<ApplicationModel, 'grammar' | 'text' | 'uses'>;

/** How a pool is made, as far as it matters beside the pools of other files. */
export function poolInCode(pool: PoolUse, source: Source): PoolInCode {
  const { call } = pool;
  const { uses, text } = source;
  const [use] = usesAt(uses, call.at.start);
  const name = call.variable ?? (use && target(use)) ?? null;
  return {
    atLoad: call.occasion.kind === 'once',
    role: roleOf(source),
    constructed: call.name,
    from: call.module,
    name,
    exported: name !== null && isExported(name, source),
    returned: use !== undefined && name !== null && returns(name, use),
    ...(name !== null && source.grammar === 'python' && isInTasks(name, text)
      ? { inTasks: true }
      : {}),
    address: addressOf(pool, text),
  };
}

/** Whether the function around a call returns a name, alone or among others. */
function returns(name: string, use: Use): boolean {
  const { kind, node } = functionOf(use);
  if (kind !== 'function' || !/^\w+$/.test(name)) return false;
  return new RegExp(`^[ \\t]*return\\b[^\\n]{0,200}(?<![.\\w])${name}\\b`, 'm').test(node.text);
}

/** A function of Python that a queue calls: `@celery.task`, `@shared_task(…)`, `@dramatiq.actor`. */
const TASK = /^@(?:[\w.]+\.)?(?:task|shared_task|periodic_task|db_task|actor|job)\b/;
/** What is made of a pool at the top of a file, and stands for it. */
const SESSIONS = /^(\w+)\s*=\s*(?:\w+\.)?(?:sessionmaker|scoped_session|async_sessionmaker)\(/;

/** Whether a name at the top of a file of Python is asked in tasks of a queue, and nowhere else in it. */
function isInTasks(pool: string, text: string): boolean {
  if (!/^@.*\b(?:task|actor|job)\b/m.test(text)) return false;
  const names = new Set([pool]);
  let isTask = false;
  let decorated = false;
  let isAsked = false;
  for (const line of text.split('\n')) {
    const isTop = /^[^\s#)\]}]/.test(line);
    if (isTop) {
      const isFunction = /^(?:async\s+)?def\b/.test(line);
      if (line.startsWith('@')) {
        decorated ||= TASK.test(line);
        continue;
      }
      isTask = isFunction && decorated;
      decorated = false;
    }
    const asks = [...names].some((name) => new RegExp(`(?<![\\w.])${name}\\b`).test(line));
    if (!asks || /^\s*#/.test(line)) continue;
    const [, made] = SESSIONS.exec(line) ?? [];
    const isMade = isTop && new RegExp(`^${pool}\\s*(?::[^=]*)?=`).test(line);
    if (made !== undefined) names.add(made);
    else if (!isMade && !isTask) return false;
    else isAsked ||= isTask;
  }
  return isAsked;
}

/** What starts a server, and what only programs that are run by hand or by a schedule do. */
const LISTENS =
  /\.listen\s*\(|\buvicorn\.run\(|\bapp\.run\(|\bserve\s*\(\s*\{|\bListenAndServe\w*\(/;
const PROGRAM =
  /^#!|\bprocess\.(?:exit|argv)\b|\brequire\.main\b|\bimport\.meta\.main\b|\bparentPort\b|\bworkerData\b|__name__\s*==\s*['"]__main__|\bsys\.(?:argv|exit)\b|\bnew Worker\s*\(|^func main\(|^[ \t;]*\(\s*(?:async\s*)?(?:function\b|\(\s*\)\s*=>)|^(?:void\s+|await\s+)?main\(\)/m;

/**
 * The pools of a file, and its clients of caches, that a function makes, asks and leaves behind. Those of
 * request handlers are another finding.
 */
export function madeForOneCall(application: ApplicationModel) {
  const { uses, pools, handles } = application;
  if (roleOf(application) === 'program') return [];
  const ofPools = pools.flatMap((pool) => {
    const { call, library, engine, name } = pool;
    const isShared = library?.constructs.some((one) => one.name === call.name && one.shared);
    if (!library || isShared || engine === 'other' || call.occasion.kind !== 'unknown') return [];
    const [use] = usesAt(uses, call.at.start);
    return use && isForgotten(use, uses)
      ? [
          {
            ...{ at: pool, what: 'pool', name, title: library.title },
            collected: library.collected?.test(call.name) ?? false,
          },
        ]
      : [];
  });
  const ofCaches = uses.all.flatMap((use) => {
    const made = handles.made(use);
    if (made?.kind !== 'cache' || !/^(?:node-redis|ioredis|Redis)$/.test(made.title)) return [];
    if (application.occasionOf(use).kind === 'once' || !isForgotten(use, uses)) return [];
    const at = { at: use.methodAt, path: `/uses/${use.at.start}` };
    const collected = application.grammar === 'python' && !/\basyncio\b/.test(made.module);
    return [{ at, what: 'client', name: use.method, title: made.title, collected }];
  });
  return [...ofPools, ...ofCaches];
}

/** Whether a file is a program that is run by hand or by a schedule. */
export function isProgram(source: Source): boolean {
  return roleOf(source) === 'program';
}

function roleOf(source: Source): PoolInCode['role'] {
  const { grammar, text } = source;
  if (isLambda(source)) return 'function';
  if (LISTENS.test(text)) return 'server';
  if (PROGRAM.test(text)) return 'program';
  const isScript = grammar === 'typescript' || grammar === 'tsx';
  // A script that hands on nothing is run, not loaded.
  return !isScript || /^[ \t]*(?:export\b|(?:module\.)?exports\b)/m.test(text)
    ? 'module'
    : 'program';
}

function isExported(name: string, { text, uses }: Source): boolean {
  let known = exportedNames.get(uses);
  if (known?.text !== text) {
    known = { text, names: new Set(namesExported(text)) };
    exportedNames.set(uses, known);
  }
  return known.names.has(name);
}

const exportedNames = new WeakMap<
  Source['uses'],
  { readonly text: string; readonly names: ReadonlySet<string> }
>();

/** The words that stand where a file says what it exports. */
function namesExported(text: string): readonly string[] {
  const written = /^[ \t]*export\s+(?:(?:const|let|var|default)\s+([A-Za-z_$][\w$]*)|\{([^{}]*))/gm;
  const named = [...text.matchAll(written)].map(([, name, list]) => name ?? list ?? '');
  const lines = text.split('\n').filter((line) => /\bexports\b/.test(line));
  return [...named, ...lines].flatMap((words) => words.match(/[A-Za-z_$][\w$]*/g) ?? []);
}
