import type { ProxiedServiceFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, unknown } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { tableOf } from '../../text/tables';
import { serversIn } from './proxied-servers';
import { hashComments, type ProcessText } from './statement';

/** A line of a section: its words, without quotes. */
interface Line {
  readonly words: readonly string[];
  readonly at: Span;
}

/** `backend shop` and its lines. */
interface Section {
  readonly kind: string;
  readonly name: string;
  readonly at: Span;
  readonly lines: readonly Line[];
  /** The `defaults` above it. */
  readonly defaults: readonly Line[];
}

const SECTION = /^(?:defaults|frontend|backend|listen)$/;
const OTHERS =
  /^(?:global|userlist|peers|resolvers|mailers|cache|program|http-errors|ring|log-forward|fcgi-app|crt-store|traces)$/;

/**
 * The ways that an HAProxy configuration sends HTTP on: each `backend` and `listen` of `mode http` with its servers.
 * What passes connections on as they are (`mode tcp`, which is the default) is no way of requests.
 * Source: docs.haproxy.org, "Configuration Manual", sections 2 and 4.
 */
export function haproxyWays(text: string): ProcessText {
  const sections = sectionsOf(text);
  const rules = new Map<string, string[]>();
  for (const { kind, name, lines } of sections) {
    if (kind !== 'frontend' && kind !== 'listen') continue;
    for (const { words } of lines) {
      if (!/^(?:use|default)_backend$/.test(words[0] ?? '')) continue;
      const [, to = '', ...condition] = words;
      const leading = rules.get(to) ?? [];
      leading.push([name, ...condition].join(' '));
      rules.set(to, leading);
    }
  }
  const statements = sections.flatMap((section): readonly Placed<ProxiedServiceFact>[] => {
    const { kind, name, at } = section;
    if (kind !== 'backend' && kind !== 'listen') return [];
    if (last(section, ['mode'])?.words[1] !== 'http') return [];
    const servers = section.lines.flatMap(serversOf);
    if (servers.length === 0) return [];
    const path = pointer(`/${kind}`, name);
    return [
      {
        ...{ kind: 'proxied-service', proxy: 'haproxy', at, path, service: name },
        rules: kind === 'listen' ? [name] : (rules.get(name) ?? []),
        servers,
        // It watches the connections that it keeps, and uses none that the other side has closed.
        keeps: false,
        idle: absent(at.end, `${path}/idle`),
        readTimeout: secondsOf(last(section, ['timeout', 'server']), `${path}/timeout`, at.end),
      },
    ];
  });
  return { statements, comments: hashComments(text) };
}

function serversOf({ words }: Line) {
  if (words[0] === 'server') return serversIn(words[2] ?? '');
  // `server-template web 3 web:8000`: one name, asked for its addresses.
  return words[0] === 'server-template' ? serversIn(words[3] ?? '') : [];
}

/** The last line of a section that begins so, else the last one of its defaults. */
function last({ lines, defaults }: Section, begun: readonly string[]): Line | undefined {
  const isIt = ({ words }: Line) => begun.every((word, index) => words[index] === word);
  return lines.findLast(isIt) ?? defaults.findLast(isIt);
}

/** The units of HAProxy's times; a plain number is milliseconds. */
const UNITS = tableOf<number>({ us: 1e-6, ms: 1e-3, '': 1e-3, s: 1, m: 60, h: 3600, d: 86_400 });

function secondsOf(line: Line | undefined, path: string, end: number): Field<number> {
  if (!line) return absent(end, path);
  const [, amount, unit = ''] = /^(\d{1,15})(us|ms|s|m|h|d)?$/.exec(line.words[2] ?? '') ?? [];
  const factor = UNITS[unit];
  return amount === undefined || factor === undefined
    ? unknown('it cannot be read', line.at, path)
    : known(Number(amount) * factor, line.at, path);
}

/** The sections of a text, each with the unnamed or last `defaults` before it. */
function sectionsOf(text: string): readonly Section[] {
  const sections: (Section & { readonly lines: Line[] })[] = [];
  let own: (Section & { readonly lines: Line[] }) | undefined;
  let defaults: readonly Line[] = [];
  for (const line of linesOf(text)) {
    const [first = '', name = ''] = line.words;
    if (SECTION.test(first)) {
      own = { kind: first, name, at: line.at, lines: [], defaults };
      if (first === 'defaults') defaults = own.lines;
      else sections.push(own);
    } else if (OTHERS.test(first)) own = undefined;
    else own?.lines.push(line);
  }
  return sections;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const raw of text.split('\n')) {
    const said = raw.replace(/(?:^|[ \t])#.*$/, '').trimEnd();
    const words = said.trim().match(/"[^"]*"|[^ \t"]+/g) ?? [];
    if (words.length > 0) {
      const begin = start + said.length - said.trimStart().length;
      lines.push({
        words: words.map((word) => word.replace(/^"(.*)"$/, '$1')),
        at: span(begin, start + said.length),
      });
    }
    start += raw.length + 1;
  }
  return lines;
}
