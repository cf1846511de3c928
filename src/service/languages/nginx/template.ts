import type { Span } from '../../contracts/span';

/** A stretch written in a template language (Jinja, ERB, Go, Helm, Terraform, envsubst). */
export interface Template extends Span {
  /** It decides what is written (`{% if %}`) rather than writing a value (`{{ port }}`). */
  readonly control: boolean;
}

/** Finds templates at given offsets of one text, in linear time over all calls from left to right. */
export interface TemplateReader {
  /** The template that starts exactly at `offset`, if any. */
  at(offset: number): Template | undefined;
}

/**
 * Where templates start and end. A template that never closes is none: the characters then mean
 * what they mean to nginx.
 */
export function templateReader(text: string): TemplateReader {
  const exhausted = new Set<string>();

  function closed(
    offset: number,
    from: number,
    close: string,
    control: boolean,
  ): Template | undefined {
    if (exhausted.has(close)) return undefined;
    const end = text.indexOf(close, from);
    if (end < 0) {
      exhausted.add(close);
      return undefined;
    }
    return { start: offset, end: end + close.length, control };
  }

  function at(offset: number): Template | undefined {
    if (!OPENERS.includes(text.charAt(offset))) return undefined;
    switch (text.slice(offset, offset + 2)) {
      case '{{':
        return closed(offset, afterGoComment(offset), '}}', matches(GO_CONTROL, text, offset) > 0);
      case '{%':
        return closed(offset, offset + 2, '%}', true);
      case '{#':
        return startsLine(text, offset) ? closed(offset, offset + 2, '#}', true) : undefined;
      case '<%':
        return closed(offset, offset + 2, '%>', text[offset + 2] !== '=');
      case '%{':
        return sized(offset, matches(TERRAFORM_CONTROL, text, offset), true);
      case '${':
        return sized(offset, matches(ENVIRONMENT, text, offset), false);
      case '@@':
      case '%%':
        return sized(offset, matches(PLACEHOLDER, text, offset), false);
      case '#{':
        return sized(offset, matches(OCTOPUS, text, offset), false);
      default:
        return undefined;
    }
  }

  function afterGoComment(offset: number): number {
    if (matches(GO_COMMENT, text, offset) === 0 || exhausted.has('*/')) return offset + 2;
    const end = text.indexOf('*/', offset);
    if (end < 0) exhausted.add('*/');
    return end < 0 ? offset + 2 : end;
  }

  return { at };
}

/** The characters that a template can start with: asked of every character of a text. */
export const OPENERS = '{<%$@#';

const GO_CONTROL =
  /\{\{-?\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|\/\*|\$\w+\s*:?=|[#/^!])/y;
const GO_COMMENT = /\{\{-?\s*\/\*/y;
const TERRAFORM_CONTROL = /%\{~?\s*(?:if|else|endif|for|endfor)\b[^}\n]{0,200}\}/y;
const ENVIRONMENT = /\$\{[A-Z][A-Z0-9_]*\}/y;
/** Closed by a second sign: else it is a comment. */
const OCTOPUS = /#\{[\w.]+\}#/y;
const PLACEHOLDER = /@@[A-Z0-9_]+@@|%%[A-Z0-9_]+%%/y;

function sized(start: number, length: number, control: boolean): Template | undefined {
  return length > 0 ? { start, end: start + length, control } : undefined;
}

function matches(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length ?? 0;
}

function startsLine(text: string, offset: number): boolean {
  let i = offset - 1;
  while (text[i] === ' ' || text[i] === '\t') i--;
  return i < 0 || text[i] === '\n';
}
