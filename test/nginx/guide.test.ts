import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT } from '../support/memory';

/** The shape of the guide's load balancer: a bare fragment with weights, a backup and timeouts. */
const LOAD_BALANCER = `upstream storefront {
  # Fewest open connections first
  least_conn;

  # The larger machines take more
  server web-a.example.net:3000 weight=3;
  server web-b.example.net:3000 weight=2;
  server web-c.example.net:3000 weight=1;

  # For the day the others are gone
  server web-d.example.net:3000 backup;
}

server {
  listen 80;

  location / {
    proxy_pass http://storefront;
    proxy_set_header Host $host;
    proxy_set_header X-Real-IP $remote_addr;

    # Give up early on a server that does not answer
    proxy_connect_timeout 5s;
    proxy_send_timeout 60s;
    proxy_read_timeout 60s;
  }
}
`;

for (const target of [
  '',
  'root: true\ntargets: { nginx: "1.22.1" }\n',
  'root: true\ntargets: { nginx: "1.31.0" }\n',
]) {
  test(`the load balancer that the guide recommends is clean (${target.trim() || 'unknown version'})`, async () => {
    const files = new Map([['nginx.conf', LOAD_BALANCER]]);
    if (target !== '') files.set('headroom.yaml', target);
    const service = createService(memoryPorts(files));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const found = output.files.flatMap(({ findings }) => findings);
    assert.ok(
      output.files.some(({ path }) => path === 'nginx.conf'),
      'the file is recognised',
    );
    assert.deepEqual(
      found.filter(({ severity }) => severity === 'error' || severity === 'warning'),
      [],
    );
  });
}
