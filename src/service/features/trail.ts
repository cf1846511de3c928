import type { Project } from '../project/project';
import type { TrailStep } from '../syntax/data-node';
import { relativePath } from '../text/paths';
import { rangeIn } from './diagnostics';

/** A step of a trail as people read it. */
export interface ShownStep {
  /** Relative to the project's root. */
  readonly file: string;
  /** Of the value, else of what stands around it; one-based, `undefined` where neither is found. */
  readonly line: number | undefined;
  /** What was done there; `undefined` for what is just written. */
  readonly how: string | undefined;
}

/** Where a step of a trail stands now. */
export function shownStep({ uri, path, how }: TrailStep, project: Project): ShownStep {
  return {
    file: relativePath(uri, project.root),
    line: lineOf(uri, path, project),
    how: how === 'written' ? undefined : how,
  };
}

/** What stands in a text of its own within a file, such as an inline patch, has the place of that text. */
function lineOf(uri: string, path: string, project: Project): number | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const span = project.spanOf({ uri, path: at });
    if (span) return rangeIn(project, uri, span).start.line + 1;
    if (!at.includes('/')) break;
  }
  return undefined;
}
