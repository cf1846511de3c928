import type { Assembled, AssembledPart } from '../contracts/assembly';
import type { Report, Target } from '../contracts/finding';
import { type Fix, type FixEdit, isStructural } from '../contracts/fix';
import { type Span, span } from '../contracts/span';
import type { ProjectFile } from './file';

/** A file and where it stands in the text of the whole. */
export interface Member {
  readonly file: ProjectFile;
  readonly part: AssembledPart;
}

/** The files of a whole, and the way from its text back to theirs. */
export interface Members {
  readonly all: readonly Member[];
  /** The file that holds an offset of the whole. */
  at(offset: number): Member | undefined;
}

/** The members of a whole; `files` are in the order of its parts. */
export function membersOf({ parts }: Assembled, files: readonly ProjectFile[]): Members {
  const all = parts.flatMap((part, index) => {
    const file = files[index];
    return file ? [{ file, part }] : [];
  });
  return { all, at: (offset) => all[indexAt(parts, offset)] };
}

/** The last part that begins at or before an offset. */
function indexAt(parts: readonly AssembledPart[], offset: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((parts[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A report about the whole as one about the file it points into; nothing where it has no place. */
export function broughtHome(report: Report, members: Members): readonly [Member, Report][] {
  if (!('at' in report.at)) return [];
  const home = members.at(report.at.at.start);
  if (!home) return [];
  const { related, fixes } = report;
  return [
    [
      home,
      {
        ...report,
        at: placed(report.at, home, members),
        ...(related
          ? { related: related.map((one) => ({ ...one, at: placed(one.at, home, members) })) }
          : {}),
        ...(fixes
          ? { fixes: () => fixes().flatMap((fix) => movedFix(fix, home, members) ?? []) }
          : {}),
      },
    ],
  ];
}

function placed(target: Target, home: Member, members: Members): Target {
  if (!('at' in target) || 'elsewhere' in target) return target;
  const member = members.at(target.at.start) ?? home;
  const at = spanIn(target.at, member.part);
  const path = pathsOf(member.file).get(at.start) ?? target.path;
  return member === home ? { at, path } : { at, path, elsewhere: member.file.uri };
}

/**
 * A fix with its changes in the files they are about; `undefined` where a program writes one of
 * them, or where it would change, for the sake of one place, what others read as well.
 */
function movedFix(fix: Fix, home: Member, members: Members): Fix | undefined {
  const edits: FixEdit[] = [];
  for (const edit of fix.edits) {
    if (isStructural(edit) || 'uri' in edit) {
      edits.push(edit);
      continue;
    }
    const member = members.at(edit.span.start);
    if (!member?.part.fixable || (member !== home && member.part.uses > 1)) return undefined;
    const moved = { span: spanIn(edit.span, member.part), newText: edit.newText };
    edits.push(member === home ? moved : { ...moved, uri: member.file.uri });
  }
  return { ...fix, edits };
}

/** The structural path that a place of the whole has in its file. */
export function pathAt({ start }: Span, { file, part }: Member): string | undefined {
  return pathsOf(file).get(start - part.start);
}

function spanIn({ start, end }: Span, part: AssembledPart): Span {
  return span(start - part.start, Math.min(end, part.end) - part.start);
}

const known = new WeakMap<ProjectFile, ReadonlyMap<number, string>>();

/** The structural paths of a file by where they begin. */
function pathsOf(file: ProjectFile): ReadonlyMap<number, string> {
  const made = known.get(file) ?? new Map([...file.places].map(([path, at]) => [at.start, path]));
  known.set(file, made);
  return made;
}
