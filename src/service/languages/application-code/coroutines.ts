import type { ApplicationModel } from './model';
import { outboundCalls } from './outbound';
import type { Node } from './syntax/node';
import { ancestors } from './tree';
import { functionOf, keptInFunction, type Use } from './uses';

/** A call in a coroutine of a request that waits without giving its event loop to others. */
export interface BlockingCall {
  readonly use: Use;
  /** What it waits for, in words. */
  readonly what: string;
  /** The request: `POST /orders`. */
  readonly handler: string;
}

/** Frameworks whose coroutines run on the one event loop of their process; Flask and Django start one for each. */
const ON_ONE_LOOP = /^(?:fastapi|starlette|aiohttp\.web|sanic|quart|litestar|blacksheep)\b/;

/** Libraries that have no coroutines: whoever calls them waits. */
const SYNCHRONOUS = /^requests$/;

/**
 * Finds the calls in coroutines of requests that ask a database, or another machine, and are not awaited: what they
 * give is used at once, so they have waited for it. The first of each function.
 */
export function blockingCalls(application: ApplicationModel): readonly BlockingCall[] {
  const { uses, queries, grammar, reach, occasionOf } = application;
  const modules = [...uses.imports.values()].map(({ module }) => module);
  if (grammar !== 'python' || !modules.some((module) => ON_ONE_LOOP.test(module))) return [];
  const asked = new Set(queries.map(({ use }) => use));
  const remote = new Set(
    outboundCalls(uses).flatMap(({ use, library }) => (SYNCHRONOUS.test(library) ? [use] : [])),
  );
  const told = new Set<Node>();
  const found: BlockingCall[] = [];
  for (const use of uses.all) {
    const { node } = functionOf(use);
    if (told.has(node) || node.firstChild?.type !== 'async' || !isUsedAtOnce(use)) continue;
    const what = remote.has(use) ? OTHER : asked.has(use) ? DATABASE : behind(reach.of(use));
    if (what === undefined) continue;
    const occasion = occasionOf(use);
    if (occasion.kind !== 'request') continue;
    told.add(node);
    found.push({ use, what, handler: occasion.handler });
  }
  return found;
}

const DATABASE = 'the database';
const OTHER = 'another system';

/** What a function of the project waits for each time it is called. */
function behind(
  effects: ReturnType<ApplicationModel['reach']['of']>,
): typeof DATABASE | typeof OTHER | undefined {
  for (const { effect, sometimes } of effects) {
    if (sometimes || !(effect.does === 'query' || effect.does === 'remote')) continue;
    // What a coroutine would do is not done where nobody awaits it.
    if (effect.coroutine) continue;
    if (effect.does === 'query') return DATABASE;
    if (SYNCHRONOUS.test(effect.what)) return OTHER;
  }
  return undefined;
}

/** Whether a result is taken where it stands: neither awaited, there or under its name, nor handed on, nor a loop's. */
const isUsedAtOnce = keptInFunction((use: Use): boolean => {
  const { node, result, awaited } = use;
  const within = functionOf(use).node;
  if (awaited || /^(?:passed|resource)$/.test(result.kind)) return false;
  for (const around of ancestors(node)) {
    if (around.id === within.id) break;
    // An `await`, an `async for` or `async with`, a function of its own.
    if (/^(?:await|lambda|generator_expression|with_statement|for_statement)$/.test(around.type)) {
      if (!/^(?:with|for)_statement$/.test(around.type)) return false;
      if (around.firstChild?.type === 'async') return false;
    }
  }
  if (result.kind !== 'variable') return true;
  const lines = within.text.slice(node.endIndex - within.startIndex).split('\n');
  return !lines.some(
    (line) =>
      /\b(?:await|gather|create_task|async)\b/.test(line) &&
      result.names.some((name) => line.split(/\W+/).includes(name)),
  );
});
