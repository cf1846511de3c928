import type { Hover, Position } from 'vscode-languageserver-types';
import type { OpenedFile, ProjectFile } from '../project/file';
import type { Project } from '../project/project';
import { offsetAt, positionAt, rangeOf } from '../text/lines';
import { disarmed } from './markdown';

/**
 * What is worth knowing about the value under the cursor, beyond what is written there: in all that
 * the file is read with, where it is.
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
  if (!description) return null;
  const { at, markdown } = description;
  return {
    contents: { kind: 'markdown', value: disarmed(markdown) },
    range: rangeOf(file.lines, { start: at.start - start, end: at.end - start }),
  };
}

/** `line 3`, or `nginx.conf line 3` in another file, as a link. */
function lineOf({ uri, path, lines }: ProjectFile, offset: number, from: ProjectFile): string {
  const line = positionAt(lines, offset).line + 1;
  const name = uri === from.uri ? '' : `${path} `;
  return `[${name}line ${line}](${uri}#L${line})`;
}
