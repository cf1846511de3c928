import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AnsweredItem, type Checklist, isDone } from '../../service/contracts/checklist';
import type { HeadroomService } from '../../service/contracts/service';
import { tellOfNested } from '../nested';
import { say } from '../printable';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';

/** How much evidence an item shows; the rest is counted. */
const MOST_SHOWN = 3;

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
  else if (format === undefined || format === 'md') say(markdown(answered));
  else throw new UsageError(`--format takes md, json; it is "${format}".`);
  await tellOfNested(service, folder, 'checklist');
  return 0;
}

/** The checklist as Markdown. */
export function markdown({ groups, problems }: Checklist): string {
  const lines = ['# Scaling checklist', ''];
  for (const { line, message } of problems) {
    lines.push(`> headroom-checklist.yaml:${line + 1}: ${message}`, '');
  }
  for (const { title, items } of groups) {
    lines.push(`## ${title} (${items.filter(isDone).length} of ${items.length})`, '');
    for (const item of items) {
      lines.push(`- [${isDone(item) ? 'x' : ' '}] ${item.text}${remark(item)}`);
      for (const { path, line, message } of item.evidence.slice(0, MOST_SHOWN)) {
        lines.push(`  - ${path}:${line + 1}: ${message}`);
      }
      const rest = item.evidence.length - MOST_SHOWN;
      if (rest > 0) lines.push(`  - and ${rest} more`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

function remark({ ticked, found, says, evidence }: AnsweredItem): string {
  if (ticked === 'not-applicable') return ' (does not apply)';
  const counted = says === null ? '' : `: ${says}`;
  const isRefuted = ticked === 'yes' && found === 'no';
  if (!isRefuted) return counted;
  const isOfNodes = evidence.some((each) => 'holds' in each);
  if (isOfNodes) return ` (ticked, but the files say otherwise)${counted}`;
  return ` (ticked, but ${evidence.length} finding${evidence.length === 1 ? ' says' : 's say'} otherwise)${counted}`;
}
