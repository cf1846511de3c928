/**
 * Variables in which a program is told where its database is: `DB_HOST`, `DATABASE_URL`, `PGHOST`. One of a cache or
 * a queue is called otherwise.
 */
const ADDRESS_OF_DATABASE =
  /^(?:[A-Z]{1,20}_){0,2}(?:DB|DATABASE|MYSQL|MARIADB|PG|POSTGRES(?:QL)?|RDS)_?(?:HOST(?:NAME)?|SERVER|UR[IL]|DSN|ENDPOINT|ADDRESS)$/;

/** Whether a variable tells a program where its database is. */
export function isAddressOfDatabase(name: string): boolean {
  return ADDRESS_OF_DATABASE.test(name) && !/REDIS|CACHE|MAIL|BROKER|AMQP/.test(name);
}
