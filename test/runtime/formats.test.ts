import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { poolSettings } from '../../src/service/languages/pool-settings';
import { readDotenv } from '../../src/service/syntax/dotenv';
import { INI_DIALECTS, readIni } from '../../src/service/syntax/ini';
import { readPrisma } from '../../src/service/syntax/prisma';
import { analyse, factsOf, survivesAll } from './support';

describe('.env files', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...['A', 'B.C', 'export ', '=', ' = ', ': ', '"', "'", '`', '#', ' # ', '\n', '\r\n'],
      ...['\\n', '\\"', 'x y', '  ', '${X}', '1', '\t'],
    ),
    fc.string({ maxLength: 3 }),
  );
  const text = fc
    .array(piece, { maxLength: 14 })
    .map((pieces) => pieces.join(''))
    // A colon takes the line break with it there, of which CRLF leaves one half.
    .filter((all) => !/:\s*\r\n/.test(all));

  it('mean what they mean to dotenv', () => {
    fc.assert(
      fc.property(text, (all) => {
        const ours = readDotenv(all).variables.map(({ name, value }) => [name, value] as const);
        assert.deepEqual(Object.fromEntries(ours), { ...parseDotenv(all) });
      }),
      { numRuns: 400 },
    );
  });

  it('have places that say the values, quotes left out', () => {
    fc.assert(
      fc.property(text, (all) => {
        for (const { value, at, nameAt, name } of readDotenv(all).variables) {
          assert.equal(all.slice(nameAt.start, nameAt.end), name);
          const own = all.slice(at.start, at.end).replaceAll(/\r\n?/g, '\n');
          assert.equal(
            own.replaceAll('\\n', '\n').replaceAll('\\r', '\r'),
            value.replaceAll('\\n', '\n').replaceAll('\\r', '\r'),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  for (const [line, dotenv, compose] of [
    ['A="x&pool_timeout=0" # the primary', 'x&pool_timeout=0', 'x&pool_timeout=0'],
    ['A=x#y', 'x', 'x#y'],
    ['A=x #y', 'x', 'x'],
    ['A="two\nlines"', 'two\nlines', 'two\nlines'],
    ["A='$B'", '$B', '$B'],
    ['A=', '', ''],
    ['A= # none', '', ''],
  ] as const) {
    it(`read ${JSON.stringify(line)}`, () => {
      assert.equal(readDotenv(line).variables[0]?.value, dotenv);
      assert.equal(readDotenv(line, 'compose').variables[0]?.value, compose);
    });
  }

  it('give their variables', async () => {
    const [file] = await factsOf(
      'environment-file',
      'deploy/web.env',
      'WORKERS=4 # each\nURL=${BASE}/x\nP=${Q:-7}\n',
    );
    assert.deepEqual(file?.variables.WORKERS, {
      state: 'known',
      value: '4',
      origin: 'declared',
      path: '/variables/WORKERS',
    });
    assert.equal(file?.variables.URL?.state, 'unknown');
    const waiting = file?.variables.P;
    assert.deepEqual(waiting?.state === 'unknown' && waiting.reference, {
      space: 'env',
      name: 'Q',
      fallback: '7',
    });
  });
});

describe('INI files', () => {
  for (const [dialect, text, expected] of [
    ['pgbouncer', '[pgbouncer]\n; off\n# off\na = 1 ; 2\n', [['pgbouncer', 'a', '1 ; 2']]],
    [
      'php',
      '[www]\npm.start_servers = 20 ; many\na = "x;y" ; z\nb = \'#\'\n',
      [
        ['www', 'pm.start_servers', '20'],
        ['www', 'a', 'x;y'],
        ['www', 'b', '#'],
      ],
    ],
    [
      'mysql',
      '[mysqld]\nmax_connections=500 # all\nskip-networking\na="#"\n',
      [
        ['mysqld', 'max_connections', '500'],
        ['mysqld', 'skip-networking', ''],
        ['mysqld', 'a', '#'],
      ],
    ],
    [
      'postgresql',
      "max_connections = 300\t# (change)\nshared_buffers 1GB\na = 'it # is'\n#b = 1\n",
      [
        ['', 'max_connections', '300'],
        ['', 'shared_buffers', '1GB'],
        ['', 'a', 'it # is'],
      ],
    ],
    [
      'redis',
      'maxmemory 256mb\nsave 900 1\n# maxmemory 1\nrequirepass "a#b"\n',
      [
        ['', 'maxmemory', '256mb'],
        ['', 'save', '900 1'],
        ['', 'requirepass', 'a#b'],
      ],
    ],
    [
      'supervisord',
      '[program:web]\ncommand=gunicorn a;b ; c\nenvironment=A="1",\n  B="2"\n',
      [
        ['program:web', 'command', 'gunicorn a;b'],
        ['program:web', 'environment', 'A="1", B="2"'],
      ],
    ],
    [
      'systemd',
      '[Service]\nExecStart=/bin/a \\\n  --b\n;x=1\nEnvironment=A=1\n',
      [
        ['Service', 'ExecStart', '/bin/a --b'],
        ['Service', 'Environment', 'A=1'],
      ],
    ],
  ] as const) {
    it(`of ${dialect} are read as it reads them`, () => {
      for (const all of [text, text.replaceAll('\n', '\r\n'), text.trimEnd()]) {
        const { entries } = readIni(all, INI_DIALECTS[dialect]);
        assert.deepEqual(
          entries.map(({ section, name, value }) => [section, name, value]),
          expected,
        );
      }
    });
  }

  it('mean what they mean to ini, where dialects agree', async () => {
    const { parse } = await import('ini');
    const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
    const value = fc
      .stringMatching(/^[A-Za-z0-9/:._-]{1,9}$/)
      .filter((one) => !/^(?:true|false|null)$/.test(one));
    const section = fc.tuple(name, fc.dictionary(name, value, { minKeys: 1, maxKeys: 4 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(section, { selector: ([of]) => of, minLength: 1, maxLength: 3 }),
        (sections) => {
          const text = sections
            .map(([of, values]) =>
              [
                `[${of}]`,
                '; a comment',
                ...Object.entries(values).map(([key, own]) => `${key} = ${own} ; more`),
              ].join('\n'),
            )
            .join('\n\n');
          const read: Record<string, Record<string, string>> = {};
          for (const { section: of, name: key, value: own } of readIni(text, INI_DIALECTS.php)
            .entries) {
            read[of] = { ...read[of], [key]: own };
          }
          assert.deepEqual(read, JSON.parse(JSON.stringify(parse(text))));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('Prisma schemas', () => {
  it('have comments and texts told before brackets', () => {
    const { entries } = readPrisma(
      'datasource db {\n  // a } in a comment\n  provider = "postgresql" // "x"\n  url = env("DATABASE_URL")\n  directUrl = "a}b"\n}\nmodel A { id Int @default(1) }\n',
    );
    assert.deepEqual(
      entries.map(({ block, name, value, isVariable }) => [block, name, value, isVariable]),
      [
        ['datasource', 'provider', 'postgresql', false],
        ['datasource', 'url', 'DATABASE_URL', true],
        ['datasource', 'directUrl', 'a}b', false],
      ],
    );
  });
});

describe('settings of servers', () => {
  for (const [path, text, program, expected] of [
    [
      'conf/my.cnf',
      '[client]\nport=1\n[mysqld]\nMax-Connections = 500 # x\n',
      'mysql',
      { max_connections: '500' },
    ],
    [
      'db/postgresql.conf',
      "max_connections = 300 # x\nlog = '${LOG}'\n",
      'postgresql',
      { max_connections: '300', log: null },
    ],
    [
      'redis/redis.conf',
      'maxmemory 1gb\nmaxmemory-policy allkeys-lru\n',
      'redis',
      { maxmemory: '1gb', 'maxmemory-policy': 'allkeys-lru' },
    ],
    [
      'pgbouncer.ini',
      '[databases]\n* = host=db\n[pgbouncer]\nmax_client_conn = 900\n',
      'pgbouncer',
      { 'databases/*': 'host=db', max_client_conn: '900' },
    ],
  ] as const) {
    it(`are given for ${path}`, async () => {
      const [settings] = await factsOf('server-settings', path, text);
      assert.equal(settings?.program, program);
      const values = Object.entries(settings?.settings ?? {}).map(([name, value]) => [
        name,
        value.state === 'known' ? value.value : null,
      ]);
      assert.deepEqual(Object.fromEntries(values), expected);
    });
  }

  it('survive any text', async () => {
    for (const [path, text] of [
      ['.env', 'A="x" # y\nB=${C:-1}\nexport D=postgres://u:p@db/x?connection_limit=5\n'],
      ['my.cnf', '[mysqld]\nmax_connections=500 # x\nwait_timeout = 30\n'],
      ['redis.conf', 'maxmemory 1gb\nsave ""\n'],
      ['www.conf', '[www]\npm = dynamic\npm.max_children = 5 ; x\n'],
    ] as const) {
      assert.ok(await analyse(path, text));
      await survivesAll(async (own) => poolSettings.analyse({ uri: '', path, text: own }), [text]);
    }
  });
});
