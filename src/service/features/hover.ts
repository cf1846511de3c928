import type { Hover, Position } from 'vscode-languageserver-types';
import type { OpenedFile, ProjectFile } from '../project/file';
import type { Project } from '../project/project';
import { offsetAt, positionAt, rangeOf } from '../text/lines';
import { builtValueText } from './builtValues';
import { disarmed } from './markdown';

/**
 * What is worth knowing about the value under the cursor, beyond what is written there: in all that
 * the file is read with, where it is, and what becomes of it in each environment.
 */
export function hover(file: OpenedFile, position: Position, project: Project): Hover | null {
  const offset = offsetAt(file.lines, position, file.text.length);
  const [whole] = project.unitsOf(file.uri);
  const start = whole?.part.start ?? 0;
  const model = whole?.assembled.model ?? file.analysis.model;
  const description = file.language.hover?.(model, start + offset, project.settings(), (at) => {
    const other = whole?.members.at(at);
    if (!other) return lineOf(file, at, file);
    return lineOf(other.file, at - other.part.start, file);
  });
  const built = builtValueText(file, offset, project);
  const parts = [description?.markdown, built?.markdown].filter((part) => part !== undefined);
  if (parts.length === 0) return null;
  const at = description
    ? { start: description.at.start - start, end: description.at.end - start }
    : file.places.get(built?.path ?? '');
  return {
    contents: { kind: 'markdown', value: disarmed(parts.join('\n\n')) },
    ...(at ? { range: rangeOf(file.lines, at) } : {}),
  };
}

/** `line 3`, or `nginx.conf line 3` in another file, as a link. */
function lineOf({ uri, path, lines }: ProjectFile, offset: number, from: ProjectFile): string {
  const line = positionAt(lines, offset).line + 1;
  const name = uri === from.uri ? '' : `${path} `;
  return `[${name}line ${line}](${uri}#L${line})`;
}
