import type { BuildSources } from '../../contracts/build';
import type { ComposeVariable, ComposeVariables } from '../../languages/compose/interpolate';
import type { TrailStep } from '../../syntax/data-node';
import { pointer } from '../../syntax/data-node';
import { readDotenv } from '../../syntax/dotenv';
import { fillIn, textParts } from '../../syntax/parameters';
import type { Notes } from './context';

/** The variables that compose fills in: those of the project's `.env`, or of the files named instead. */
export function projectVariables(
  folder: string,
  sources: BuildSources,
  notes: Notes,
  files: readonly string[] = [],
): ComposeVariables {
  const named = files.length > 0 ? files : [folder === '' ? '.env' : `${folder}/.env`];
  const variables = new Map<string, ComposeVariable>();
  for (const file of named) {
    for (const [name, value] of readVariableFile(file, sources, variables) ?? []) {
      if (value !== null) variables.set(name, value);
    }
    if (sources.text(file) !== undefined) notes.files.add(file);
  }
  return variables;
}

/**
 * The variables of a `.env` file, later ones with earlier ones filled in; `null` for one whose value
 * cannot be told. `undefined` where the file is not there.
 */
export function readVariableFile(
  file: string,
  sources: BuildSources,
  outer: ComposeVariables,
): ReadonlyMap<string, ComposeVariable | null> | undefined {
  const text = sources.text(file);
  if (text === undefined) return undefined;
  const uri = sources.uri(file);
  const variables = new Map<string, ComposeVariable | null>();
  for (const { name, value, literal } of readDotenv(text, 'compose').variables) {
    const at: TrailStep = { uri, path: pointer('/variables', name), how: 'written' };
    const filled = literal
      ? ({ state: 'known', value } as const)
      : // A plain dollar is `$$` here as well as `\\$`.
        fillIn(textParts(value.replaceAll('$$', '\\$'), 'escaped'), (other) => {
          // What is known before the file is read wins over what stands in it.
          const own = outer.get(other) ?? variables.get(other);
          return own ? { state: 'known', value: own.value } : { state: 'unset' };
        });
    variables.set(name, filled.state === 'known' ? { value: filled.value, at } : null);
  }
  return variables;
}

/**
 * The variables of a file in the format `raw`, as `docker run --env-file` reads it: what stands behind the sign is the
 * value as it is, quotes included. `undefined` where the file is not there; a name alone is the shell's, so nothing here.
 */
export function readRawVariables(
  file: string,
  sources: BuildSources,
): ReadonlyMap<string, ComposeVariable> | undefined {
  const text = sources.text(file);
  if (text === undefined) return undefined;
  const uri = sources.uri(file);
  const variables = new Map<string, ComposeVariable>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const own = line.trimStart();
    const at = own.indexOf('=');
    if (own.startsWith('#') || at <= 0) continue;
    const name = own.slice(0, at);
    const here: TrailStep = { uri, path: pointer('/variables', name), how: 'written' };
    variables.set(name, { value: own.slice(at + 1), at: here });
  }
  return variables;
}
