import { span } from '../../contracts/span';
import { type Entry, sidekiqEntry } from './entries';
import type { ThreadSettings } from './model';
import { numberOf } from './values';

/** The largest number of threads a `puma.rb` sets: `threads 5, 16`, `threads min, ENV.fetch("X", 5)`. */
export function threadsOf(text: string): ThreadSettings | null {
  const call = /^[ \t]*threads(?:[ \t]+|\()([^#\r\n]*)(?:#.*)?$/m.exec(text);
  if (!call) return null;
  const [whole, written = ''] = call;
  const list = written.trimEnd().replace(/\)$/, '');
  const last = list.slice(lastComma(list) + 1);
  const start = call.index + whole.indexOf(list) + list.length - last.trimStart().length;
  const at = span(start, start + last.trim().length);
  const name = /^[a-z_]\w*$/.exec(last.trim())?.[0];
  const assigned =
    name && new RegExp(`^[ \\t]*${name}[ \\t]*=([^#\\r\\n]+)`, 'm').exec(text)?.[1]?.trim();
  const max = numberOf(rubyNumber(assigned ?? last.trim()), at, '/threads');
  return { at, path: '/threads', server: 'Puma', max };
}

/** The threads of a Sidekiq process: those for production, where they are told apart. */
export function concurrencyOf(entries: readonly Entry[]): ThreadSettings | null {
  const found = sidekiqEntry(entries, 'concurrency');
  if (!found) return null;
  const max = numberOf(found.text, found.at, '/concurrency');
  return { at: found.at, path: '/concurrency', server: 'Sidekiq', max };
}

/** The comma between the two numbers, not one within `ENV.fetch("X", 5)`. */
function lastComma(list: string): number {
  let depth = 0;
  for (let index = list.length - 1; index >= 0; index--) {
    const character = list[index];
    if (character === ')' || character === '}') depth++;
    else if (character === '(' || character === '{') depth--;
    else if (character === ',' && depth === 0) return index;
  }
  return -1;
}

/** A number of Ruby, as a template has it. */
function rubyNumber(text: string): string {
  return /^\d[\d_]*$/.test(text) ? text : `<%= ${text} %>`;
}
