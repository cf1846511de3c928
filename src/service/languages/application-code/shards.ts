import type { Located } from '../../contracts/field';
import { span } from '../../contracts/span';
import { escapePattern } from '../../text/patterns';
import type { PoolUse } from './pools';

/** A place that picks a database by the remainder of a division. */
export interface ModuloShard extends Located {
  /** The list that is picked from. */
  readonly list: string;
  readonly expression: string;
}

/** `shards[hash(key) % shards.length]`, in one step or in two. */
const PICKS = /\b([A-Za-z_]\w*)\s*\[\s*(?!\s)([^[\]\n%]*%[^[\]\n]*)\]/g;

const STEP = /\b([A-Za-z_]\w*)\s*:?=\s*([^;\n=]*)/g;

const REMAINDER = /%(?<=[\w)\]]\s*%)\s*[\w.()]+/g;

/** Something that counts up spreads load; it does not say where data lives. */
const ROUND_ROBIN =
  /\+\+|\bnext|counter|\bcount\b|robin|cursor|current|\bi\b|\bidx\b|random|Date\.now|time\(/i;

/** Finds lists of databases that are picked from by a remainder. */
export function readShards(text: string, pools: readonly PoolUse[]): readonly ModuloShard[] {
  if (!text.includes('%')) return [];
  const found: ModuloShard[] = [];
  const steps = new Map<string, string>();
  for (const [, name = '', written = ''] of text.matchAll(STEP)) {
    const last = [...written.matchAll(REMAINDER)].at(-1);
    if (last) steps.set(name, written.slice(0, last.index + last[0].length));
  }
  const add = (list: string, expression: string, start: number, end: number) => {
    if (ROUND_ROBIN.test(expression) || !holdsDatabases(list, text, pools)) return;
    found.push({ at: span(start, end), path: `/shards/${found.length}`, list, expression });
  };
  for (const match of text.matchAll(PICKS)) {
    const [whole, list = '', expression = ''] = match;
    add(list, expression.trim(), match.index, match.index + whole.length);
  }
  for (const match of text.matchAll(/\b([A-Za-z_]\w*)\s*\[\s*([A-Za-z_]\w*)\s*\]/g)) {
    const [whole, list = '', index = ''] = match;
    const expression = steps.get(index);
    if (expression !== undefined)
      add(list, expression.trim(), match.index, match.index + whole.length);
  }
  return found;
}

/** The list is made of pools or connections in this file. */
function holdsDatabases(list: string, text: string, pools: readonly PoolUse[]): boolean {
  const declared = new RegExp(`\\b${escapePattern(list)}\\b[^=;\\n]*(?::=|=)\\s*`).exec(text);
  if (!declared) return false;
  const from = declared.index;
  const end = closing(text, from + declared[0].length);
  return pools.some(({ call }) => call.at.start >= from && call.at.end <= end);
}

/** The end of the statement that starts here, by its brackets. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (depth < 0 || (depth === 0 && (character === ';' || character === '\n'))) return at;
  }
  return text.length;
}
