import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Review } from '../service/contracts/service';
import { type Baseline, baselineOf, readBaseline, withoutKnown } from '../service/engine/baseline';
import { relativePath } from '../service/text/paths';
import { UsageError } from './usage';
import { readText, uriOf } from './workspace';
import { writeNew } from './writer';

/** The content of a baseline file; `undefined` where it is yet to be written. */
export async function readBaselineFile(file: string): Promise<Baseline | undefined> {
  const path = resolve(file);
  if (!existsSync(path)) {
    if (existsSync(dirname(path))) return undefined;
    throw new UsageError(`${file}: its folder does not exist; the baseline was not written.`);
  }
  const content = await readText(path, dirname(path));
  if (content.state === 'unreadable') {
    throw new UsageError(`${file}: the baseline cannot be read (${content.why}).`);
  }
  const baseline = content.state === 'read' ? readBaseline(content.text) : undefined;
  if (baseline) return baseline;
  throw new UsageError(
    `${file}: not a baseline; it needs "version": 1 and "findings", each with path, rule and message. Remove the file to have it written anew.`,
  );
}

/** The folder that the paths of a baseline file are relative to. */
export function folderOf(file: string): string {
  return uriOf(dirname(resolve(file)));
}

/**
 * A review of the rules in `only` without the findings of a baseline file. Where there is no such
 * file it is written from the review, all of which is known from then on.
 */
export async function applyBaseline(
  file: string,
  baseline: Baseline | undefined,
  review: Review,
  only: readonly string[],
): Promise<Review> {
  const folder = folderOf(file);
  const pathOf = (_: unknown, index: number) => relativePath(review.uris[index] ?? '', folder);
  if (!baseline) {
    const made = baselineOf(review.output, pathOf);
    await writeNew(resolve(file), `${JSON.stringify(made, null, 2)}\n`, file);
    process.stderr.write(
      `headroom: wrote ${file} with ${made.findings.length} known findings; only new ones are reported from now on.\n`,
    );
    return { ...review, output: withoutKnown(review.output, made, pathOf, only).output };
  }
  const { output, gone } = withoutKnown(review.output, baseline, pathOf, only);
  if (gone.length > 0) {
    process.stderr.write(
      `headroom: ${gone.length} of the findings in ${file} are gone; remove the file to have it written anew.\n`,
    );
  }
  return { ...review, output };
}
