import type { ProxiedServiceFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, unknown } from '../../contracts/field';
import { type CaddyLine, type CaddyWord, readCaddyfile } from '../../syntax/caddyfile';
import { pointer } from '../../syntax/data-node';
import { durationSeconds } from '../shared/amounts';
import { serversIn } from './proxied-servers';
import type { ProcessText } from './statement';

/** Directives whose blocks hold directives for some of the requests. */
const GROUPS = new Set(['handle', 'handle_path', 'route', 'handle_errors']);

/** What is known where a directive stands. */
interface Around {
  readonly path: string;
  readonly site: string;
  readonly pattern: string;
  readonly snippets: ReadonlyMap<string, readonly CaddyLine[]>;
  /** The snippets that lead here: one that imports itself is read once. */
  readonly imported: readonly string[];
}

/** How many lines are looked at, those of a snippet for each import: few lines could mean more than anybody writes. */
const MAX_LINES = 20_000;

/**
 * The ways that a Caddyfile sends requests on: each `reverse_proxy` and `php_fastcgi` with the site and the paths
 * it stands for. Files that are imported are not read.
 * Source: caddyserver.com/docs/caddyfile/directives/reverse_proxy.
 */
export function caddyWays(text: string): ProcessText {
  const { lines, comments } = readCaddyfile(text);
  const isSnippet = ({ words: [first] }: CaddyLine) => /^\(.+\)$/.test(first?.text ?? '');
  const snippets = new Map(
    lines.flatMap((line) =>
      isSnippet(line) ? [[line.words[0]?.text.slice(1, -1) ?? '', line.block ?? []] as const] : [],
    ),
  );
  const found: Found = { ways: [], lines: 0 };
  for (const { address, block } of sitesOf(lines.filter((line) => !isSnippet(line)))) {
    const path = pointer('/sites', address);
    collect(block, { site: address, path, pattern: '', snippets, imported: [] }, found);
  }
  return { statements: found.ways, comments };
}

/** What has been found so far, and how many lines were looked at for it. */
interface Found {
  readonly ways: Placed<ProxiedServiceFact>[];
  lines: number;
}

/** The sites of a file; one without braces has the file for itself: its first line is its addresses. */
function sitesOf(lines: readonly CaddyLine[]) {
  const [first, ...rest] = lines.filter(({ words }) => words.length > 0);
  if (first && first.block === null && first.words[0]?.text !== 'import') {
    return [{ address: addressOf(first.words), block: rest }];
  }
  return lines.flatMap(({ words, block }) =>
    words.length > 0 && block ? [{ address: addressOf(words), block }] : [],
  );
}

function addressOf(words: readonly CaddyWord[]): string {
  return words.map(({ text }) => text.replace(/,$/, '')).join(' ');
}

function collect(lines: readonly CaddyLine[], around: Around, found: Found): void {
  const matchers = new Map(
    lines.flatMap(({ words: [first, ...rest] }) =>
      first?.text.startsWith('@') ? [[first.text, rest.map(({ text }) => text)] as const] : [],
    ),
  );
  for (const line of lines) {
    const [name, ...args] = line.words;
    if (found.lines++ >= MAX_LINES) return;
    if (name?.text === 'import') {
      const snippet = args[0]?.text ?? '';
      const imported = around.snippets.get(snippet);
      if (!imported || around.imported.includes(snippet)) continue;
      collect(imported, { ...around, imported: [...around.imported, snippet] }, found);
    } else if (name && GROUPS.has(name.text) && line.block) {
      const pattern = patternIn(args[0], matchers) ?? around.pattern;
      collect(line.block, { ...around, pattern }, found);
    } else if (name?.text === 'reverse_proxy' || name?.text === 'php_fastcgi') {
      const own = patternIn(args[0], matchers);
      const index = found.ways.length;
      const path = pointer(pointer(around.path, own ?? (around.pattern || '/')), index);
      const rule = `${around.site}${own ?? around.pattern}`;
      const way = wayOf(line, own === undefined ? args : args.slice(1), path, rule);
      if (way) found.ways.push(way);
    }
  }
}

/** The paths that a matcher stands for, as they are written; `undefined` where the word is none. */
function patternIn(
  word: CaddyWord | undefined,
  matchers: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  if (!word) return undefined;
  if (/^[/*]/.test(word.text)) return word.text;
  if (!word.text.startsWith('@')) return undefined;
  const [kind, ...paths] = matchers.get(word.text) ?? [];
  return kind === 'path' ? paths.join(' ') : word.text;
}

function wayOf(
  line: CaddyLine,
  args: readonly CaddyWord[],
  path: string,
  rule: string,
): Placed<ProxiedServiceFact> | undefined {
  const block = line.block ?? [];
  const to = block.flatMap(({ words: [first, ...rest] }) => (first?.text === 'to' ? rest : []));
  const servers = [...args, ...to].flatMap(({ text }) => serversIn(withDefaults(text)));
  if (servers.length === 0) return undefined;
  const isFastcgi = line.words[0]?.text === 'php_fastcgi';
  const transport = block.find(({ words: [first] }) => first?.text === 'transport');
  const isHttp = !isFastcgi && (transport === undefined || transport.words[1]?.text === 'http');
  const settings = isHttp ? (transport?.block ?? []) : [];
  const setting = (key: string) => settings.find(({ words: [first] }) => first?.text === key);
  const end = line.at.end;
  const header = setting('response_header_timeout') ?? setting('read_timeout');
  const kept = setting('keepalive');
  return {
    kind: 'proxied-service',
    proxy: 'caddy',
    at: line.at,
    path,
    service: servers[0]?.host ?? '',
    rules: [rule],
    servers,
    keeps: isHttp && kept?.words[1]?.text !== 'off',
    idle: seconds(kept?.words[1], `${path}/keepalive`, end),
    readTimeout: seconds(header?.words[1], `${path}/readTimeout`, end),
  };
}

/** `{$HOST:api}` is `api` where nobody sets `HOST`; without a default it cannot be told. */
function withDefaults(text: string): string {
  return text.replace(/\{\$\w{1,100}:([^{}]{0,200})\}/g, '$1');
}

/** Go's durations, and days. */
function seconds(word: CaddyWord | undefined, path: string, end: number): Field<number> {
  if (!word) return absent(end, path);
  const [, days] = /^(\d+)d$/.exec(word.text) ?? [];
  const value = days === undefined ? durationSeconds(word.text) : Number(days) * 86_400;
  return value === undefined
    ? unknown('it cannot be read', word.at, path)
    : known(value, word.at, path);
}
