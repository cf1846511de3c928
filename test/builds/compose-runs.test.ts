import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeRuns } from '../../src/service/builds/compose/command-lines';
import { evaluateCompose } from '../../src/service/builds/compose/evaluate';
import { composeStacks } from '../../src/service/builds/compose/stacks';
import { entryOf, textOf } from '../../src/service/syntax/data-node';
import { memorySources } from './files';

const WHOLE = 'services:\n  web: { image: "shop:${TAG:-1}" }\n';
const PART = 'services:\n  web: { restart: always }\n';

/** Each stack as `environment: files | variables | profiles`. */
function stacks(files: Readonly<Record<string, string>>): readonly string[] {
  const sources = memorySources(files);
  return composeStacks(Object.keys(files), sources)
    .map(({ environment, files: own, variables = [], profiles = [] }) =>
      [`${environment.name}: ${own.join(' ')}`, variables.join(' '), profiles.join(' ')].join('|'),
    )
    .sort();
}

const BASE = { 'compose.yaml': WHOLE, 'compose.override.yaml': PART, 'compose.prod.yaml': PART };

describe('command lines of compose', () => {
  it('say which files are laid over each other, and where variables come from', () => {
    const Makefile = `COMPOSE_PROD = docker compose --env-file .env.prod -f compose.yaml -f compose.prod.yaml

deploy:
\t$(COMPOSE_PROD) up -d
`;
    assert.deepEqual(stacks({ ...BASE, '.env.prod': 'TAG=2', Makefile }), [
      'dev: compose.yaml compose.override.yaml||',
      'prod: compose.yaml compose.prod.yaml|.env.prod|',
    ]);
  });

  it('put together what names alone keep apart', () => {
    const files = {
      ...BASE,
      'compose.metrics.yaml': PART,
      'deploy/up.sh':
        'set -e\ncd "$(dirname "$0")/.."\ndocker compose -f compose.yaml -f compose.prod.yaml \\\n  -f compose.metrics.yaml --profile edge up -d\n',
    };
    assert.deepEqual(stacks(files), [
      'dev: compose.yaml compose.override.yaml||',
      'prod: compose.yaml compose.prod.yaml compose.metrics.yaml||edge',
    ]);
  });

  it('stand for each environment that a variable in their names may mean', () => {
    const files = {
      'compose.yaml': WHOLE,
      'compose.staging.yaml': PART,
      'compose.prod.yaml': PART,
      'env/staging.env': '',
      'env/prod.env': '',
      'bin/deploy':
        'docker compose --env-file env/${TARGET}.env -f compose.yaml -f compose.$TARGET.yaml up -d\n',
    };
    assert.deepEqual(stacks(files), [
      'null: compose.yaml||',
      'prod: compose.yaml compose.prod.yaml|env/prod.env|',
      'staging: compose.yaml compose.staging.yaml|env/staging.env|',
    ]);
  });

  it('do without where .env names the files', () => {
    const said = { ...BASE, '.env': 'COMPOSE_FILE=compose.yaml:compose.prod.yaml\n' };
    assert.deepEqual(stacks(said), ['prod: compose.yaml compose.prod.yaml|.env|']);
    const Makefile = 'dev:\n\tdocker compose -f compose.yaml -f compose.override.yaml up\n';
    assert.deepEqual(stacks({ ...said, Makefile }), [
      'null: compose.yaml compose.override.yaml||',
      'prod: compose.yaml compose.prod.yaml|.env|',
    ]);
  });

  it('take the files that their file of variables names, apart at its own separator', () => {
    const files = {
      ...BASE,
      'deploy/prod.env':
        'COMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE="compose.yaml, compose.prod.yaml"\n',
      'deploy/up.sh': 'cd .. && docker compose --env-file deploy/prod.env up -d\n',
    };
    assert.deepEqual(stacks(files), [
      'dev: compose.yaml compose.override.yaml||',
      'prod: compose.yaml compose.prod.yaml|deploy/prod.env|',
    ]);
  });

  it('are as without it where .env names a file that is not there, or waits for a variable', () => {
    for (const name of ['compose.yaml:gone.yaml', 'compose.yaml:compose.$TARGET.yaml', '']) {
      assert.deepEqual(stacks({ ...BASE, '.env': `COMPOSE_FILE=${name}\n` }), stacks(BASE), name);
    }
  });

  it('start their own profiles, and those of .env where they name none', () => {
    const text =
      'services:\n  web: { image: a }\n  debug: { image: a, profiles: [debug] }\n  edge: { image: a, profiles: [edge] }\n';
    const sources = memorySources({ 'compose.yaml': text, '.env': 'COMPOSE_PROFILES=debug\n' });
    const started = (profiles: readonly string[]) => {
      const [environment] = composeStacks(['compose.yaml'], sources).map(
        (each) => each.environment,
      );
      assert.ok(environment);
      const stack = { root: 'compose.yaml', files: ['compose.yaml'], environment, profiles };
      const [document] = evaluateCompose(sources, stack).documents;
      const services = document?.kind === 'map' ? document.entries.get('services') : undefined;
      return services?.kind === 'map' ? [...services.entries.keys()] : [];
    };
    assert.deepEqual(started([]), ['web', 'debug']);
    assert.deepEqual(started(['edge']), ['web', 'edge']);
  });

  it('run in the folder that they go to', () => {
    const files = {
      'ops/compose.yaml': WHOLE,
      'ops/prod.env': '',
      'scripts/up.sh': 'cd ops && docker-compose --env-file prod.env up -d\n',
    };
    assert.deepEqual(stacks(files), ['prod: ops/compose.yaml|ops/prod.env|']);
  });

  it('say nothing in a comment, of files that are not there, or without an option', () => {
    for (const line of [
      '# docker compose -f compose.yaml -f compose.prod.yaml up',
      'docker compose -f compose.yaml -f compose.gone.yaml up',
      'docker compose --env-file gone.env up',
      'docker compose -f "$A" -f "$B" up',
      'docker compose up -d',
      'docker compose logs -f web',
    ]) {
      const sources = memorySources({ ...BASE, 'up.sh': `${line}\n` });
      assert.deepEqual(composeRuns(sources), [], line);
    }
  });

  it('count once an environment: what says most', () => {
    const lines = ['logs web', 'up -d', 'down'].map(
      (command) => `docker compose -f compose.yaml -f compose.prod.yaml ${command}`,
    );
    lines.push('docker compose --env-file .env.prod -f compose.yaml -f compose.prod.yaml pull');
    assert.deepEqual(stacks({ ...BASE, '.env.prod': '', 'up.sh': lines.join('\n') }), [
      'dev: compose.yaml compose.override.yaml||',
      'prod: compose.yaml compose.prod.yaml|.env.prod|',
    ]);
  });
});

