import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT } from '../support/memory';

const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  minReplicas: 2
  maxReplicas: 10
`;
const DECLARED = 'root: true\ndatabases: [{ name: shop, engine: postgres, maxConnections: 100 }]\n';
const spring = (max: number) =>
  `spring:\n  datasource:\n    url: jdbc:postgresql://db/shop\n    hikari:\n      maximum-pool-size: ${max}\n`;

async function overBudget(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const all = { 'headroom.yaml': DECLARED, 'k8s/hpa.yaml': HPA, ...files };
  const service = createService(memoryPorts(new Map(Object.entries(all))));
  const only = ['capacity/connections-over-budget'];
  const { output } = await service.review([ROOT], { base: ROOT, only }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(({ message, range }) => `${path}:${range.start.line + 1} ${message}`),
  );
}

it('a pool in Spring’s settings is multiplied by the pods', async () => {
  const [found, ...others] = await overBudget({ 'src/main/resources/application.yml': spring(20) });
  assert.deepEqual(others, []);
  assert.match(
    found ?? '',
    /^src\/main\/resources\/application\.yml:5 shop can open 10 pods × 1 process × 20 = 200/,
  );
});

it('a profile replaces what holds for all', async () => {
  const base = { 'src/main/resources/application.yml': spring(20) };
  const small = { 'src/main/resources/application-prod.yml': spring(5) };
  assert.deepEqual(await overBudget({ ...base, ...small }), []);
});

it('behind PgBouncer nothing is multiplied', async () => {
  const files = {
    'src/main/resources/application.yml': spring(20),
    'deploy/pgbouncer.ini': '[pgbouncer]\ndefault_pool_size = 20\n',
  };
  assert.deepEqual(await overBudget(files), []);
});
