import type { Hover, Position } from 'vscode-languageserver-types';
import type { OpenedFile } from '../project/file';
import { offsetAt, rangeOf } from '../project/lines';
import type { Project } from '../project/project';

/** What is worth knowing about the value under the cursor, beyond what is written there. */
export function hover(file: OpenedFile, position: Position, project: Project): Hover | null {
  const offset = offsetAt(file.lines, position, file.text.length);
  const description = file.language.hover?.(file.analysis, offset, project.settings());
  if (!description) return null;
  return {
    contents: { kind: 'markdown', value: description.markdown },
    range: rangeOf(file.lines, description.at),
  };
}
