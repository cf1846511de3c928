import { escapePattern } from '../../text/patterns';
import type { PoolUse } from './pools';
import type { Entry, Value } from './values';

/** Options that say where a pool goes, or as whom: with another of them it is another pool. */
const PLACE =
  /^(?:client|dialect|type|driver|url|uri|dsn|conninfo|connection|connectionString|databaseUrl|datasources?|datasourceUrl|adapter|host|hosts|server|port|socketPath|database|db|dbname|user|username|password|schema|searchPath|search_path|options|connect_args|application_name|replication|setJdbcUrl|setUrl|setUsername)$/;

/** Expressions whose value is the same wherever they stand in a package. */
const SETTING =
  /^(?:process\.env|import\.meta\.env|os\.environ|os\.getenv|env|(?:\w+\.)*(?:settings|config|conf|cfg|env))\b[\w.[\]'"()]*$/i;

/**
 * Where a pool goes, in words that are equal for equal places within a package: variables and settings
 * by their names, addresses as they are. `null` where something else decides it.
 */
export function addressOf({ call, complete }: PoolUse, text: string): string | null {
  if (!complete) return null;
  const words: string[] = [];
  const add = (name: string, value: Value): boolean => {
    if (value.kind === 'object') {
      return (
        !value.open && value.entries.filter(isPlace).every((entry) => add(entry.name, entry.value))
      );
    }
    const word = wordOf(value, text);
    if (word !== null) words.push(`${name}=${word}`);
    return word !== null;
  };
  const values = [...call.arguments, ...(call.settings ? [call.settings] : [])];
  return values.every((value) => add('', value)) ? words.sort().join(' ') : null;
}

function isPlace({ name }: Entry): boolean {
  return PLACE.test(name);
}

function wordOf(value: Value, text: string): string | null {
  if (value.kind === 'number') return value.literal ? String(value.value) : null;
  if (value.kind === 'string') return JSON.stringify(value.value);
  if (value.kind === 'object') return null;
  const written = plain(text.slice(value.at.start, value.at.end));
  if (SETTING.test(written)) return written;
  if (!/^[A-Za-z_$][\w$]*$/.test(written)) return null;
  const assigned = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?(?:(?:const|let|var)[ \\t]+)?${escapePattern(written)}\\b[^=\\n]*=[ \\t]*([^;\\n]+)`,
    'm',
  ).exec(text)?.[1];
  const setting = assigned === undefined ? '' : plain(assigned);
  return SETTING.test(setting) ? setting : null;
}

/** Without what only the type checker reads, and without a default for a variable that is not set. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ as \w+$| ?(?:\?\?|\|\|) ?(?:''|"")$|!$/g, '')
    .replaceAll(' ', '')
    .replaceAll('"', "'");
}
