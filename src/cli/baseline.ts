import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Review } from '../service/contracts/service';
import { baselineOf, readBaseline, withoutKnown } from '../service/engine/baseline';
import { relativePath } from '../service/project/paths';
import { UsageError } from './usage';
import { uriOf } from './workspace';
import { replaceFile } from './writer';

/**
 * A review without the findings of a baseline file. Where there is no such file it is written from
 * the review, all of which is known from then on.
 */
export async function applyBaseline(file: string, review: Review): Promise<Review> {
  const path = resolve(file);
  const folder = uriOf(dirname(path));
  const pathOf = (_: unknown, index: number) => relativePath(review.uris[index] ?? '', folder);
  if (!existsSync(path)) {
    if (!existsSync(dirname(path))) {
      throw new UsageError(`${file}: its folder does not exist; the baseline was not written.`);
    }
    const made = baselineOf(review.output, pathOf);
    await replaceFile(path, `${JSON.stringify(made, null, 2)}\n`);
    process.stderr.write(
      `headroom: wrote ${file} with ${made.findings.length} known findings; only new ones are reported from now on.\n`,
    );
    return { ...review, output: withoutKnown(review.output, made, pathOf).output };
  }
  const baseline = readBaseline(await readFile(path, 'utf8'));
  if (!baseline) {
    throw new UsageError(
      `${file}: not a baseline; it needs "version": 1 and "findings", each with path, rule and message. Remove the file to have it written anew.`,
    );
  }
  const { output, gone } = withoutKnown(review.output, baseline, pathOf);
  if (gone.length > 0) {
    process.stderr.write(
      `headroom: ${gone.length} of the findings in ${file} are gone; remove the file to have it written anew.\n`,
    );
  }
  return { ...review, output };
}
