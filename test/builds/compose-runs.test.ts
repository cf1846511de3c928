import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeRuns } from '../../src/service/builds/compose/command-lines';
import { composeStacks } from '../../src/service/builds/compose/stacks';
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
