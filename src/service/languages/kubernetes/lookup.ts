/** The entry of a table under a name from a user's text, which may also be `constructor`. */
export function lookup<T>(
  table: Readonly<Record<string, T>>,
  name: string | undefined,
): T | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
