import type { DatabaseRoleFact, FactValue } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { tableOf } from '../../text/tables';
import type { Token } from './tokens';

/** Whether a text may say something of roles of PostgreSQL, or of what a database lets in. */
export const SAYS_ROLES = /\bconnection\s+limit\b|\bset\s+statement_timeout\b/i;

/** What a statement says of a role or a database, and where the number stands. */
export interface RoleChange extends Pick<DatabaseRoleFact, 'what' | 'called'> {
  readonly setting: 'connectionLimit' | 'statementTimeout';
  readonly value: number | null;
  readonly at: Span;
}

/** `CREATE ROLE shop LOGIN CONNECTION LIMIT 20`, `ALTER ROLE shop SET statement_timeout = '30s'`. */
export function roleChanges(statement: readonly Token[]): readonly RoleChange[] {
  const [first, second, name] = statement;
  if (!/^(?:create|alter)$/.test(first?.text ?? '') || !name) return [];
  const kind = second?.text ?? '';
  if (!/^(?:role|user|database)$/.test(kind)) return [];
  if (name.kind !== 'word' && name.kind !== 'name') return [];
  const common = { what: kind === 'database' ? 'database' : 'role', called: name.text } as const;
  const words = statement.map(({ text }) => text);
  const found: RoleChange[] = [];
  const limit = words.findIndex((word, at) => word === 'connection' && words[at + 1] === 'limit');
  const given = limit < 0 ? undefined : statement[words[limit + 2] === '=' ? limit + 3 : limit + 2];
  if (given && /^\d{1,9}$/.test(given.text)) {
    const value = Number(given.text);
    found.push({ ...common, setting: 'connectionLimit', value, at: given.at });
  } else if (limit >= 0 && given) {
    // -1 is no limit.
    found.push({ ...common, setting: 'connectionLimit', value: null, at: given.at });
  }
  const set = words.findIndex(
    (word, at) => word === 'set' && words[at + 1] === 'statement_timeout',
  );
  const time = set < 0 ? undefined : statement[set + 3];
  if (time && /^(?:=|to)$/.test(words[set + 2] ?? '')) {
    const value = millisecondsOf(time.text.replace(/^'([\s\S]*)'$/, '$1'));
    found.push({ ...common, setting: 'statementTimeout', value, at: time.at });
  }
  return found;
}

const UNITS = tableOf<number>({ '': 1, ms: 1, s: 1000, min: 60_000, h: 3_600_000 });

function millisecondsOf(text: string): number | null {
  const [, amount, unit = ''] = /^(\d{1,9})\s?(ms|s|min|h)?$/.exec(text.trim()) ?? [];
  const factor = UNITS[unit];
  return amount === undefined || factor === undefined ? null : Number(amount) * factor;
}

/** What all statements together say, the last one of each kind; each number with its place. */
export function rolesOf(
  changes: readonly RoleChange[],
  places: Map<string, Span>,
): readonly DatabaseRoleFact[] {
  const roles = new Map<string, DatabaseRoleFact>();
  for (const { what, called, setting, value, at } of changes) {
    const key = `${what} ${called}`;
    const path = roles.get(key)?.path ?? `/roles/${roles.size}`;
    const none = { state: 'absent', path } as const;
    const before: DatabaseRoleFact = roles.get(key) ?? {
      ...{ kind: 'database-role', path, what, called },
      connectionLimit: none,
      statementTimeout: none,
    };
    if (!places.has(path)) places.set(path, at);
    const own = `${path}/${setting}`;
    places.set(own, at);
    const said: FactValue<number> =
      value === null || (setting === 'statementTimeout' && value === 0)
        ? { state: 'absent', path: own }
        : { state: 'known', value, origin: 'declared', path: own };
    roles.set(key, { ...before, [setting]: said });
  }
  return [...roles.values()];
}