describe('how often a command line starts a service', () => {
  const scaled = (file: string, text: string, compose = WHOLE) => {
    const files = { 'compose.yaml': compose, [file]: text };
    const sources = memorySources(files);
    return composeStacks(Object.keys(files), sources).flatMap((stack) => {
      const { documents } = evaluateCompose(sources, stack);
      const web = entryOf(entryOf(documents[0], 'services'), 'web');
      const count = entryOf(entryOf(web, 'deploy'), 'replicas') ?? entryOf(web, 'scale');
      const at = count?.trail[0]?.uri.split('/').at(-1);
      return count?.kind === 'unknown' ? [`unknown ${at}`] : [`${textOf(count)} ${at}`];
    });
  };
  const THREE = 'services:\n  web: { image: "shop:1", deploy: { replicas: 3 } }\n';

  it('wins over what its file says', () => {
    assert.deepEqual(scaled('up.sh', 'docker compose up -d --scale web=6\n'), ['6 up.sh']);
    assert.deepEqual(scaled('up.sh', 'docker compose up --scale=web=6 -d\n', THREE), ['6 up.sh']);
    assert.deepEqual(scaled('up.sh', 'docker compose up -d\n', THREE), ['3 compose.yaml']);
  });

  it('is the most that any line says', () => {
    const Makefile = 'up:\n\tdocker compose up -d\nbusy:\n\tdocker-compose up -d --scale web=8\n';
    assert.deepEqual(scaled('Makefile', Makefile), ['8 Makefile']);
  });

  it('is read where the command is kept in a variable, as its number may be', () => {
    const kept =
      'DC = docker compose -f compose.yaml\nN := 4\n\nup:\n\t$(DC) up -d --scale web=$(N)\n';
    assert.deepEqual(scaled('Makefile', kept), ['4 Makefile']);
    const asked = 'up:\n\tdocker compose up -d --scale web=$(N)\n';
    assert.deepEqual(scaled('Makefile', asked), ['unknown Makefile']);
  });

  it('is not read of other commands, and of services that are not there', () => {
    assert.deepEqual(scaled('up.sh', 'docker compose logs --scale web=6\n', THREE), [
      '3 compose.yaml',
    ]);
    assert.deepEqual(scaled('up.sh', 'docker compose up --scale worker=6\n', THREE), [
      '3 compose.yaml',
    ]);
  });
});
