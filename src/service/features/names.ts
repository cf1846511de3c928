import type { Location, Position, TextEdit } from 'vscode-languageserver-types';
import type { NamedPlace } from '../contracts/editing';
import type { OpenedFile, ProjectFile } from '../project/file';
import { offsetAt, rangeOf } from '../project/lines';
import type { Project } from '../project/project';

/** The name at a position, if it can be followed. */
function nameAt(file: OpenedFile, position: Position): NamedPlace | undefined {
  const offset = offsetAt(file.lines, position, file.text.length);
  return file.names.find(({ at }) => at.start <= offset && offset <= at.end);
}

/** Where a name is defined and used, in every file of its language and environment. */
function placesOf(
  name: NamedPlace,
  file: ProjectFile,
  project: Project,
): readonly { readonly location: Location; readonly role: NamedPlace['role'] }[] {
  return project
    .files()
    .filter((other) => other.language === file.language && together(other, file))
    .flatMap(({ uri, lines, names }) =>
      names
        .filter((other) => other.kind === name.kind && other.name === name.name)
        .map(({ at, role }) => ({ location: { uri, range: rangeOf(lines, at) }, role })),
    );
}

/** Where the name at a position is defined. */
export function definitions(
  file: OpenedFile,
  position: Position,
  project: Project,
): readonly Location[] {
  const name = nameAt(file, position);
  if (!name) return [];
  return placesOf(name, file, project)
    .filter(({ role }) => role === 'definition')
    .map(({ location }) => location);
}

/** Where the name at a position is used, with its definitions where asked. */
export function references(
  file: OpenedFile,
  position: Position,
  withDefinitions: boolean,
  project: Project,
): readonly Location[] {
  const name = nameAt(file, position);
  if (!name) return [];
  return placesOf(name, file, project)
    .filter(({ role }) => withDefinitions || role === 'use')
    .map(({ location }) => location);
}

/** The name at a position that can be given another: one whose definition is in the project. */
export function renameable(
  file: OpenedFile,
  position: Position,
  project: Project,
): NamedPlace | undefined {
  const name = nameAt(file, position);
  const defined = name && placesOf(name, file, project).some(({ role }) => role === 'definition');
  return defined ? name : undefined;
}

/** What ends a word in the languages that have names, or makes it a variable. */
const NO_NAME = /[\s;{}"'\\$#]|^$/;

/**
 * The edits that give the name at a position another spelling everywhere; `null` where there is no
 * name, or the new one would be read as something else.
 */
export function renamed(
  file: OpenedFile,
  position: Position,
  newName: string,
  project: Project,
): Readonly<Record<string, TextEdit[]>> | null {
  const name = renameable(file, position, project);
  if (!name || NO_NAME.test(newName)) return null;
  const edits: Record<string, TextEdit[]> = {};
  for (const { location } of placesOf(name, file, project)) {
    edits[location.uri] = [
      ...(edits[location.uri] ?? []),
      { range: location.range, newText: newName },
    ];
  }
  return edits;
}

/** Files of two different environments never speak of the same thing. */
function together(a: ProjectFile, b: ProjectFile): boolean {
  return a.environment === null || b.environment === null || a.environment === b.environment;
}
