import { valueOf } from '../../contracts/field';
import { effective } from './effective';
import type { NginxDirective, Scope } from './model';
import { parseSize } from './sizes';
import { parseCount } from './words';

/** The modules that keep a response in buffers, by the beginning of their directives. */
export const BUFFERING = ['proxy', 'fastcgi', 'uwsgi', 'scgi'] as const;

/** A number of a level: written, nginx's own, or not to be known. */
export type Amount<T> =
  | { readonly state: 'written'; readonly value: T; readonly directive: NginxDirective }
  | { readonly state: 'default' }
  | { readonly state: 'unknown' };

/** The buffers that a response has at a level, in bytes. */
export interface ResponseBuffers {
  /** `…_buffer_size`: the buffer of the header. */
  readonly first: Amount<number>;
  /** `…_buffers`. */
  readonly rest: Amount<{ readonly number: number; readonly each: number }>;
  /** `…_busy_buffers_size`: what may be on its way to a client. */
  readonly busy: Amount<number>;
}

/** The buffers at a level of `http`; `undefined` where nothing is written about them. */
export function responseBuffersAt(
  scope: Scope,
  module: (typeof BUFFERING)[number],
): ResponseBuffers | undefined {
  const first = amount(scope, `${module}_buffer_size`, sizeIn);
  const rest = amount(scope, `${module}_buffers`, buffersIn);
  const busy = amount(scope, `${module}_busy_buffers_size`, sizeIn);
  return [first, rest, busy].some(({ state }) => state === 'written')
    ? { first, rest, busy }
    : undefined;
}

function amount<T>(
  scope: Scope,
  name: string,
  read: (directive: NginxDirective) => T | undefined,
): Amount<T> {
  const found = effective(scope, name, undefined);
  if (found.state === 'defaulted') return { state: 'default' };
  const directive = found.state === 'declared' ? found.directives[0] : undefined;
  const value = directive && read(directive);
  return directive === undefined || value === undefined
    ? { state: 'unknown' }
    : { state: 'written', value, directive };
}

function sizeIn({ args: [size] }: NginxDirective): number | undefined {
  return parseSize((size && valueOf(size)) ?? '');
}

function buffersIn({ args: [count, size] }: NginxDirective) {
  const number = parseCount((count && valueOf(count)) ?? '');
  const each = parseSize((size && valueOf(size)) ?? '');
  return number === undefined || each === undefined ? undefined : { number, each };
}

const DEFAULT_NUMBER = 8;

/** The sizes nginx compares, in bytes; one that cannot be known is left out. */
export interface BufferSizes {
  /** The largest single buffer, as far as it is known. */
  readonly largest: number;
  readonly number: number | undefined;
  readonly each: number | undefined;
  /** What may be busy; by default twice the largest buffer. */
  readonly busy: number | undefined;
}

/** The sizes on a machine with memory pages of `page` bytes: they are the default of a buffer. */
export function bufferSizes({ first, rest, busy }: ResponseBuffers, page: number): BufferSizes {
  const ofHeader = first.state === 'written' ? first.value : first.state === 'default' ? page : 0;
  const { number, each } =
    rest.state === 'written'
      ? rest.value
      : rest.state === 'default'
        ? { number: DEFAULT_NUMBER, each: page }
        : {};
  const largest = Math.max(ofHeader, each ?? 0);
  const most =
    busy.state === 'written' ? busy.value : busy.state === 'default' ? 2 * largest : undefined;
  return { largest, number, each, busy: most };
}

/** What nginx finds wrong with the sizes of a level. */
export type BufferFault = 'too few' | 'too small' | 'too large';

/**
 * Why nginx does not start with these sizes, in the order in which it looks
 * (`ngx_http_proxy_merge_loc_conf` and its likes); `undefined` where it does, or where that is open.
 */
export function bufferFault({ largest, number, each, busy }: BufferSizes): BufferFault | undefined {
  if (number !== undefined && number < 2) return 'too few';
  if (busy === undefined) return undefined;
  if (busy < largest) return 'too small';
  if (number !== undefined && each !== undefined && busy > (number - 1) * each) return 'too large';
  return undefined;
}
