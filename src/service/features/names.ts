import type { Location, Position, TextEdit } from 'vscode-languageserver-types';
import type { NamedPlace } from '../contracts/editing';
import type { OpenedFile, ProjectFile } from '../project/file';
import type { Project } from '../project/project';
import { offsetAt, rangeOf } from '../text/lines';

/** A name and the file it stands in. */
interface PlacedName extends NamedPlace {
  readonly file: ProjectFile;
}

/**
 * Every name that may have to do with those of a file: of all that it is read with where that is
 * at hand, else of the files it may belong to.
 */
export function namesAround(file: OpenedFile, project: Project): readonly PlacedName[] {
  const wholes = project.unitsOf(file.uri);
  const { names } = file.language;
  if (wholes.length > 0 && names) {
    return wholes.flatMap(({ assembled, members }) =>
      names(assembled.model, members.all[0]?.file.uri ?? '').flatMap((name) => {
        const member = members.at(name.at.start);
        if (!member) return [];
        const { start, end } = name.at;
        const by = member.part.start;
        return [{ ...name, at: { start: start - by, end: end - by }, file: member.file }];
      }),
    );
  }
  return project
    .files()
    .filter((other) => other.language === file.language && project.together(file, other))
    .flatMap((other) => other.names.map((name) => ({ ...name, file: other })));
}

/** All places of the name at a position, by the file's own names first. */
interface Named {
  readonly at: PlacedName;
  readonly places: readonly PlacedName[];
}

/**
 * The name at a position and where it is defined and used. A place that is read in several contexts
 * may mean something in each: then all of it is one name.
 */
function nameAt(file: OpenedFile, position: Position, project: Project): Named | undefined {
  const offset = offsetAt(file.lines, position, file.text.length);
  const names = namesAround(file, project);
  const at = names.find(
    (name) => name.file.uri === file.uri && name.at.start <= offset && offset <= name.at.end,
  );
  if (!at) return undefined;
  const kinds = new Set([at.kind]);
  const spots = new Set<string>();
  for (let size = 0; size !== kinds.size + spots.size; ) {
    size = kinds.size + spots.size;
    for (const name of names) {
      if (name.name !== at.name) continue;
      if (kinds.has(name.kind)) spots.add(spotOf(name));
      else if (spots.has(spotOf(name))) kinds.add(name.kind);
    }
  }
  const places = new Map<string, PlacedName>();
  for (const name of names) {
    if (name.name === at.name && kinds.has(name.kind)) places.set(spotOf(name), name);
  }
  return { at, places: [...places.values()] };
}

function spotOf({ file, at }: PlacedName): string {
  return `${file.uri}#${at.start}`;
}

function locationOf({ file, at }: PlacedName): Location {
  return { uri: file.uri, range: rangeOf(file.lines, at) };
}

/** Where the name at a position is defined; of an include, the files it names. */
export function definitions(
  file: OpenedFile,
  position: Position,
  project: Project,
): readonly Location[] {
  const name = nameAt(file, position, project);
  if (!name) return [];
  if (name.at.kind === 'include') {
    const start = { line: 0, character: 0 };
    return project
      .included(file, name.at.name)
      .map(({ uri }) => ({ uri, range: { start, end: start } }));
  }
  return name.places.filter(({ role }) => role === 'definition').map(locationOf);
}

/** Where the name at a position is used, with its definitions where asked. */
export function references(
  file: OpenedFile,
  position: Position,
  withDefinitions: boolean,
  project: Project,
): readonly Location[] {
  const places = nameAt(file, position, project)?.places ?? [];
  return places.filter(({ role }) => withDefinitions || role === 'use').map(locationOf);
}

/** The name at a position that can be given another: one whose definition is in the project. */
export function renameable(
  file: OpenedFile,
  position: Position,
  project: Project,
): NamedPlace | undefined {
  const name = nameAt(file, position, project);
  return name?.places.some(({ role }) => role === 'definition') ? name.at : undefined;
}

/**
 * The edits that give the name at a position another spelling everywhere; `null` where there is no
 * name, the new one would be read as something else, or something is called so already.
 */
export function renamed(
  file: OpenedFile,
  position: Position,
  newName: string,
  project: Project,
): Readonly<Record<string, TextEdit[]>> | null {
  const name = nameAt(file, position, project);
  if (!name?.places.some(({ role }) => role === 'definition')) return null;
  if (file.language.mayBeNamed?.(name.at.kind, newName) === false) return null;
  const taken = namesAround(file, project).some(
    (other) => other.name === newName && other.kind === name.at.kind,
  );
  if (taken && newName !== name.at.name) return null;
  const edits: Record<string, TextEdit[]> = {};
  for (const place of name.places) {
    const { uri, range } = locationOf(place);
    edits[uri] = [...(edits[uri] ?? []), { range, newText: newName }];
  }
  return edits;
}
