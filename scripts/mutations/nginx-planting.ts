import type { Mutation } from './mutation';
import { once } from './text';

export const HTTP = /\bhttp\s*\{/;
export const SERVER = /\bhttp\s*\{[\s\S]*?\n\s*server\s*\{/;
export const LOCATION = /(\n\s*location\s[^{}]*\{[^{}]*?)(\n\s*proxy_pass\s+http:\/\/[^;$]*;)/;
const SAYS_LONG =
  /socket|stream|event|sse|upload|export|import|file|media|chat|log\b|push|poll|report|rpc|live|v2/i;

/** A change of texts that nothing from outside can alter; `unless` names what is in its way. */
export function whole(unless: RegExp, change: (text: string) => string | undefined) {
  return (text: string): string | undefined =>
    /\binclude\b|\{\{|%%|_by_lua|load_module|\bstream\s*\{|proxy_pass\s+\S*\$/.test(text) ||
    !/\bevents\b/.test(text) ||
    unless.test(text)
      ? undefined
      : change(text);
}

/** The line as the first of `http`. */
export function inHttp(rule: string, line: string, unless: RegExp): Mutation {
  return { rule, plant: whole(unless, (text) => once(text, HTTP, `$& ${escaped(line)}`)) };
}

/** The line as the first of a server. */
export function inServer(rule: string, line: string, unless: RegExp): Mutation {
  return { rule, plant: whole(unless, (text) => once(text, SERVER, `$& ${escaped(line)}`)) };
}

/** The line in front of a `proxy_pass` to a written address. */
export function inLocation(rule: string, line: string, unless: RegExp): Mutation {
  return { rule, plant: whole(unless, (text) => once(text, LOCATION, `$1 ${escaped(line)}$2`)) };
}

/** The line in a location that keeps what its `proxy_pass` answers. */
export function cached(line: string, unless: RegExp) {
  return whole(new RegExp(`proxy_cache\\b|${unless.source}`), (text) => {
    const zone = 'proxy_cache_path /var/planted keys_zone=planted:1m max_size=1g;';
    const defined = once(text, HTTP, `$& ${zone}`);
    return defined && once(defined, LOCATION, `$1 proxy_cache planted; ${line}$2`);
  });
}

/** Changes the first upstream whose servers are all in its block. */
export function inUpstream(
  rule: string,
  change: (block: string, text: string) => string | undefined,
): Mutation {
  return {
    rule,
    plant: (text) => {
      const found = /(?:^|\n)[ \t]*upstream\s+\w+\s*\{[^{}]*\}/.exec(text)?.[0];
      const hidden = /\b(?:resolve|service=|include|state)\b|%%|\{\{/;
      if (!found || hidden.test(found) || /health_check|load_module|_by_lua/.test(text))
        return undefined;
      const block = servers(found) > 0 ? change(found, text) : undefined;
      return block === undefined ? undefined : text.replace(found, () => block);
    },
  };
}

/** Whether a location, server, upstream or target is called something that takes its time. */
export function saysLong(text: string): boolean {
  const names = text.match(/\b(?:location|server_name|upstream|proxy_pass)\s[^{;]*/g) ?? [];
  return names.some((name) => SAYS_LONG.test(name));
}

/** How many servers a block has. */
export function servers(block: string): number {
  return block.match(/\n\s*server\s/g)?.length ?? 0;
}

/** A line for a replacement pattern, where `$` has a meaning. */
function escaped(line: string): string {
  return line.replaceAll('$', '$$$$');
}
