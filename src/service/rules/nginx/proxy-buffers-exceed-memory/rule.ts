import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { parseSize } from '../../../languages/nginx/sizes';
import { parseCount } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/proxy-buffers-exceed-memory',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Proxy buffers exceed memory',
  summary: 'The buffers of a worker may take more than a gigabyte.',
  citations: ['nginx.proxy.buffers', 'guide.scaling'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const [written, second] = nginx.byName.get('worker_connections') ?? [];
    const connections = count(written?.args[0] ? valueOf(written.args[0]) : undefined);
    if (!written || second || connections === undefined) return;
    for (const directive of nginx.byName.get('client_body_buffer_size') ?? []) {
      const [size] = directive.args;
      const bytes = size ? parseSize(valueOf(size) ?? '') : undefined;
      if (size?.state !== 'known' || bytes === undefined) continue;
      const most = bytes * connections;
      if (most <= MOST_FOR_BODIES) continue;
      report({
        at: size,
        message: `A buffer of ${size.value} for the request body of each of ${connections} connections is ${Math.round(most / GIGABYTE)} GiB for every worker, when that many upload at once. Let larger bodies go to disk: nginx takes 16k where nothing is written.`,
        related: [{ at: written, message: 'So many connections a worker' }],
      });
    }
    for (const kind of ['proxy', 'fastcgi', 'uwsgi', 'scgi']) {
      for (const directive of nginx.byName.get(`${kind}_buffers`) ?? []) {
        const [number, size] = directive.args;
        const buffers = count(number ? valueOf(number) : undefined);
        const bytes = size ? parseSize(valueOf(size) ?? '') : undefined;
        if (number?.state !== 'known' || buffers === undefined || bytes === undefined) continue;
        // A proxied request takes two connections.
        const most = (buffers * bytes * connections) / 2;
        if (most <= GIGABYTE) continue;
        report({
          at: number,
          message: `${buffers} buffers of ${valueOf(size ?? number)} for each of ${Math.floor(connections / 2)} proxied requests are ${(most / GIGABYTE).toFixed(1)} GiB for every worker, when responses are large and clients slow. Use fewer or smaller buffers; what does not fit goes to disk.`,
          related: [{ at: written, message: 'A proxied request takes two of these connections.' }],
        });
      }
    }
  },
});

const GIGABYTE = 1024 ** 3;

/** Bytes. Only large bodies fill their buffers, and few connections have one at a time. */
const MOST_FOR_BODIES = 8 * GIGABYTE;

function count(value: string | undefined): number | undefined {
  return value === undefined ? undefined : parseCount(value);
}
