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
      : fillIn(textParts(value, 'escaped'), (other) => {
          const own = variables.get(other) ?? outer.get(other);
          return own ? { state: 'known', value: own.value } : { state: 'unset' };
        });
    variables.set(name, filled.state === 'known' ? { value: filled.value, at } : null);
  }
  return variables;
}
