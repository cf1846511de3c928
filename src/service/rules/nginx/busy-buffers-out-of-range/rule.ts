import { type Field, isKnown, type Known, type Located } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import {
  BUFFERING,
  type BufferFault,
  type BufferSizes,
  bufferFault,
  bufferSizes,
  type ResponseBuffers,
  responseBuffersAt,
} from '../../../languages/nginx/buffers';
import { insertAfter, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel, ScopeKind } from '../../../languages/nginx/model';
import { formatSize } from '../../../languages/nginx/sizes';

export default defineRule({
  id: 'nginx/busy-buffers-out-of-range',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Buffer sizes refused together',
  summary: 'Sizes of response buffers that nginx refuses together.',
  citations: ['nginx.proxy.busy-buffers-size', 'nginx.proxy.buffers', 'nginx.proxy.source'],
  practices: [],
  checklist: [],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const reported = new Set<string>();
    for (const module of BUFFERING) {
      if (!SUFFIXES.some((suffix) => nginx.byName.has(module + suffix))) continue;
      for (const scope of nginx.scopes) {
        if (scope.module !== 'http' || !MERGED.has(scope.kind)) continue;
        const buffers = responseBuffersAt(scope, module);
        const sizes = buffers && bufferSizes(buffers, PAGE);
        const fault = sizes && bufferFault(sizes);
        const [at, ...others] = buffers && fault ? written(buffers, fault) : [];
        if (!fault || !at || reported.has(at.path)) continue;
        reported.add(at.path);
        const isSure = OTHER_PAGES.every((page) => bufferFault(bufferSizes(buffers, page)));
        report({
          at,
          severity: isSure ? 'error' : 'warning',
          message: messageOf(module, fault, sizes, buffers),
          related: others.map((other) => ({ at: other, message: 'nginx judges this with it.' })),
          fixes: unlessGenerated(nginx, () => fixesOf(nginx, module, fault, sizes, buffers)),
        });
      }
    }
  },
});

const SUFFIXES = ['_buffer_size', '_buffers', '_busy_buffers_size'];

/** nginx puts the values of a level and of those around it together, and then judges them. */
const MERGED: ReadonlySet<ScopeKind> = new Set(['server', 'location', 'if', 'limit_except']);

/** A memory page in bytes: of most machines, and of others. */
const PAGE = 4096;
const OTHER_PAGES = [8192, 16_384, 65_536];

/** The values that are written, first the one to change. */
function written({ first, rest, busy }: ResponseBuffers, fault: BufferFault): readonly Located[] {
  const order = fault === 'too few' ? [rest] : [busy, first, rest];
  return order.flatMap((amount) =>
    amount.state === 'written' ? (known(amount.directive.args[0]) ?? []) : [],
  );
}

function messageOf(
  module: string,
  fault: BufferFault,
  { largest, number = 0, each = 0, busy = 0 }: BufferSizes,
  buffers: ResponseBuffers,
): string {
  const name = `${module}_busy_buffers_size`;
  if (fault === 'too few') {
    return `nginx does not start with ${number} of ${module}_buffers: it takes no fewer than 2. Write more of them.`;
  }
  if (fault === 'too small') {
    return `${name} is ${formatSize(busy)}, less than a single buffer of ${formatSize(largest)}: nginx does not start. Set it to ${formatSize(largest)} or more.`;
  }
  const cause =
    buffers.busy.state === 'written'
      ? `${name} is ${formatSize(busy)}`
      : `${name} is twice the largest buffer where it is not set, here ${formatSize(busy)}`;
  const all = `all ${buffers.rest.state === 'default' ? 'default ' : ''}${module}_buffers but one`;
  const room = `${number - 1} × ${formatSize(each)} = ${formatSize((number - 1) * each)}`;
  return `${cause}. That is more than ${all} (${room}), and nginx does not start. Set ${module}_buffers that have room for it.`;
}

function fixesOf(
  nginx: NginxModel,
  module: string,
  fault: BufferFault,
  { largest, number = 0, each = 0 }: BufferSizes,
  { first, rest, busy }: ResponseBuffers,
): readonly Fix[] {
  const amounts = [first, rest, busy];
  const [line, ...others] = amounts.flatMap((amount) =>
    amount.state === 'written' ? [amount.directive] : [],
  );
  // What stands on another level meets other values there.
  const isHere = line && others.every(({ scope }) => scope === line.scope);
  if (!isHere || amounts.some(({ state }) => state === 'unknown')) return [];
  const room = (number - 1) * each;
  if (busy.state === 'written') {
    const size = known(busy.directive.args[0]);
    if (!size || rest.state !== 'written' || largest > room) return [];
    const value = formatSize(fault === 'too small' ? largest : room);
    const title = `Set ${module}_busy_buffers_size to ${value} instead of ${size.value}`;
    return [{ title, kind: 'suggestion', edits: [replaceArgument(size, value)] }];
  }
  if (fault === 'too few') return [];
  const size = formatSize(largest);
  const [count, one] = rest.state === 'written' ? rest.directive.args.map(known) : [];
  return [
    {
      title: `Set ${module}_buffers: ${number} of ${formatSize(each)} → 4 of ${size}, up to ${formatSize(4 * largest)} for a response`,
      kind: 'guided',
      edits:
        count && one
          ? [replaceArgument(count, '4'), replaceArgument(one, size)]
          : [insertAfter(nginx, line, [`${module}_buffers 4 ${size};`])],
    },
  ];
}

function known(argument: Field<string> | undefined): Known<string> | undefined {
  return argument && isKnown(argument) ? argument : undefined;
}
