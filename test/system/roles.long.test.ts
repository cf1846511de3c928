import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../runtime/support';

/** What a text says of roles: the limit and the time of each. */
async function roles(text: string): Promise<readonly string[]> {
  return (await factsOf('database-role', 'db/init/roles.sql', text)).map(
    ({ what, called, connectionLimit: limit, statementTimeout: time }) =>
      `${what} ${called} ${limit.state === 'known' ? limit.value : limit.state} ${time.state === 'known' ? time.value : time.state}`,
  );
}

describe('roles of PostgreSQL', () => {
  it('may have so many connections, and so much time', async () => {
    assert.deepEqual(
      await roles(`
CREATE ROLE shop WITH LOGIN PASSWORD 'connection limit 5' CONNECTION LIMIT 20;
-- ALTER ROLE shop CONNECTION LIMIT 3;
ALTER ROLE shop SET statement_timeout = '2min';
ALTER USER "Report" CONNECTION LIMIT 4;
alter database shop set statement_timeout to 1500;
ALTER DATABASE shop CONNECTION LIMIT 60;
CREATE ROLE free CONNECTION LIMIT -1;
ALTER ROLE open SET statement_timeout = 0;
`),
      [
        'role shop 20 120000',
        'role report 4 absent',
        'database shop 60 1500',
        'role free absent absent',
        'role open absent absent',
      ],
    );
  });

  it('have what the last statement says', async () => {
    assert.deepEqual(
      await roles('CREATE ROLE a CONNECTION LIMIT 5;\nALTER ROLE a CONNECTION LIMIT 9;\n'),
      ['role a 9 absent'],
    );
    assert.deepEqual(
      await roles('CREATE ROLE a CONNECTION LIMIT 5;\nALTER ROLE a CONNECTION LIMIT -1;\n'),
      ['role a absent absent'],
    );
    assert.deepEqual(await roles('ALTER ROLE a CONNECTION LIMIT'), []);
  });
});
