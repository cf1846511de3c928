import type { BuildSources } from '../../contracts/build';
import { analyseManifest } from '../../languages/kubernetes';

/** Where the lines of a template begin, and what stands on them. */
export interface TemplateLines {
  readonly starts: readonly number[];
  /** The paths that stand on each line. */
  readonly paths: readonly (readonly string[])[];
}

/** The lines of a template, as the language of manifests reads it; `undefined` where it is not there. */
export function templateLines(sources: BuildSources, path: string): TemplateLines | undefined {
  return sources.derived('helm template lines', path, linesOf);
}

function linesOf(text: string, uri: string): TemplateLines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const paths: string[][] = starts.map(() => []);
  const { places } = analyseManifest({ text, path: uri });
  for (const [path, { start }] of places) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    paths[low]?.push(path);
  }
  return { starts, paths };
}
