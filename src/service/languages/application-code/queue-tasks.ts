import type { QueueDelayFact, QueueTaskFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { type Source, sourceOf } from '../../syntax/code-text';
import { tableOf } from '../../text/tables';

/** What a call is given is looked through so far; one that is not closed has no end. */
const MAX_CALL = 4000;

/** What single tasks of Celery are told in their decorators, and how long calls put tasks off. */
export function queueTasks(
  path: string,
  text: string,
): readonly (Placed<QueueTaskFact> | Placed<QueueDelayFact>)[] {
  const isOfCelery = /\bcelery\b|\bshared_task\b|\.apply_async\(/.test(text);
  if (!path.endsWith('.py') || !isOfCelery) return [];
  const source = sourceOf(text, { line: ['#'], block: null, tripled: true });
  return [...decorated(source), ...putOff(source)];
}

function decorated(source: Source): readonly Placed<QueueTaskFact>[] {
  const { code } = source;
  const found: Placed<QueueTaskFact>[] = [];
  for (const { index, 0: whole } of code.matchAll(
    /^[ \t]*@(?:\w+\.){0,4}(?:shared_task|task)\(/gm,
  )) {
    const open = index + whole.length - 1;
    const end = Math.min(source.closing(open), open + MAX_CALL);
    const [, name] = /\bdef (\w+)/.exec(code.slice(end, end + 600)) ?? [];
    if (name === undefined) continue;
    const path = `/tasks/${found.length}`;
    const within = { start: open + 1, end };
    found.push({
      ...{ kind: 'queue-task', path, library: 'celery', called: name },
      at: { start: index + whole.length - whole.trimStart().length, end: open },
      timeLimit: secondsOf(source, within, 'time_limit', `${path}/time_limit`),
      acksLate: flagOf(source, within, 'acks_late', `${path}/acks_late`),
    });
  }
  return found;
}

function putOff(source: Source): readonly Placed<QueueDelayFact>[] {
  const { code } = source;
  const found: Placed<QueueDelayFact>[] = [];
  for (const { index, 0: whole } of code.matchAll(/\.(?:apply_async|signature|retry)\(/g)) {
    const open = index + whole.length - 1;
    const within = { start: open + 1, end: Math.min(source.closing(open), open + MAX_CALL) };
    for (const setting of ['countdown', 'eta'] as const) {
      const path = `/delays/${found.length}`;
      const seconds = secondsOf(source, within, setting, `${path}/seconds`);
      if (seconds.state !== 'known') continue;
      found.push({
        kind: 'queue-delay',
        path,
        library: 'celery',
        setting,
        at: seconds.at,
        seconds,
      });
    }
  }
  return found;
}

/** Where a named argument of a call holds its value. */
function argument({ code }: Source, { start, end }: Span, name: string): Span | undefined {
  const found = new RegExp(`(?<![\\w.])${name} ?= ?`).exec(code.slice(start, end));
  if (!found) return undefined;
  const from = start + found.index + found[0].length;
  let depth = 0;
  let index = from;
  for (; index < end; index++) {
    const character = code[index] ?? '';
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) break;
  }
  return { start: from, end: from + code.slice(from, index).trimEnd().length };
}

const UNITS = tableOf<number>({
  weeks: 604_800,
  days: 86_400,
  hours: 3600,
  minutes: 60,
  seconds: 1,
});

/** `3600`, `60 * 60`, `timedelta(hours=1)`, `now() + timedelta(days=2)`. */
function secondsOf(source: Source, within: Span, name: string, path: string): Field<number> {
  const at = argument(source, within, name);
  if (!at) return absent(within.start, path);
  const text = source.code.slice(at.start, at.end);
  const open = unknown('no plain number of seconds', at, path);
  if (/^\d[\d_]*(?: ?\* ?\d[\d_]*){0,5}$/.test(text)) return known(product(text), at, path);
  const [, inner] = /(?:^|\+ ?)(?:\w+\.)?timedelta\(([^()]{1,200})\)$/.exec(text) ?? [];
  if (inner === undefined) return open;
  let seconds = 0;
  for (const part of inner.split(',')) {
    const [, unit = '', value] =
      /^\s*(\w+) ?= ?(\d[\d_]*(?: ?\* ?\d[\d_]*){0,5})\s*$/.exec(part) ?? [];
    const factor = UNITS[unit];
    if (factor === undefined || value === undefined) return open;
    seconds += factor * product(value);
  }
  return Number.isFinite(seconds) ? known(seconds, at, path) : open;
}

function product(text: string): number {
  return text.split('*').reduce((all, part) => all * Number(part.trim().replaceAll('_', '')), 1);
}

function flagOf(source: Source, within: Span, name: string, path: string): Field<boolean> {
  const at = argument(source, within, name);
  if (!at) return absent(within.start, path);
  const text = source.code.slice(at.start, at.end);
  return /^(?:True|False)$/.test(text)
    ? known(text === 'True', at, path)
    : unknown('no plain value', at, path);
}
