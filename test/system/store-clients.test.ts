import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitForm } from '../../src/service/languages/shared/command-lines';
import { knownImage } from '../../src/service/system/images';
import { clientIn, startedAs } from '../../src/service/system/store-clients';

const NOWHERE = { start: 0, end: 0 };

describe('a client of a store in a command', () => {
  const asked = (...words: string[]) => {
    const { program, asks, host } = clientIn(words) ?? {};
    return [program, asks, host];
  };

  it('is found with the server it asks, however that is written', () => {
    assert.deepEqual(asked('pg_isready', '-h', 'db.prod'), ['pg_isready', 'database', 'db.prod']);
    assert.deepEqual(asked('mysqladmin', '--host=db', 'ping'), ['mysqladmin', 'database', 'db']);
    assert.deepEqual(asked('/usr/bin/psql', 'postgres://app@db:5432/shop'), [
      ...['psql', 'database', 'db'],
    ]);
  });

  it('is found behind wrappers and in a shell', () => {
    const client = ['redis-cli', 'cache', 'redis'];
    assert.deepEqual(asked('timeout', '3', 'redis-cli', '-h', 'redis', 'ping'), client);
    assert.deepEqual(asked('sh', '-c', 'date; timeout 3 redis-cli -h redis ping'), client);
  });

  it('asks no other machine without a host, on this one, or where the host is filled in', () => {
    assert.deepEqual(asked('pg_isready'), [undefined, undefined, undefined]);
    assert.deepEqual(asked('psql', '-h', 'localhost'), [undefined, undefined, undefined]);
    assert.deepEqual(asked('psql', '-h', '${DB_HOST}'), [undefined, undefined, undefined]);
    assert.deepEqual(asked('node', '-h', 'db'), [undefined, undefined, undefined]);
  });
});

describe('the container of a published server', () => {
  const engine = (image: string, command: string, ends = false) =>
    startedAs(knownImage(image) ?? null, {
      entrypoint: null,
      command: command === '' ? null : splitForm(command, NOWHERE, ''),
      ends,
      scriptOf: () => undefined,
    })?.engine;

  it('is the server without a command, and with that of the server', () => {
    assert.equal(engine('postgres:17', ''), 'postgres');
    assert.equal(engine('postgres:17', 'postgres -c max_connections=300'), 'postgres');
    assert.equal(engine('redis:8', "sh -c 'redis-server --requirepass $PASSWORD'"), 'redis');
  });

  it('is one of its clients where the command starts one, and where it ends', () => {
    assert.equal(engine('postgres:17', "sh -c 'while true; do pg_dump shop; done'"), 'tool');
    assert.equal(engine('confluentinc/cp-kafka', 'kafka-topics.sh --create'), 'tool');
    assert.equal(engine('postgres:17', 'bash /scripts/backup.sh'), 'tool');
    assert.equal(engine('postgres:17', '', true), 'tool');
  });
});
