import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { HeadroomService } from '../../service/contracts/service';
import { CONFIGURATION_NAME, didYouMean } from '../../service/project/configuration';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';
import { writeNew } from '../writer';

/** `headroom rules`: every rule, a line each or as JSON. */
export async function rules(
  service: HeadroomService,
  _operands: readonly string[],
  { format }: { readonly format?: string | undefined },
): Promise<number> {
  const all = service.rules();
  if (format === 'json') process.stdout.write(`${JSON.stringify({ rules: all }, null, 2)}\n`);
  else if (format === undefined || format === 'pretty') {
    const width = Math.max(...all.map(({ id }) => id.length));
    for (const { id, severity, summary } of all) {
      process.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(11)}  ${summary}\n`);
    }
  } else throw new UsageError(`--format takes pretty, json; it is "${format}".`);
  return 0;
}

/** `headroom explain RULE`: the rule's page. */
export async function explain(
  service: HeadroomService,
  [name, ...more]: readonly string[],
): Promise<number> {
  if (name === undefined || more.length > 0)
    throw new UsageError('explain takes one rule; see headroom rules.');
  const page = await service.explain(name);
  if (page === undefined) {
    const ids = service.rules().map(({ id }) => id);
    throw new UsageError(`unknown rule "${name}"${didYouMean(name, ids)}; see headroom rules.`);
  }
  process.stdout.write(page);
  return 0;
}

/** `headroom print-config FILE`: what holds for a file and where it comes from. */
export async function printConfig(
  service: HeadroomService,
  [path, ...more]: readonly string[],
): Promise<number> {
  if (path === undefined || more.length > 0) throw new UsageError('print-config takes one file.');
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
  process.stdout.write(await service.printConfig(uriOf(resolve(path))));
  return 0;
}

/** `headroom init`: a first `headroom.yaml`; an existing one is never touched. */
export async function init(service: HeadroomService): Promise<number> {
  if (existsSync(CONFIGURATION_NAME))
    throw new UsageError(`${CONFIGURATION_NAME} is already here; nothing was written.`);
  const text = await service.newConfiguration(uriOf(process.cwd()));
  await writeNew(resolve(CONFIGURATION_NAME), text, CONFIGURATION_NAME);
  process.stdout.write(`Wrote ${CONFIGURATION_NAME}.\n`);
  return 0;
}
