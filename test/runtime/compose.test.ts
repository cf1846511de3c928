import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeFiles } from '../../src/service/builds/compose';
import { evaluateCompose } from '../../src/service/builds/compose/evaluate';
import { composeStacks } from '../../src/service/builds/compose/stacks';
import type { Build, BuildSources } from '../../src/service/contracts/build';
import { compose } from '../../src/service/languages/compose';
import { recognise } from '../../src/service/languages/registry';
import { nodeAt, plainOf } from '../../src/service/syntax/data-node';
import { factsOf, survivesAll } from './support';

function sourcesOf(files: Readonly<Record<string, string>>): BuildSources {
  return {
    text: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    exists: (path) => Object.keys(files).some((one) => one === path || one.startsWith(`${path}/`)),
    listing: () => [],
    uri: (path) => `file:///${path}`,
    derived(_name, path, make) {
      const text = this.text(path);
      return text === undefined ? undefined : make(text, this.uri(path));
    },
    each: (keys, ask) => [...keys].map(ask),
    matching: () => [],
    environments: () => ({}),
    kubernetesVersion: () => null,
  };
}

function stacks(files: Readonly<Record<string, string>>): readonly Build[] {
  const sources = sourcesOf(files);
  return composeStacks(Object.keys(files), sources).map((stack) => evaluateCompose(sources, stack));
}

/** The value at a path of the services of the first stack, as JSON has it. */
function value(files: Readonly<Record<string, string>>, path: string): unknown {
  const [build] = stacks(files);
  const node = nodeAt(build?.documents[0], ['services', ...path.split('/')]);
  return node && plainOf(node);
}

