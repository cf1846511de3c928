import type { ShardListFact } from '../../contracts/fact';
import type { Located } from '../../contracts/field';
import type { Comment } from '../../contracts/language';
import { span } from '../../contracts/span';
import { escapePattern } from '../../text/patterns';
import type { PoolUse } from './pools';

/** A place that picks one of a list of databases by a key. */
export interface PickedShard extends Located {
  /** The list that is picked from. */
  readonly list: string;
  readonly expression: string;
  /** By the remainder of a division, or by something else that stands in the brackets. */
  readonly how: 'remainder' | 'key';
  /** The paths of the pools that the list is made of. */
  readonly pools: readonly string[];
}

/** `shards[hash(key) % shards.length]`, in one step or in two. */
const PICKS = /\b([A-Za-z_]\w*)\s*\[\s*(?!\s)([^[\]\n%]*%[^[\]\n]*)\]/g;

const STEP = /\b([A-Za-z_]\w*)\s*:?=\s*([^;\n=]*)/g;

const REMAINDER = /%(?<=[\w)\]]\s*%)\s*[\w.()]+/g;

/** A list or a map that is called what it is: `shards[region]`, `shardPools.get(tenant)`. */
const NAMED = /\b(\w{0,40}[Ss](?:hard|HARD)\w{0,40})\s*(?:\[|\.get\()\s*(?=[A-Za-z_])/g;

/** Something that counts up spreads load; it does not say where data lives. */
const ROUND_ROBIN =
  /\+\+|\bnext|counter|\bcount\b|robin|cursor|current|\bi\b|\bidx\b|random|Date\.now|time\(/i;

/** Finds lists of databases that are picked from by a key, once for each place. */
export function readShards(
  text: string,
  pools: readonly PoolUse[],
  comments: readonly Comment[],
): readonly PickedShard[] {
  if (pools.length === 0) return [];
  const found = new Map<number, PickedShard>();
  const lists = new Map<string, readonly string[]>();
  const add = (how: PickedShard['how'], list: string, expression: string, at: [number, number]) => {
    const [start, end] = at;
    if (found.has(start) || ROUND_ROBIN.test(expression)) return;
    if (comments.some((comment) => comment.at.start <= start && start < comment.at.end)) return;
    const held = lists.get(list) ?? poolsIn(list, text, pools);
    lists.set(list, held);
    if (held.length < (how === 'key' ? 2 : 1)) return;
    const path = `/shards/${found.size}`;
    found.set(start, { at: span(start, end), path, list, expression, how, pools: held });
  };
  if (text.includes('%')) {
    const steps = new Map<string, string>();
    for (const [, name = '', written = ''] of text.matchAll(STEP)) {
      const last = [...written.matchAll(REMAINDER)].at(-1);
      if (last) steps.set(name, written.slice(0, last.index + last[0].length));
    }
    for (const match of text.matchAll(PICKS)) {
      const [whole, list = '', expression = ''] = match;
      add('remainder', list, expression.trim(), [match.index, match.index + whole.length]);
    }
    for (const match of text.matchAll(/\b([A-Za-z_]\w*)\s*\[\s*([A-Za-z_]\w*)\s*\]/g)) {
      const [whole, list = '', index = ''] = match;
      const expression = steps.get(index);
      if (expression !== undefined)
        add('remainder', list, expression.trim(), [match.index, match.index + whole.length]);
    }
  }
  for (const match of text.matchAll(NAMED)) {
    const from = match.index + match[0].length;
    const line = text.indexOf('\n', from);
    const end = closing(text, from, line === -1 ? text.length : line);
    const key = text.slice(from, end).trim();
    if (key !== '' && /[\])]/.test(text[end] ?? '')) {
      add('key', match[1] ?? '', key, [match.index, end + 1]);
    }
  }
  return [...found.values()];
}

/** What others may join: each list of databases once, as it is picked from first. */
export function shardFacts(shards: readonly PickedShard[]) {
  const lists = new Map<string, PickedShard>();
  for (const shard of shards) if (!lists.has(shard.list)) lists.set(shard.list, shard);
  return [...lists.values()].map(({ at, path, list, expression, how, pools }) => {
    const fact: ShardListFact = { kind: 'shard-list', path, list, expression, how, pools };
    return { fact, at };
  });
}

/** The pools or connections of this file that a list is made of. */
function poolsIn(list: string, text: string, pools: readonly PoolUse[]): readonly string[] {
  const declared = new RegExp(`\\b${escapePattern(list)}\\b[^=;\\n]*(?::=|=)\\s*`).exec(text);
  if (!declared) return [];
  const from = declared.index;
  const end = closing(text, from + declared[0].length);
  return pools.flatMap(({ call, path }) =>
    call.at.start >= from && call.at.end <= end ? [path] : [],
  );
}

/** The end of the statement or of the brackets that start here. */
function closing(text: string, from: number, to = text.length): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const character = text[at] ?? '';
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (depth < 0 || (depth === 0 && (character === ';' || character === '\n'))) return at;
  }
  return to;
}
