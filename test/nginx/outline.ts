import { parse } from '../../src/service/languages/nginx/parse';
import type { Body } from '../../src/service/languages/nginx/syntax';
import { wordValue } from '../../src/service/languages/nginx/words';
import { statementsOf } from './statements';

/** A tree in one line: `name arg;`, `name { … }`, `!` before what is incomplete, `?` unclosed. */
export function outline(text: string): string {
  const shown = (body: Body): string =>
    statementsOf(body)
      .map(({ words, body: inner, incomplete }) => {
        const line = words.map((w) => wordValue(text.slice(w.start, w.end), w.quote)).join(' ');
        const open = inner?.closed === false ? '?' : '';
        const block = inner ? ` {${inner.kind === 'lua' ? 'lua' : shown(inner)}${open}}` : ';';
        return `${incomplete ? '!' : ''}${line}${block}`;
      })
      .join(' ');
  return shown(parse(text).root);
}

/** Each problem as the text it points at and the start of its message. */
export function problems(text: string): readonly string[] {
  return parse(text).problems.map(({ at, message }) => {
    return `${JSON.stringify(text.slice(at.start, at.end))} ${message}`;
  });
}
