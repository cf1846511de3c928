import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dockerfile } from '../../src/service/languages/dockerfile';
import { recognise } from '../../src/service/languages/registry';
import { analyse, factsOf, survivesAll } from './support';

const MULTI = `# syntax=docker/dockerfile:1
ARG NODE=20.11
FROM node:\${NODE}-alpine AS base
ENV NODE_ENV=production WEB_CONCURRENCY="2"
WORKDIR /srv
CMD ["node", "repl.js"]

FROM base AS build
RUN npm ci && \\
    # built once
    npm run build

FROM base
WORKDIR app
COPY --from=build /srv/dist ./dist
COPY package.json start.sh ./
EXPOSE 3000 9100/tcp
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=1m30s --retries=5 CMD curl -f http://localhost:3000/health || exit 1
ENTRYPOINT ["tini", "--"]
CMD node --max-old-space-size=512 dist/server.js
`;

describe('Dockerfiles', () => {
  it('are told by name and content', () => {
    for (const path of ['Dockerfile', 'docker/Dockerfile.prod', 'web.dockerfile', 'Containerfile'])
      assert.equal(recognise({ path, text: 'FROM node:20\n' })?.id, 'dockerfile', path);
    for (const path of ['Dockerfile.tmpl', 'tests/Dockerfile', 'dockerfile.md'])
      assert.equal(recognise({ path, text: 'FROM node:20\n' })?.id, undefined, path);
    assert.equal(recognise({ path: 'Dockerfile', text: 'hello\n' })?.id, undefined);
  });

  it('give an image for each stage, the last one being final', async () => {
    const images = await factsOf('image', 'Dockerfile', MULTI);
    assert.deepEqual(
      images.map(({ stage, final, path }) => [stage, final, path]),
      [
        ['base', false, '/stages/base'],
        ['build', false, '/stages/build'],
        [null, true, '/stages/2'],
      ],
    );
    const image = images.at(-1);
    assert.ok(image);
    assert.deepEqual(image.runtime, { name: 'node', version: '20.11' });
    assert.deepEqual(
      [image.base, image.workdir, image.stopSignal].map(
        (value) => value.state === 'known' && value.value,
      ),
      ['node:20.11-alpine', '/srv/app', 'SIGQUIT'],
    );
    assert.equal(image.environment.WEB_CONCURRENCY?.state, 'known');
    assert.equal(image.environment.WEB_CONCURRENCY?.path, '/stages/base/env/WEB_CONCURRENCY');
    assert.deepEqual(
      image.copies.map(({ from, to, stage }) => [from, to, stage]),
      [
        ['/srv/dist', '/srv/app/dist', 'build'],
        ['package.json', '/srv/app/', null],
        ['start.sh', '/srv/app/', null],
      ],
    );
    assert.deepEqual(image.entrypoint?.words, ['tini', '--']);
    assert.equal(image.entrypoint?.form, 'exec');
    assert.equal(image.command?.form, 'shell');
    assert.deepEqual(image.command?.words, ['node', '--max-old-space-size=512', 'dist/server.js']);
    const { healthcheck } = image;
    assert.deepEqual(
      [healthcheck?.interval, healthcheck?.timeout, healthcheck?.retries].map(
        (value) => value?.state === 'known' && [value.value, value.origin],
      ),
      [
        [90, 'declared'],
        [30, 'defaulted'],
        [5, 'declared'],
      ],
    );
    assert.equal(healthcheck?.test?.words, null);
    assert.deepEqual(images[1]?.runs[0]?.text, 'npm ci && npm run build'.replace('& n', '&     n'));
  });

  it('forget the command of an image beneath when they name an entrypoint', async () => {
    const commandOf = async (text: string) =>
      (await factsOf('image', 'Dockerfile', text)).at(-1)?.command?.words;
    assert.equal(await commandOf('FROM a AS x\nCMD ["b"]\nFROM x\nENTRYPOINT ["c"]\n'), undefined);
    assert.deepEqual(
      await commandOf('FROM a AS x\nCMD ["b"]\nFROM x\nCMD ["d"]\nENTRYPOINT ["c"]\n'),
      ['d'],
    );
    assert.deepEqual(await commandOf("FROM a\nCMD ['node', 'a.js']\n"), ['[node,', 'a.js]']);
  });

  it('say what a shell within a list of words runs', async () => {
    const [image] = await factsOf(
      'image',
      'Dockerfile',
      'FROM python:3.12\nCMD ["sh", "-c", "alembic upgrade head && exec gunicorn -w $W app"]\n',
    );
    assert.deepEqual(
      image?.command?.script?.map(({ words, exec }) => [words, exec]),
      [
        [['alembic', 'upgrade', 'head'], false],
        [['gunicorn', '-w', '${W}', 'app'], true],
      ],
    );
  });

  it('write scripts into their image, which are read with what starts them', async () => {
    const text = `FROM python:3.12
WORKDIR /srv
COPY --chmod=755 <<'EOF' start.sh
#!/bin/sh
# first the schema
alembic upgrade head
exec uvicorn shop:app --workers 4
EOF
COPY . .
ENTRYPOINT ["sh", "/srv/start.sh"]
`;
    const [image] = await factsOf('image', 'Dockerfile', text);
    assert.deepEqual(
      image?.entrypoint?.script?.map(({ words, exec }) => [words.join(' '), exec]),
      [
        ['alembic upgrade head', false],
        ['uvicorn shop:app --workers 4', true],
      ],
    );
    assert.deepEqual(
      image?.copies.map(({ from, to }) => [from, to]),
      [['.', '/srv/']],
    );
    const other = text.replace('"/srv/start.sh"', '"/usr/bin/start.sh"');
    const [elsewhere] = await factsOf('image', 'Dockerfile', other);
    assert.equal(elsewhere?.entrypoint?.script, undefined);
  });

  it('leave open what is said when they are built', async () => {
    const [image] = await factsOf(
      'image',
      'Dockerfile',
      'ARG TAG\nFROM app:$TAG\nARG PORT\nENV PORT=$PORT PATH=/srv:$PATH\n',
    );
    assert.equal(image?.base.state, 'unknown');
    assert.equal(image?.environment.PORT?.state, 'unknown');
    assert.equal(image?.environment.PATH?.state, 'unknown');
  });

  it('survive any text', async () => {
    assert.ok(await analyse('Dockerfile', MULTI));
    await survivesAll(
      async (text) => dockerfile.analyse({ uri: '', path: 'Dockerfile', text }),
      [MULTI, MULTI.replaceAll('\n', '\r\n')],
    );
  });
});
