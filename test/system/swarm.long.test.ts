import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { reviewFiles } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';

const STACK = (booking: string) => `services:
  booking:
    image: registry.test/booking:1
    environment: { SPRING_PROFILES_ACTIVE: prod, SPRING_DATASOURCE_URL: "jdbc:postgresql://db/ferry" }
    deploy: ${booking}
  db:
    image: postgres:16
    command: postgres -c config_file=/et./postgresql.conf
    configs: [{ source: postgres, target: /et./postgresql.conf }]
configs:
  postgres: { file: ./postgresql.conf }
`;

const SPRING = (size: number) =>
  `spring:\n  datasource:\n    hikari:\n      maximum-pool-size: ${size}\n`;

const BASE = {
  'booking/pom.xml': '<project><artifactId>booking</artifactId></project>',
  'booking/Dockerfile':
    'FROM eclipse-temurin:21\nCOPY target/*.jar app.jar\nENTRYPOINT ["java", "-jar", "app.jar"]\n',
  'booking/src/main/resources/application.yml': SPRING(10),
  'postgresql.conf': 'max_connections = 150\n',
};

async function budgetOf(files: Readonly<Record<string, string>>) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets } = await service.capacity(ROOT);
  return budgets.map(({ limit, steady, rollout }) => [limit, steady, ...rollout].join(' '));
}

describe('services of Swarm', () => {
  it('are replaced as update_config says', async () => {
    const of = (deploy: string) => budgetOf({ ...BASE, 'docker-stack.yml': STACK(deploy) });
    assert.deepEqual(await of('{ replicas: 6 }'), ['147 60 60 60']);
    assert.deepEqual(await of('{ replicas: 6, update_config: { order: start-first } }'), [
      '147 60 70 120',
    ]);
    const two = '{ replicas: 6, update_config: { order: start-first, parallelism: 2 } }';
    assert.deepEqual(await of(two), ['147 60 80 120']);
    const all = '{ replicas: 6, update_config: { order: start-first, parallelism: 0 } }';
    assert.deepEqual(await of(all), ['147 60 120 120']);
    // The program that reads no `update_config` recreates each.
    const compose = STACK('{ replicas: 6 }').replace(
      'image: registry.test/booking:1',
      'build: booking',
    );
    assert.deepEqual(await budgetOf({ ...BASE, 'compose.yml': compose }), ['147 60 60 60']);
  });

  it('have one address, where those of compose have one each', async () => {
    const rule = 'topology/replicas-looked-up-once';
    const nginx = 'server {\n  listen 80;\n  location / { proxy_pass http://booking:8080; }\n}\n';
    const found = async (name: string, deploy: string) => {
      const files = { ...BASE, 'nginx.conf': nginx, [name]: STACK(deploy) };
      return (await reviewFiles(new Map(Object.entries(files)), rule)).lines.length;
    };
    assert.equal(await found('docker-stack.yml', '{ replicas: 3 }'), 0);
    assert.equal(await found('docker-stack.yml', '{ replicas: 3, endpoint_mode: dnsrr }'), 1);
    assert.equal(
      await found('compose.yml', '{ replicas: 3, update_config: { order: start-first } }'),
      0,
    );
    assert.equal(await found('compose.yml', '{ replicas: 3 }'), 1);
  });
});

describe('settings for a profile of Spring', () => {
  const stack = { 'docker-stack.yml': STACK('{ replicas: 2 }') };

  it('are laid over those for all where a process is started with it', async () => {
    const files = {
      ...BASE,
      ...stack,
      'booking/src/main/resources/application-prod.yml': SPRING(15),
    };
    assert.deepEqual(await budgetOf(files), ['147 30 30 30']);
    const dev = { ...BASE, ...stack, 'booking/src/main/resources/application-dev.yml': SPRING(15) };
    assert.deepEqual(await budgetOf(dev), ['147 20 20 20']);
  });

  it('may be a document of the same file', async () => {
    const parts = `${SPRING(10)}---\nspring:\n  config.activate.on-profile: prod\n  datasource:\n    hikari:\n      maximum-pool-size: 25\n`;
    const files = { ...BASE, ...stack, 'booking/src/main/resources/application.yml': parts };
    assert.deepEqual(await budgetOf(files), ['147 50 50 50']);
    const other = {
      ...files,
      'docker-stack.yml': STACK('{ replicas: 2 }').replace('ACTIVE: prod', 'ACTIVE: eu'),
    };
    assert.deepEqual(await budgetOf(other), ['147 20 20 20']);
  });

  it('leave to the others what they do not say', async () => {
    const address = 'spring:\n  datasource:\n    url: jdbc:postgresql://db/ferry\n';
    const files = { ...BASE, ...stack, 'booking/src/main/resources/application-prod.yml': address };
    assert.deepEqual(await budgetOf(files), ['147 20 20 20']);
    const none = {
      ...files,
      'booking/src/main/resources/application.yml': 'server:\n  port: 8080\n',
    };
    assert.deepEqual(await budgetOf(none), ['147 20 20 20']);
  });
});

describe('stacks of one folder', () => {
  it('have services of the same name that are not added up', async () => {
    const service =
      '  booking:\n    build: booking\n    environment: { SPRING_DATASOURCE_URL: "jdbc:postgresql://db/ferry" }\n';
    const stack = `services:\n${service}  db: { image: "postgres:16" }\n`;
    const files = { ...BASE, 'compose.yml': stack, 'docker-stack.yml': stack };
    const both = await budgetOf(files);
    assert.ok(both.length > 0 && both.every((budget) => budget === '97 10 10 10'), both.join());
  });
});
