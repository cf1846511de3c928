import type { ApplicationModel } from './model';

/** What goes on: servers, workers, schedules, and whoever waits for a signal. */
const GOES_ON =
  /\.(?:listen|consume|subscribe|schedule|process)\(|\b(?:setInterval|serve|createServer)\(|\bprocess\.(?:on|once)\(|\bnew\s+(?:Worker|CronJob|Queue\w*)\b|\bwhile\s*\(\s*(?:true|1)\s*\)|\bfor\s*\(\s*;\s*;\s*\)|\b(?:app|router|server|fastify)\.\w+\(/;

/** What hands something to other files. */
const HANDS_ON = /\bexports?\b/;

/**
 * Whether a file is a program that asks its pool, ends it and is over, as what is run by hand or for a migration: no
 * connection of it is idle for long, and nothing else of its process suffers.
 */
export function isOneOff({ uses, text }: ApplicationModel, pool: string): boolean {
  const ends = uses.all.some(({ receiver, method }) => receiver === pool && method === 'end');
  return ends && !HANDS_ON.test(text) && !GOES_ON.test(text);
}
