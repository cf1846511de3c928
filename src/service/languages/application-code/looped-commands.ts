import type { ApplicationModel } from './model';
import { loopOf } from './queries/loops';
import { functionOf, type Region, type Use } from './uses';

/** A command of Redis that a loop waits for once for each item. */
export interface LoopedCommand {
  readonly use: Use;
  readonly loop: Region;
  readonly title: string;
  /** What does the same for all of them. */
  readonly instead: string;
}

const READS = /^(?:get|hget|hgetall|hmget|exists|ttl|scard|llen|zscore|sismember)$/i;
const WRITES = /^(?:set|setex|hset|del|delete|incr|incrby|expire|sadd|zadd|lpush|rpush|unlink)$/i;

/**
 * The commands of a file that a loop sends one after the other. What is sent without waiting goes out together: a
 * promise that is collected, and everything on a pipeline.
 */
export function loopedCommands({
  uses,
  handles,
  text,
  grammar,
}: ApplicationModel): readonly LoopedCommand[] {
  const isScript = grammar === 'typescript' || grammar === 'tsx';
  return uses.all.flatMap((use) => {
    const { method, receiver, awaited } = use;
    const reads = READS.test(method);
    if (receiver === '' || (!reads && !WRITES.test(method))) return [];
    const handle = handles.of(receiver, use);
    if (
      handle?.kind !== 'cache' ||
      !/^(?:node-redis|ioredis|Redis|redis-py|go-redis|Jedis)$/i.test(handle.title)
    )
      return [];
    // Of JavaScript and asyncio only what is waited for takes its turn.
    if ((isScript || /\basyncio\b/.test(handle.module)) && !awaited) return [];
    const loop = loopOf(use, uses, text);
    if (!loop || functionOf(use).around === loop) return [];
    const instead = /^get$/i.test(method)
      ? 'Read them with one MGET, or send them in a pipeline.'
      : 'Send them in a pipeline.';
    return [{ use, loop, title: handle.title, instead }];
  });
}
