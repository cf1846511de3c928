import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checklistText } from '../../service/checklist/words';
import type { HeadroomService } from '../../service/contracts/service';
import { tellOfNested } from '../nested';
import { say } from '../printable';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';

/** `headroom checklist [dir]`: the scaling checklist, as a Markdown task list or as JSON. */
export async function checklist(
  service: HeadroomService,
  [path = '.', ...more]: readonly string[],
  { format }: { readonly format?: string | undefined },
): Promise<number> {
  if (more.length > 0) throw new UsageError('checklist takes one folder.');
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
  const folder = uriOf(resolve(path));
  const answered = await service.checklist(folder);
  if (format === 'json') process.stdout.write(`${JSON.stringify(answered, null, 2)}\n`);
  else if (format === undefined || format === 'md') say(checklistText(answered));
  else throw new UsageError(`--format takes md, json; it is "${format}".`);
  await tellOfNested(service, folder, 'checklist');
  return 0;
}
