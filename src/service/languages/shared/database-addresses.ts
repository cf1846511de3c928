import type { TextChange } from '../../contracts/fix';
import { type Span, span } from '../../contracts/span';

/** The address of a database, as drivers read it. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number | null;
  /** What stands behind the `?`. */
  readonly parameters: Readonly<Record<string, string>>;
}

const ADDRESS =
  /^postgres(?:ql)?(?:\+\w+)?:\/\/(?:[^@/?\s]*@)?([A-Za-z0-9_.-]+)(?::(\d+))?(?:[/?]\S*)?$/;

/** The address of a PostgreSQL, or `undefined`; what a template writes is none. */
export function databaseAddress(text: string): DatabaseAddress | undefined {
  const [, host, port] = ADDRESS.exec(text) ?? [];
  if (host === undefined) return undefined;
  const query = text.indexOf('?');
  const parameters = [...text.slice(query + 1).matchAll(/(?<![^&=?])([^&=?]+)=([^&#]*)/g)].map(
    ([, name = '', value = '']) => [name.trim(), value.trim()] as const,
  );
  return {
    host,
    port: port === undefined ? null : Number(port),
    parameters: query < 0 ? {} : Object.fromEntries(parameters),
  };
}

/** The address that ends at `at.end` with one parameter more. */
export function addedParameter(
  at: Span,
  parameters: Readonly<Record<string, string>>,
  key: string,
  value: string,
): TextChange {
  const sign = Object.keys(parameters).length > 0 ? '&' : '?';
  return { span: span(at.end, at.end), newText: `${sign}${key}=${value}` };
}
