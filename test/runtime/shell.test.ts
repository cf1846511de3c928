import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { recognise } from '../../src/service/languages/registry';
import { wordsOf } from '../../src/service/languages/shared/command-lines';
import { shell } from '../../src/service/languages/shell';
import { factsOf, survivesAll } from './support';

const ENTRY = `#!/bin/bash
set -euo pipefail
trap 'kill -TERM "$child"' TERM INT
export PORT=\${PORT:-8000} # where it listens

run() {
  echo "starting $1" >&2
  exec "$@"
}

if [ "\${MIGRATE:-1}" = 1 ]; then
  python manage.py migrate --noinput > /dev/null 2>&1
elif [[ $ROLE =~ (beat|cron) && -n $X ]]; then
  :
else
  echo skipped
fi

case "$1" in
  web|api)
    run gunicorn -w "\${WEB_CONCURRENCY:-4}" \\
      --bind 0.0.0.0:$PORT app:app ;;
  worker) celery -A app worker & wait $! ;;
  *) exec "$@" ;;
esac
`;

async function commands(text: string) {
  const [script] = await factsOf('script', 'entrypoint.sh', text);
  return script?.commands ?? [];
}

describe('shell scripts', () => {
  it('are read where they start something', () => {
    for (const [path, text, expected] of [
      ['docker-entrypoint.sh', 'echo\n', 'shell'],
      ['bin/start', '#!/usr/bin/env bash\necho\n', 'shell'],
      ['bin/start', '#!/usr/bin/env ruby\n', undefined],
      ['scripts/deploy.sh', 'kubectl autoscale deployment a --max=3\n', 'shell'],
      ['scripts/lint.sh', 'eslint .\n', undefined],
      ['tests/run.sh', 'exec a\n', undefined],
    ] as const) {
      assert.equal(recognise({ path, text })?.id, expected, path);
    }
  });

  it('give their commands in order, each with its conditions', async () => {
    const [script] = await factsOf('script', 'entrypoint.sh', ENTRY);
    assert.ok(script);
    assert.equal(script.stopsOnError, true);
    assert.equal(script.complete, true);
    assert.deepEqual(script.traps, ['TERM', 'INT']);
    const started = script.commands.filter(({ words: [name] }) =>
      ['python', 'gunicorn', 'celery', '${@}'].includes(name ?? ''),
    );
    assert.deepEqual(
      started.map(({ words, exec, background, conditions }) => [
        words.join(' '),
        exec,
        background,
        conditions.map(({ kind, text, patterns }) => [kind, text, ...patterns]),
      ]),
      [
        ['python manage.py migrate --noinput', false, false, [['if', '[ "${MIGRATE:-1}" = 1 ]']]],
        [
          'gunicorn -w ${WEB_CONCURRENCY:-4} --bind 0.0.0.0:${PORT} app:app',
          true,
          false,
          [['case', '${1}', 'web', 'api']],
        ],
        ['celery -A app worker', false, true, [['case', '${1}', 'worker']]],
        ['${@}', true, false, [['case', '${1}', '*']]],
      ],
    );
    assert.deepEqual(script.commands.find(({ assigned }) => 'PORT' in assigned)?.assigned, {
      PORT: '${PORT:-8000}',
    });
  });

  for (const [what, text, expected] of [
    [
      'a pipe',
      'a | b\n',
      [
        ['a', true, []],
        ['b', true, []],
      ],
    ],
    [
      'and, or',
      'a && b || c\n',
      [
        ['a', false, []],
        ['b', false, ['and']],
        ['c', false, ['or']],
      ],
    ],
    [
      'a subshell',
      '(a; b)\nc\n',
      [
        ['a', true, []],
        ['b', true, []],
        ['c', false, []],
      ],
    ],
    [
      'a loop',
      'until nc -z db 1; do sleep 1; done; d',
      [
        ['nc -z db 1', false, []],
        ['sleep 1', false, ['loop']],
        ['d', false, []],
      ],
    ],
    [
      'a here-document',
      'cat <<EOF | psql\n} fi $(\nEOF\nx',
      [
        ['cat', true, []],
        ['psql', true, []],
        ['x', false, []],
      ],
    ],
    [
      'a here-document with tabs',
      'cat <<-"E"\n\tfi\n\tE\nx',
      [
        ['cat', false, []],
        ['x', false, []],
      ],
    ],
    [
      'CRLF',
      'a \\\r\n b\r\nc\r\n',
      [
        ['a b', false, []],
        ['c', false, []],
      ],
    ],
    ['functions that call each other', 'a() { b; }\nb() { a; x; }\nb 2>/dev/null', undefined],
    [
      'an array',
      'A=(1 "2 3")\nb "${A[@]}"',
      [
        ['', false, []],
        ['b ${A[@]}', false, []],
      ],
    ],
    ['quotes', `a 'x $y' "q\\"\${z}" $'t' \\$n`, [['a x \\$y q"${z} t \\$n', false, []]]],
  ] as const) {
    it(`follow ${what}`, async () => {
      const found = await commands(text);
      if (expected === undefined) assert.ok(found.length > 0 && found.length < 2001);
      else {
        assert.deepEqual(
          found.map(({ words, inChild, conditions }) => [
            words.join(' ').replace('\\$t', 't'),
            inChild,
            conditions.map(({ kind }) => kind),
          ]),
          expected,
        );
      }
    });
  }

  it('say where they could not be read', async () => {
    for (const text of ['if a; then b', 'echo "a', 'x $(', 'fi', 'cat <<EOF\na']) {
      const [script] = await factsOf('script', 'entrypoint.sh', text);
      assert.equal(script?.complete, false, text);
    }
  });

  it('have the words that string-argv finds', async () => {
    const { parseArgsStringToArgv } = await import('string-argv');
    const plain = fc.stringMatching(/^[\w./:=,@%+-]+$/);
    const word = fc.oneof(
      plain,
      plain.map((text) => `"${text} ${text}"`),
      plain.map((text) => `'${text} "${text}'`),
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1 }),
        fc.constantFrom(' ', '  ', '\t'),
        (words, gap) => {
          const text = words.join(gap);
          assert.deepEqual(wordsOf(text), parseArgsStringToArgv(text));
        },
      ),
    );
  });

  it('take other kinds of space as parts of words', async () => {
    for (const space of ['\v', '\u00A0', '\u2028', '\u3000']) {
      const [script] = await factsOf('script', 'entrypoint.sh', `exec run a${space}b ${space}\n`);
      assert.ok(script, JSON.stringify(space));
    }
  });

  it('are commands of a repository without an ending, where they start something', () => {
    const text = '#!/bin/sh\nset -e\nflask db upgrade\nexec gunicorn "shop:app()"\n';
    for (const path of ['bin/web', 'apps/shop/docker/web', 'scripts/run-web'])
      assert.equal(recognise({ path, text })?.id, 'shell', path);
    // A program of another language, a tool, and what is no folder of commands.
    assert.equal(
      recognise({ path: 'bin/web', text: text.replace('/bin/sh', '/usr/bin/ruby') }),
      undefined,
    );
    assert.equal(recognise({ path: 'bin/lint', text: '#!/bin/sh\nruff check .\n' }), undefined);
    assert.equal(recognise({ path: 'src/web', text }), undefined);
  });

  it('say which images they build, from the root or from where they stand', async () => {
    const text =
      '#!/bin/sh\nNAME=shop/api\ndocker build -t "registry/$NAME:$1" -f api/Dockerfile .\ndocker build -t registry/web ../web\n';
    const built = await factsOf('image-build', 'deploy/build.sh', text);
    assert.deepEqual(
      built.map(({ image, dockerfile }) => `${image} ${dockerfile}`),
      ['api deploy/api/Dockerfile', 'api api/Dockerfile', 'web web/Dockerfile'],
    );
  });

  it('survive any text', async () => {
    await survivesAll(
      async (text) => shell.analyse({ uri: '', path: 'entrypoint.sh', text }),
      [ENTRY, ENTRY.replaceAll('\n', '\r\n')],
    );
  });
});
