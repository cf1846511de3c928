import type { Variable } from '../contracts/system';
import { readAddress } from './address-text';

/**
 * Variables in which a program is told where its database is: `DB_HOST`, `DATABASE_URL`, `PGHOST`,
 * `SPRING_DATASOURCE_URL`, `ConnectionStrings__Default`. One of a cache or a queue is called otherwise.
 */
const ADDRESS_OF_DATABASE =
  /^(?:[A-Z]{1,20}_){0,2}(?:DB|DATABASE|DATASOURCE|JDBC|R2DBC|MYSQL(?:DB)?|MARIADB|PG|POSTGRES(?:QL|DB)?|RDS)_?(?:(?:URL_|SERVICE_)?HOST(?:_?NAME)?|SERVER|(?:PRISMA_)?UR[IL]|DSN|ENDPOINT|ADDR(?:ESS)?|CONN(?:ECTION)?(?:_?STR(?:ING)?|_UR[IL]))$|^ConnectionStrings__\w{1,60}$|__SQL_ALCHEMY_CONN$/;

/** Whether a variable tells a program where its database is: it is called so, or holds such an address. */
export function isAddressOfDatabase(name: string, variable: Variable): boolean {
  if (/REDIS|CACHE|MAIL|BROKER|AMQP|RABBIT/i.test(name)) return false;
  if (ADDRESS_OF_DATABASE.test(name)) return true;
  if (variable.state !== 'known' || !variable.value.includes('://')) return false;
  return /^(?:postgres|mysql|mariadb|mssql)/.test(readAddress(variable.value)?.engine ?? '');
}
