import type { SettingValue } from '../../contracts/fact';
import { type Field, known, referenced, unknown } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { rubyExpression } from './ruby-expressions';

/** Calls of a Ruby file of settings, `threads 5, 16`: the last argument counts, `min_threads` is the first. */
export function rubySettings(text: string): Readonly<Record<string, Field<SettingValue>>> {
  const settings: Record<string, Field<SettingValue>> = {};
  const assigned = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(
    /^[ \t]*([a-z_]\w*)[ \t]*=[ \t]*([^#\r\n]+)/gm,
  )) {
    assigned.set(name, value.trim());
  }
  for (const match of text.matchAll(/^[ \t]*([a-z_]\w*)(?:[ \t]+|\()(?![=~|&?:])([^#\r\n]+)/gm)) {
    const { index, 0: whole, 1: name = '', 2: list = '' } = match;
    if (!SETTINGS.test(name)) continue;
    const start = index + whole.length - list.length;
    const parts = argumentsOf(
      whole[whole.length - list.length - 1] === '('
        ? list.replace(/\)[ \t]*$/, '')
        : list.trimEnd(),
    );
    for (const [position, part] of parts.entries()) {
      const isLast = position === parts.length - 1;
      const key = isLast ? name : `min_${name}`;
      const at = span(start + part.at, start + part.at + part.text.length);
      settings[key] = rubyValue(
        assigned.get(part.text) ?? part.text,
        at,
        pointer('/settings', key),
      );
    }
  }
  return settings;
}

const SETTINGS =
  /^(?:threads|workers|worker_processes|worker_timeout|worker_shutdown_timeout|persistent_timeout|first_data_timeout|timeout|preload_app!?|port|bind|listen|force_shutdown_after|max_fast_inline|queue_requests|wait_for_less_busy_worker|fork_worker)$/;

/** Arguments, commas within brackets and quotes being no separators. */
function argumentsOf(list: string): readonly { readonly text: string; readonly at: number }[] {
  const parts: { text: string; at: number }[] = [];
  let depth = 0;
  let from = 0;
  let quote = '';
  const add = (to: number) => {
    const raw = list.slice(from, to);
    const text = raw.trim();
    if (text !== '') parts.push({ text, at: from + raw.indexOf(text) });
    from = to + 1;
  };
  for (let index = 0; index < list.length; index++) {
    const character = list[index] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) add(index);
  }
  add(list.length);
  return parts;
}

function rubyValue(text: string, at: Span, path: string): Field<SettingValue> {
  const plain = text.trim();
  if (/^\d[\d_]*$/.test(plain)) return known(Number(plain.replaceAll('_', '')), at, path);
  if (/^(?:true|false)$/.test(plain)) return known(plain === 'true', at, path);
  const quoted = /^(["'])([^"'#]*)\1$/.exec(plain)?.[2];
  if (quoted !== undefined) return known(quoted, at, path);
  const expression = rubyExpression(plain);
  if (expression !== undefined) {
    const [, name, written] = /^\$\{(\w+)(?:-([^${}]*))?\}$/.exec(expression) ?? [];
    if (name !== undefined) {
      const isNumber = /^\d+$/.test(written ?? '');
      const fallback = written === undefined ? null : isNumber ? Number(written) : written;
      return referenced({ space: 'env', name, fallback }, at, path);
    }
    return { ...unknown('a text with variables', at, path), expression };
  }
  const why = /nprocessors|Etc|processor_count/.test(plain)
    ? 'the cores of the machine'
    : `what ${plain.slice(0, 60)} gives`;
  return unknown(why, at, path);
}