describe('what compose starts', () => {
  // Compose Specification, "Interpolation".
  for (const [written, expected] of [
    ['$A', 'one'],
    ['${A}', 'one'],
    ['${A:-x}', 'one'],
    ['${NONE:-x}', 'x'],
    ['${NONE-x}', 'x'],
    ['${EMPTY:-x}', 'x'],
    ['${EMPTY-x}', ''],
    ['${NONE:-${A}}', 'one'],
    ['${NONE:-${NEITHER:-1}}', '1'],
    ['${A:+y}', 'y'],
    ['${NONE:+y}', ''],
    ['${EMPTY:+y}', ''],
    ['${EMPTY+y}', 'y'],
    ['${A:?it is needed}', 'one'],
    ['$$A', '$$A'],
    ['$${A}', '$${A}'],
    ['a-${A}-${NONE:-b}', 'a-one-b'],
    ['${QUOTED}', 'two words # no comment'],
    ['${COMMENT}', 'x#y'],
    ['${OTHER}', 'one-more'],
  ] as const) {
    it(`fills in ${written}`, () => {
      const files = {
        'compose.yaml': `services: { a: { image: "${written}" } }\n`,
        '.env':
          'A=one\nEMPTY=\nQUOTED="two words # no comment" # a comment\nCOMMENT=x#y # z\nOTHER=${A}-more\n',
      };
      assert.equal(value(files, 'a/image'), expected);
    });
  }

  it('leaves open what only the shell can say, and keeps what is known around it', () => {
    const files = {
      'compose.yaml':
        'services:\n  a:\n    image: app:${TAG}\n    command: gunicorn -w ${WORKERS} --bind :${PORT:-80}\n    environment: [FROM_SHELL, "B=${NONE:?no}"]\n',
    };
    assert.deepEqual(value(files, 'a/image'), {
      '!unknown': 'the variable TAG, which nothing here sets',
    });
    assert.deepEqual(value(files, 'a/command'), [
      'gunicorn',
      '-w',
      { '!unknown': 'the variable WORKERS, which nothing here sets' },
      '--bind',
      ':80',
    ]);
    assert.ok(JSON.stringify(value(files, 'a/environment/FROM_SHELL')).includes('unknown'));
    assert.ok(JSON.stringify(value(files, 'a/environment/B')).includes('unknown'));
  });

  // Compose Specification, "Merge".
  const BASE = `services:
  a:
    image: app
    build: .
    command: serve --quiet
    environment: { A: 1, B: 2 }
    labels: [x=1]
    ports: ["8080:80", "9090:90"]
    volumes: ["./a:/data", "log:/log"]
    expose: ["1"]
    dns: 1.1.1.1
    env_file: base.env
    healthcheck: { test: curl a, interval: 5s }
    depends_on: [db]
    networks: [front]
    deploy: { replicas: 2, resources: { limits: { memory: 1G } } }
    logging: { driver: syslog, options: { a: b } }
  db: { image: postgres }
`;
  for (const [what, over, path, expected] of [
    ['a value', 'image: other', 'image', 'other'],
    ['no value', 'image:', 'image', 'app'],
    ['a command', 'command: [run]', 'command', ['run']],
    ['variables', 'environment: [B=3, C=4]', 'environment', { Z: 'base', A: 1, B: '3', C: '4' }],
    [
      'a file of variables, after it',
      'env_file: [over.env]',
      'environment',
      { Z: 'over', A: 1, B: 2 },
    ],
    ['labels', 'labels: { y: 2 }', 'labels', { x: '1', y: 2 }],
    [
      'a port',
      'ports: ["8080:80", "70:70"]',
      'ports',
      [
        { published: '8080', target: '80' },
        { published: '9090', target: '90' },
        { published: '70', target: '70' },
      ],
    ],
    [
      'a mount of the same place',
      'volumes: ["./b:/data:ro"]',
      'volumes',
      [
        { type: 'bind', source: './b', target: '/data', read_only: true },
        { type: 'volume', source: 'log', target: '/log' },
      ],
    ],
    ['lists', 'expose: ["1", "2"]', 'expose', ['1', '2']],
    ['a text and a list', 'dns: [8.8.8.8]', 'dns', ['1.1.1.1', '8.8.8.8']],
    [
      'a check',
      'healthcheck: { test: [CMD, b] }',
      'healthcheck',
      { test: ['CMD', 'b'], interval: '5s' },
    ],
    [
      'what it waits for',
      'depends_on: { db: { condition: service_healthy }, c: { condition: service_started } }',
      'depends_on',
      {
        db: { condition: 'service_healthy' },
        c: { condition: 'service_started' },
      },
    ],
    [
      'networks',
      'networks: { back: { aliases: [x] } }',
      'networks',
      { front: {}, back: { aliases: ['x'] } },
    ],
    [
      'numbers deep within',
      'deploy: { replicas: 5 }',
      'deploy',
      {
        replicas: 5,
        resources: { limits: { memory: '1G' } },
      },
    ],
    ['a build', 'build: { target: web }', 'build', { context: '.', target: 'web' }],
    [
      'options of another driver',
      'logging: { driver: json-file }',
      'logging',
      { driver: 'json-file' },
    ],
    ['!reset', 'ports: !reset []', 'ports', undefined],
    [
      '!reset within',
      'environment: { A: !reset null }',
      'environment',
      { Z: 'base', A: '0', B: 2 },
    ],
    ['!override', 'ports: !override ["1:1"]', 'ports', [{ published: '1', target: '1' }]],
    [
      '!override of a map',
      'environment: !override { N: 1 }',
      'environment',
      { Z: 'base', A: '0', N: 1 },
    ],
  ] as const) {
    it(`lays ${what} over what was there`, () => {
      const files = {
        'docker-compose.yml': BASE,
        'docker-compose.override.yml': `services:\n  a:\n    ${over}\n`,
        'base.env': 'Z=base\nA=0\n',
        'over.env': 'Z=over\nA=9\n',
      };
      assert.deepEqual(value(files, `a/${path}`), expected);
    });
  }

  it('takes extends from files of other folders, with their paths', () => {
    const files = {
      'compose.yml': `services:
  web:
    extends: { file: common/base.yml, service: app }
    environment: { B: web }
  worker:
    extends: web
    command: work
`,
      'common/base.yml': `services:
  app:
    extends: base
    build: ./src
    volumes: ["./conf:/conf", "data:/data"]
    env_file: [app.env, { path: none.env, required: false }]
  base:
    image: app
    environment: [A=base, B=base]
`,
      'common/app.env': 'A=file\nC=file\n',
    };
    assert.deepEqual(value(files, 'worker'), {
      image: 'app',
      environment: {
        A: 'base',
        C: 'file',
        B: 'web',
        '?': { '!unknown': 'the file ./common/none.env, which is not here' },
      },
      build: { context: './common/src' },
      volumes: [
        { type: 'bind', source: './common/conf', target: '/conf' },
        { type: 'volume', source: 'data', target: '/data' },
      ],
      command: ['work'],
    });
    const trail = nodeAt(stacks(files)[0]?.documents[0], [
      'services',
      'worker',
      'environment',
      'C',
    ])?.trail;
    assert.deepEqual(trail?.[0], {
      uri: 'file:///common/app.env',
      path: '/variables/C',
      how: 'written',
    });
  });

  it('takes variables of files as their format says', () => {
    const files = {
      'compose.yml': `services:
  plain: { image: a, env_file: own.env }
  listed: { image: a, env_file: [own.env, { path: later.env, required: false }] }
  raw: { image: a, env_file: [{ path: own.env, format: raw }] }
`,
      '.env': 'A=one\n',
      'own.env':
        '# a comment\nB="$A-${NONE:-x}" # c\nC=\'$A\'\nexport D=1\n  E = spaced \nF=$$A\nA=own\nG=$A\n',
      'later.env': 'B=later\n',
    };
    const of = (name: string) => value(files, `${name}/environment`);
    // A plain dollar is printed as compose prints it.
    const plain = { A: 'own', B: 'one-x', C: '$$A', D: '1', E: 'spaced', F: '$$A', G: 'one' };
    assert.deepEqual(of('plain'), plain);
    assert.deepEqual(of('listed'), { ...plain, B: 'later' });
    assert.deepEqual(of('raw'), {
      A: 'own',
      B: '"$$A-$${NONE:-x}" # c',
      C: "'$$A'",
      'export D': '1',
      'E ': ' spaced ',
      F: '$$$$A',
      G: '$$A',
    });
  });

  it('includes applications with folders and variables of their own', () => {
    const files = {
      'compose.yaml':
        'include:\n  - infra/compose.yaml\n  - path: [jobs/a.yaml, jobs/b.yaml]\nservices:\n  web: { image: "web:${TAG}" }\n  db: { restart: always }\n',
      '.env': 'TAG=1\n',
      'infra/compose.yaml':
        'services:\n  db: { image: "postgres:${PG}", env_file: db.env, volumes: ["./sql:/sql"] }\n',
      'infra/.env': 'PG=16\nTAG=9\n',
      'infra/db.env': 'X=${TAG}\n',
      'jobs/a.yaml': 'services: { job: { build: { context: ., args: [TAG] } } }\n',
      'jobs/b.yaml': 'services: { job: { command: run } }\n',
    };
    assert.deepEqual(value(files, 'db'), {
      image: 'postgres:16',
      restart: 'always',
      environment: { X: '1' },
      volumes: [{ type: 'bind', source: './infra/sql', target: '/sql' }],
    });
    assert.equal(value(files, 'web/image'), 'web:1');
    assert.deepEqual(value(files, 'job'), {
      build: { context: './jobs', args: { TAG: '1' } },
      command: ['run'],
    });
    assert.equal(stacks(files).length, 1);
  });

  it('merges anchors, own keys first', () => {
    const files = {
      'compose.yml':
        'x-a: &a { image: app, environment: { A: 1 } }\nservices:\n  w:\n    <<: *a\n    environment: { B: 2 }\n',
    };
    assert.deepEqual(value(files, 'w'), { image: 'app', environment: { B: 2 } });
  });

  it('starts services of profiles only where they are asked for', () => {
    const text = 'services:\n  a: { image: a }\n  b: { image: b, profiles: [debug] }\n';
    const names = (files: Readonly<Record<string, string>>) =>
      Object.keys(plainOf(nodeAt(stacks(files)[0]?.documents[0], ['services']) as never) as object);
    assert.deepEqual(names({ 'compose.yml': text }), ['a']);
    assert.deepEqual(names({ 'compose.yml': text, '.env': 'COMPOSE_PROFILES=x,debug\n' }), [
      'a',
      'b',
    ]);
  });

  it('says where each value is decided', () => {
    const files = {
      'compose.yml':
        'services:\n  a:\n    image: app\n    deploy: { replicas: "${N:-2}" }\n    scale: "${M}"\n',
      '.env': 'M=3\n',
    };
    const trailOf = (path: string) =>
      nodeAt(stacks(files)[0]?.documents[0], ['services', ...path.split('/')])?.trail.map(
        ({ uri, path: at, how }) => `${uri} ${at} ${how}`,
      );
    assert.deepEqual(trailOf('a/deploy/replicas'), [
      'file:///compose.yml /0/services/a/deploy/replicas default',
    ]);
    assert.deepEqual(trailOf('a/scale'), [
      'file:///.env /variables/M written',
      'file:///compose.yml /0/services/a/scale interpolated',
    ]);
  });

  it('tells which files are started together, and for which environment', () => {
    const whole = 'services:\n  a:\n    image: a\n';
    const part = 'services: { a: { command: x } }\n';
    for (const [files, expected] of [
      [{ 'compose.yml': whole }, ['compose:compose.yml unknown compose.yml']],
      [
        { 'docker-compose.yml': whole, 'docker-compose.override.yml': part },
        ['compose:docker-compose.yml unknown docker-compose.yml docker-compose.override.yml'],
      ],
      [
        {
          'docker-compose.yml': whole,
          'docker-compose.override.yml': part,
          'docker-compose.prod.yml': part,
        },
        [
          'compose:docker-compose.yml@dev development docker-compose.yml docker-compose.override.yml',
          'compose:docker-compose.yml@prod production docker-compose.yml docker-compose.prod.yml',
        ],
      ],
      [
        { 'docker-compose.yml': whole, 'docker-compose.dev.yml': whole },
        [
          'compose:docker-compose.yml unknown docker-compose.yml',
          'compose:docker-compose.dev.yml@dev development docker-compose.dev.yml',
        ],
      ],
      [
        { 'local.yml': whole, 'production.yml': whole },
        [
          'compose:local.yml@local development local.yml',
          'compose:production.yml@production production production.yml',
        ],
      ],
      // What compose starts by itself is a stack, also where a variant takes its services from it.
      [
        {
          'docker-compose.yml': whole,
          'docker-compose.dev.yml':
            'services: { a: { extends: { file: docker-compose.yml, service: a } } }\n',
        },
        [
          'compose:docker-compose.yml unknown docker-compose.yml',
          'compose:docker-compose.dev.yml@dev development docker-compose.dev.yml docker-compose.yml',
        ],
      ],
      [
        {
          'compose.yml': 'include: [parts/compose.yml, common.yml]\n',
          'parts/compose.yml': whole,
          'common.yml': whole,
        },
        ['compose:compose.yml unknown compose.yml parts/compose.yml common.yml'],
      ],
      [
        { 'ci/docker-compose.yml': whole },
        ['compose:ci/docker-compose.yml@ci development ci/docker-compose.yml'],
      ],
      [
        { 'docker-compose.yml': part, 'docker-compose.prod.yml': whole },
        ['compose:docker-compose.prod.yml@prod production docker-compose.prod.yml'],
      ],
    ] as const) {
      assert.deepEqual(
        stacks(files).map(({ id, environment, layers }) =>
          [id, environment.class, ...layers].join(' '),
        ),
        expected,
      );
    }
  });

  it('is unknown where files lead to themselves, or are not there', () => {
    for (const files of [
      {
        'compose.yml': 'services:\n  a: { image: x, extends: b }\n  b: { image: x, extends: a }\n',
      },
      { 'compose.yml': 'include: [compose.yml]\nservices: { a: { image: x } }\n' },
      { 'compose.yml': 'services:\n  a: { image: x, extends: { file: none.yml, service: a } }\n' },
      { 'compose.yml': 'include: [../outside.yml]\nservices: { a: { image: x } }\n' },
      { 'compose.yml': 'services:\n  a:\n    image: x\n    command: [\n' },
    ]) {
      const [build] = stacks(files);
      assert.equal(build?.closed, false, JSON.stringify(files));
      assert.notDeepEqual(build?.limits, []);
    }
  });
});

