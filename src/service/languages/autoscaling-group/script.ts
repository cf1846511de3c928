import { known } from '../../contracts/field';
import { span } from '../../contracts/span';
import type { Machine } from './model';

/** The commands that change the size of one machine, continued lines included. */
const RESIZE =
  /\baws\s+(?:ec2\s+modify-instance-attribute|rds\s+modify-db-instance)\b(?:[^\n\\]|\\[\s\S])*/g;
const SIZE =
  /(?<![\w-])(?:db\.)?[a-z][a-z-]*[0-9][a-z0-9-]*\.(?:nano|micro|small|medium|metal|[0-9]*x?large)\b/;

/** Whether a script resizes a machine; cheap. */
export function resizes(text: string): boolean {
  return /\baws\s+(?:ec2\s+modify-instance-attribute|rds\s+modify-db-instance)\b/.test(text);
}

/** The sizes a shell script gives to machines; a size in a variable is nobody's business. */
export function readScript(text: string): readonly Machine[] {
  return [...text.matchAll(RESIZE)].flatMap((command, index) => {
    const size = SIZE.exec(command[0]);
    if (size === null || isCommented(text, command.index)) return [];
    const start = command.index + size.index;
    const at = span(start, start + size[0].length);
    const path = `/commands/${index}`;
    const kind = command[0].includes('modify-db-instance') ? 'database' : 'instance';
    return [{ kind, at, path, size: known(size[0], at, path) }];
  });
}

function isCommented(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).includes('#');
}
