import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BuildOutput } from '../../service/contracts/build-output';
import type { HeadroomService } from '../../service/contracts/service';
import { say } from '../printable';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';

/** `headroom builds [dir]`: what deployment tools would apply, a build for each environment. */
export async function builds(
  service: HeadroomService,
  [path = '.', ...more]: readonly string[],
  { format = 'pretty' }: { readonly format?: string | undefined },
): Promise<number> {
  if (more.length > 0) throw new UsageError('builds takes one folder.');
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
  if (format !== 'pretty' && format !== 'json') {
    throw new UsageError(`--format takes pretty, json; it is "${format}".`);
  }
  const all = await service.builds(uriOf(resolve(path)));
  say(format === 'json' ? json(all) : pretty(all));
  return 0;
}

function json(all: readonly BuildOutput[]): string {
  const builds = all.map(({ id, kind, root, environment, layers, limits }) => ({
    id,
    kind,
    root,
    environment,
    layers,
    limits,
  }));
  return `${JSON.stringify({ version: 1, builds }, null, 2)}\n`;
}

function pretty(all: readonly BuildOutput[]): string {
  if (all.length === 0)
    return 'No build: no kustomization, no manifests that are applied as they stand, no main file of nginx.\n';
  return all
    .map(({ id, layers, limits }) => {
      const count = layers.length === 1 ? '1 file' : `${layers.length} files`;
      return [`${id}  ${count}`, ...limits.map((why) => `  not evaluated: ${why}`), ''].join('\n');
    })
    .join('');
}