const FILE = `x-app: &app
  image: "shop:\${TAG:-stable}"
services:
  web:
    <<: *app
    command: gunicorn -w \${WORKERS:-4} --timeout 30 shop:app
    entrypoint: ["/sbin/tini", "--"]
    environment:
      - DATABASE_URL=postgresql://u:p@pooler:6432/shop
      - POOL=\${POOL:-5}
    ports: ["127.0.0.1:8080:80/tcp"]
    deploy: { replicas: 3, resources: { limits: { memory: 512M, cpus: "1.5" } } }
    healthcheck: { test: "curl -f http://localhost/ || exit 1", interval: 1m30s }
    stop_grace_period: 1m
    init: true
    volumes: ["./conf:/conf:ro"]
    depends_on: { pooler: { condition: service_healthy } }
    networks: { back: { aliases: [shop] } }
  pooler:
    image: bitnami/pgbouncer:1.23
    environment: { POOL_MODE: transaction }
    healthcheck: { disable: true }
    profiles: [a]
`;

describe('compose files', () => {
  it('are told by name and content', () => {
    const services = 'services:\n  a:\n    image: x\n';
    for (const [path, text, expected] of [
      ['docker-compose.yml', services, 'compose'],
      ['deploy/compose.prod.yaml', services, 'compose'],
      ['production.yml', `version: "3"\n${services}`, 'compose'],
      ['production.yml', 'services:\n  a: { port: 80 }\n', undefined],
      ['.github/workflows/ci.yml', services, undefined],
      ['stack.yml', `apiVersion: v1\nkind: X\n${services}`, undefined],
    ] as const) {
      assert.equal(recognise({ path, text })?.id, expected, path);
    }
  });

  it('give their services', async () => {
    const [web, pooler] = await factsOf('compose-service', 'deploy/compose.yml', FILE);
    assert.ok(web && pooler);
    assert.equal(web.project, 'deploy');
    assert.deepEqual(web.command?.words, [
      'gunicorn',
      '-w',
      '$(compose: WORKERS)',
      '--timeout',
      '30',
      'shop:app',
    ]);
    assert.equal(web.command?.form, 'exec');
    assert.deepEqual(web.environment.POOL, {
      state: 'unknown',
      why: 'the variable POOL',
      path: '/0/services/web/environment/1',
      reference: { space: 'variable', name: 'POOL', fallback: '5' },
      expression: '${POOL:-5}',
    });
    const known = [
      web.replicas,
      web.memoryLimit,
      web.cpus,
      web.stopGracePeriod,
      web.init,
      web.healthcheck?.interval,
    ];
    assert.deepEqual(
      known.map((field) => field?.state === 'known' && field.value),
      [3, 512 * 1024 ** 2, 1.5, 60, true, 90],
    );
    assert.deepEqual(web.healthcheck?.test?.form, 'shell');
    assert.deepEqual(
      web.ports.map(({ published, target }) => [published, target]),
      [['8080', '80']],
    );
    assert.deepEqual(
      web.volumes.map(({ source, target, readOnly }) => [source, target, readOnly]),
      [['./conf', '/conf', true]],
    );
    assert.deepEqual(
      web.dependsOn.map(({ service, condition }) => [
        service,
        condition.state === 'known' && condition.value,
      ]),
      [['pooler', 'service_healthy']],
    );
    assert.deepEqual(web.aliases, ['shop']);
    assert.equal(pooler.healthcheck?.disabled, true);
    assert.deepEqual(pooler.profiles, ['a']);
    assert.equal(web.image.path, '/0/x-app/image');
  });

  it('survive any text', async () => {
    await survivesAll(
      async (text) => compose.analyse({ uri: 'file:///c.yml', path: 'c.yml', text }),
      [FILE, FILE.replaceAll('\n', '\r\n')],
    );
    for (let end = 0; end < FILE.length; end += 17) {
      assert.doesNotThrow(() =>
        stacks({ 'compose.yml': FILE.slice(0, end), '.env': FILE.slice(0, end) }),
      );
    }
  });
});

