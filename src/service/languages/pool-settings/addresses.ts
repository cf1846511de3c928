import type { TextChange } from '../../contracts/fix';
import { span } from '../../contracts/span';
import type { Entry } from './entries';
import type { Address, SchemaEnv } from './model';
import { urlParameters } from './strings';

const ADDRESS =
  /^postgres(?:ql)?(?:\+\w+)?:\/\/(?:[^@/?\s]*@)?([A-Za-z0-9_.-]+)(?::(\d+))?(?:[/?]\S*)?$/;

/** The variables that hold addresses of PostgreSQL; what a template writes is left out. */
export function addressesOf(
  entries: readonly Entry[],
  folderOf: (entry: Entry) => string,
): readonly Address[] {
  return entries.flatMap((entry) => {
    const { keys, text, at } = entry;
    const [, host, port] = ADDRESS.exec(text) ?? [];
    const env = keys.at(-1);
    if (host === undefined || env === undefined) return [];
    return [
      {
        at,
        path: `${folderOf(entry)}/${env}`,
        env,
        host,
        port: port === undefined ? null : Number(port),
        parameters: Object.fromEntries(
          urlParameters(text, 0).map(({ name, text: value }) => [name, value]),
        ),
      },
    ];
  });
}

/** The address with one parameter more, at its end. */
export function addedParameter(
  { at, parameters }: Address,
  key: string,
  value: string,
): TextChange {
  const sign = Object.keys(parameters).length > 0 ? '&' : '?';
  return { span: span(at.end, at.end), newText: `${sign}${key}=${value}` };
}

/** The variable that a Prisma schema for PostgreSQL takes the address from. */
export function schemaEnvOf(entries: readonly Entry[]): SchemaEnv | null {
  const value = (name: string) =>
    entries.find(({ keys }) => keys.join('.') === `datasource.${name}`);
  const env = value('url.env');
  return env && value('provider')?.text === 'postgresql'
    ? { at: env.at, path: '/datasource/url', env: env.text }
    : null;
}
