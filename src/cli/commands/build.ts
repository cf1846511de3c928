import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { HeadroomService } from '../../service/contracts/service';
import { didYouMean } from '../../service/project/configuration';
import { say } from '../printable';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';

/** `headroom build ID [dir]`: what will run, or where each value of it was decided. */
export async function build(
  service: HeadroomService,
  [id, path = '.', ...more]: readonly string[],
  {
    format = 'yaml',
    trail,
  }: { readonly format?: string | undefined; readonly trail?: boolean | undefined },
): Promise<number> {
  if (id === undefined || more.length > 0) {
    throw new UsageError('build takes the id of a build and a folder; see headroom builds.');
  }
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
  if (format !== 'yaml' && format !== 'json') {
    throw new UsageError(`--format takes yaml, json; it is "${format}".`);
  }
  const built = await service.build(uriOf(resolve(path)), id);
  if (!('text' in built)) {
    throw new UsageError(`unknown build "${id}"${didYouMean(id, built)}; see headroom builds.`);
  }
  for (const why of built.limits) process.stderr.write(`not evaluated: ${why}\n`);
  if (trail) say(built.trail.map((line) => `${line}\n`).join(''));
  else if (format === 'json') process.stdout.write(`${JSON.stringify(built.json, null, 2)}\n`);
  else say(built.text);
  return 0;
}