describe('a built compose project', () => {
  it('is read by the same language, and each value leads back to where it is decided', async () => {
    const files = {
      'compose.yml':
        'services:\n  a:\n    image: app\n    command: serve -w ${W} --n ${N}\n    env_file: [none.env]\n    environment: { A: "$$x" }\n    deploy: { replicas: "${N:-1}" }\n',
      '.env': 'N=6\n',
    };
    const sources = {
      ...sourcesOf(files),
      matching: (glob: string) => (glob.endsWith('yml') ? ['compose.yml'] : []),
    };
    const [root] = composeFiles.find(sources);
    assert.ok(root);
    assert.equal(root.id, 'compose:compose.yml');
    const { documents, takes } = composeFiles.evaluate(sources, root);
    assert.deepEqual(takes, ['compose.yml', '.env']);
    const [document] = documents;
    assert.ok(document);
    const [service] = await factsOf('compose-service', 'compose.yaml', document.text);
    assert.deepEqual(service?.command?.words, ['serve', '-w', '$(compose: W)', '--n', '6']);
    const a = service?.environment.A;
    assert.equal(a?.state === 'known' && a.value, '$x');
    assert.equal(service?.environmentFiles.length, 1);
    assert.equal(service?.replicas.state === 'known' && service.replicas.value, 6);
    assert.deepEqual(document.trail(service?.replicas.path ?? '')[0], {
      uri: 'file:///.env',
      path: '/variables/N',
      how: 'written',
    });
  });
});

describe('a compose file that is a template', () => {
  it('is left alone, and that is said, instead of being called wrong', () => {
    const text = `services:
  web:
    image: {{ project.name }}_web
  {%- if worker %}
  worker:
    image: worker
  {%- endif %}
`;
    const { syntax, facts, limits } = compose.analyse({
      uri: 'file:///p/compose.yaml',
      path: 'compose.yaml',
      text,
    });
    assert.deepEqual(syntax, []);
    assert.deepEqual(facts, []);
    assert.equal(limits.length, 1);
  });
});
