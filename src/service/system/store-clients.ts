import { commandsOfShell } from './launches';

/** A client of a store that a command runs, and the server it asks. */
export interface StoreClient {
  readonly program: string;
  readonly host: string;
}

/** Clients of databases. */
export const DATABASE_CLIENTS =
  /^(?:psql|pg_isready|pg_dump(?:all)?|mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mariadb-dump)$/;

/** The client among some programs that a command runs, directly or by a shell, where the server it asks is written. */
export function storeClientIn(
  command: readonly string[],
  programs: RegExp,
): StoreClient | undefined {
  const isShell = /(?:^|\/)(?:ba|da|a)?sh$/.test(command[0] ?? '');
  const all = isShell ? commandsOfShell(command.at(-1) ?? '') : [command];
  for (const [first = '', ...rest] of all) {
    const program = first.slice(first.lastIndexOf('/') + 1);
    const given = rest.findIndex((word) => /^(?:-h|--host)$/.test(word));
    const joined = rest.find((word) => /^(?:-h(?=[a-z])|--host=)/.test(word));
    const host = given < 0 ? joined?.replace(/^(?:-h|--host=)/, '') : rest[given + 1];
    const isWritten = host !== undefined && /^[a-z][\w.-]*$/i.test(host);
    if (programs.test(program) && isWritten && !/^localhost$/i.test(host)) return { program, host };
  }
  return undefined;
}
