import type { ForkFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { countOf } from './counts';
import type { EntrySource } from './entries/entry';
import type { Grammar } from './grammars';

/** Where the processes a program starts of itself are counted. */
interface Forking {
  readonly fact: ForkFact;
  readonly at: Span;
}

const PATH = '/forks';

/** Characters between a loop, or an option, and what it is about. */
const NEAR = 400;

/** How often a program of Node starts itself: by its own `cluster`, or by throng. */
export function forksOf(source: EntrySource, grammar: Grammar): readonly Forking[] {
  if (grammar !== 'typescript' && grammar !== 'tsx') return [];
  const { uses, root } = source;
  const text = root?.text ?? '';
  for (const use of uses.all) {
    const module = uses.imports.get(use.receiver === '' ? use.method : use.receiver)?.module;
    const written =
      module !== undefined && /^(?:node:)?cluster$/.test(module) && use.method === 'fork'
        ? loopAround(text.slice(Math.max(0, use.at.start - NEAR), use.at.start))
        : module === 'throng' && use.receiver === ''
          ? workersOf(use.arguments[0]?.text ?? '')
          : undefined;
    if (written === undefined) continue;
    return [
      {
        fact: { kind: 'forks', path: PATH, count: countOf(written, text, PATH) },
        at: use.methodAt,
      },
    ];
  }
  return [];
}

/** What the last loop before a call counts to. */
function loopAround(before: string): string {
  const loops = [
    ...before.matchAll(
      /\bfor\s*\([^;)]{0,80};\s*\w+\s*<\s*([^;]{1,80});|\blength\s*:\s*([^})]{1,80})[})]/g,
    ),
  ];
  const [, counted, length] = loops.at(-1) ?? [];
  return (counted ?? length ?? '').trim();
}

/** `throng({ workers: 4, … })`, `throng(4, start)`; without a number it asks the environment and the cores. */
function workersOf(first: string): string {
  if (!first.startsWith('{'))
    return /^[\w.()\s|?]+$/.test(first) && /\d|WEB|env|cpu/i.test(first) ? first : '';
  return /\b(?:workers|count)\s*:\s*([^,}\n]{1,80})/.exec(first)?.[1]?.trim() ?? CORES;
}

const CORES = 'os.cpus().length';
