import type { ProgramFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent } from '../../contracts/field';
import { span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { shellForm } from '../shared/command-lines';
import { hashComments, type ProcessText, processSettings } from './statement';

/** When a line of a cron table is run: five fields, or a name for them (crontab(5)). */
const WHEN =
  '(?:@(?:hourly|daily|midnight|weekly|monthly|yearly|annually)|(?:[-\\d*/,A-Za-z]{1,40}[ \\t]+){4}[-\\d*/,A-Za-z]{1,40})';

/** A line that starts something. */
export const CRON_LINE = /^[ \t]{0,8}(?:@[a-z]+|[\d*]\S{0,40}(?:[ \t]+\S{1,40}){4})[ \t]+\S/m;

/**
 * A cron table: each line starts a command through a shell. Tables under `cron.d` name the user before the command,
 * and so does one whose command seems to be `root`.
 */
export function cronTable(text: string, path: string): ProcessText {
  const hasUser = /(?:^|\/)cron\.d\//.test(path);
  const line = new RegExp(`^[ \\t]*(${WHEN})[ \\t]+(\\S[^\\r\\n]*)`, 'gm');
  const programs = [...text.matchAll(line)].flatMap(
    ({ index, 0: whole, 1: when = '', 2: rest = '' }, number): readonly Placed<ProgramFact>[] => {
      const user = /^[a-z_][\w-]{0,31}[ \t]+/.exec(rest)?.[0] ?? '';
      const taken = hasUser || user.trim() === 'root' ? user : '';
      const command = rest.slice(taken.length).trimEnd();
      const start = index + whole.length - rest.length + taken.length;
      const at = span(start, start + command.length);
      const own = pointer('/programs', String(number));
      if (command === '') return [];
      return [
        {
          at,
          path: own,
          name: when.trim(),
          command: shellForm(command, at, `${own}/command`),
          count: absent(at.end, `${own}/count`),
          environment: {},
          settings: {},
        },
      ];
    },
  );
  return { statements: [processSettings('cron', {}, programs)], comments: hashComments(text) };
}
