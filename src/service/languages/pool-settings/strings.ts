import type { PoolEngine } from '../../contracts/fact';
import { type Span, span } from '../../contracts/span';

/** A name and a value inside a longer text, such as a connection string. */
export interface Part {
  readonly name: string;
  readonly nameAt: Span;
  readonly text: string;
  readonly at: Span;
}

/** The parameters of a database's address: `?connection_limit=5&pool_timeout=0`. */
export function urlParameters(text: string, start: number): readonly Part[] {
  const query = text.indexOf('?');
  return query === -1 ? [] : parts(text, start, query + 1, /(?<![^&=?])([^&=?]+)=([^&#]*)/g);
}

/** The words of an ADO.NET connection string: `Host=db;Maximum Pool Size=20`. */
export function connectionStringWords(text: string, start: number): readonly Part[] {
  return parts(text, start, 0, /(?<![^;=])([^;=]+)=([^;]*)/g);
}

function parts(text: string, start: number, from: number, pattern: RegExp): readonly Part[] {
  return [...text.slice(from).matchAll(pattern)].map(
    ({ index, 0: whole, 1: raw = '', 2: value = '' }) => {
      const name = raw.trim();
      const nameStart = start + from + index + raw.indexOf(name);
      const valueStart = start + from + index + whole.length - value.trimStart().length;
      return {
        name,
        nameAt: span(nameStart, nameStart + name.length),
        text: value.trim(),
        at: span(valueStart, valueStart + value.trim().length),
      };
    },
  );
}

/** The database an address names. */
export function engineOfUrl(url: string): PoolEngine {
  const scheme = /^(?:jdbc:)?(?:aws-wrapper:)?([a-z0-9+]+):/i.exec(url.trim())?.[1]?.toLowerCase();
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return 'postgres';
    case 'mysql':
    case 'mysql2':
    case 'trilogy':
      return 'mysql';
    case 'mariadb':
      return 'mariadb';
    case 'sqlserver':
      return 'mssql';
    case 'oracle':
      return 'oracle';
    case 'mongodb':
    case 'mongodb+srv':
      return 'mongodb';
    case undefined:
      return 'unknown';
    default:
      return 'other';
  }
}

/**
 * The database a connection string is for, or `undefined` where it is for none that pools: a file, a
 * message broker, a storage account.
 */
export function engineOfConnectionString(words: readonly Part[]): PoolEngine | undefined {
  const value = (...names: readonly string[]) =>
    words.find(({ name }) => names.includes(name.toLowerCase()))?.text;
  const host = value('host', 'server', 'data source', 'address', 'addr');
  const database = value('database', 'initial catalog', 'db', 'attachdbfilename');
  if (host === undefined || database === undefined) return undefined;
  if (/\.(?:db|sqlite3?|mdf|sdf)$|:memory:/i.test(host)) return undefined;
  const port = value('port');
  if (value('host') !== undefined || port === '5432') return 'postgres';
  if (port === '3306' || value('uid', 'sslmode', 'allowpublickeyretrieval') !== undefined) {
    return 'mysql';
  }
  return /^tcp:|\\|,\d+$/.test(host) ||
    value(
      'initial catalog',
      'trustservercertificate',
      'integrated security',
      'trusted_connection',
      'multipleactiveresultsets',
      'encrypt',
    ) !== undefined
    ? 'mssql'
    : 'unknown';
}
