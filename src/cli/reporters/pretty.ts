import { SEVERITIES, type Severity } from '../../service/contracts/finding';
import type { Output, OutputFinding } from '../../service/contracts/output';
import { printable, UNSEEN } from '../printable';

const COLOURS: Readonly<Record<Severity, number>> = {
  error: 31,
  warning: 33,
  information: 36,
  hint: 90,
};

/** The review for people: by file, each finding with its line of source, which `read` gives. */
export async function pretty(
  output: Output,
  uris: readonly string[],
  read: (uri: string) => string | Promise<string>,
): Promise<string> {
  const paint = painter();
  const parts: string[] = [];
  for (const [index, { path, findings }] of output.files.entries()) {
    if (findings.length === 0) continue;
    const text = await Promise.resolve(read(uris[index] ?? '')).catch(() => '');
    const lines = text.split(/\r\n|\r|\n/);
    parts.push(
      `${paint(4, printable(path))}\n`,
      ...findings.map((finding) => block(finding, lines, paint)),
      '\n',
    );
  }
  const { files: _, ...counts } = output.summary;
  const files = output.files.filter(({ skipped }) => skipped === null);
  const found = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    paint(COLOURS[severity], `${counts[severity]} ${plural(severity, counts[severity])}`),
  );
  const reviewed = `${files.length} ${files.length === 1 ? 'file' : 'files'} reviewed`;
  const left = leftOut(output);
  const nothing =
    files.length > 0 ? 'nothing to report' : 'there is nothing here that Headroom reads';
  const result =
    found.length > 0
      ? `${reviewed}: ${found.join(', ')}`
      : files.length === 0 && left !== ''
        ? 'No file was reviewed; see above'
        : `${reviewed}: ${nothing}`;
  return `${parts.join('')}${left}${result}\n`;
}

/** How many paths of one reason are named; the rest is counted. */
const MOST_NAMED = 5;

/** What was seen and not reviewed, by reason; empty where all was. */
function leftOut({ files, notReviewed }: Output): string {
  const byReason = new Map<string, string[]>();
  const all = [
    ...notReviewed,
    ...files.flatMap(({ path, limits }) => limits.map((why) => ({ path, why }))),
  ];
  for (const { path, why } of all) {
    byReason.set(why, [...(byReason.get(why) ?? []), printable(path)]);
  }
  const lines = [...byReason].map(([why, paths]) => {
    const more = paths.length - MOST_NAMED;
    const named = paths.slice(0, MOST_NAMED).join(', ');
    return `  ${named}${more > 0 ? ` and ${more} more` : ''}: ${printable(why)}\n`;
  });
  return lines.length === 0 ? '' : `Not reviewed\n${lines.join('')}\n`;
}

function block(
  { range, severity, message, rule, related, fixes, environments }: OutputFinding,
  lines: readonly string[],
  paint: Paint,
): string {
  const { start, end } = range;
  const place = `${start.line + 1}:${start.character + 1}`;
  const line = lines[start.line] ?? '';
  const last = end.line === start.line ? end.character : line.length;
  const where = environments
    ? `  ${paint(90, `in ${environments.map(printable).join(', ')}`)}`
    : '';
  const { source, from, width } = excerpt(line, start.character, last);
  const gutter = String(start.line + 1);
  const text = [
    `  ${place}  ${paint(COLOURS[severity], severity)}  ${printable(message)}  ${paint(90, rule)}${where}`,
    `    ${paint(90, `${gutter} |`)} ${printed(source)}`,
    `    ${' '.repeat(gutter.length)} ${paint(90, '|')} ${' '.repeat(from)}${paint(COLOURS[severity], '^'.repeat(width))}`,
    ...related.map(
      (other) =>
        `    ${paint(90, printable(`${other.path}:${other.range.start.line + 1}: ${other.message}`))}`,
    ),
    ...fixes.map(({ title, kind }) => `    ${paint(90, printable(`fix (${kind}): ${title}`))}`),
  ];
  return `${text.join('\n')}\n`;
}

/** A line of source as wide as it is, so that what stands beneath it stands in its place. */
function printed(source: string): string {
  return source.replaceAll('\t', ' ').replace(UNSEEN, '\uFFFD');
}

/** How much of a line is shown: minified files have one line of a hundred thousand characters. */
const LONGEST_LINE = 160;
const BEFORE = 60;

/** The stretch of a line around a finding, and where the finding is in it. */
function excerpt(line: string, start: number, end: number) {
  const width = Math.max(1, end - start);
  if (line.length <= LONGEST_LINE) return { source: line, from: start, width };
  const first = Math.max(0, start - BEFORE);
  const ahead = first > 0 ? '…' : '';
  const cut = line.slice(first, first + LONGEST_LINE);
  const behind = first + LONGEST_LINE < line.length ? '…' : '';
  const from = start - first + ahead.length;
  return { source: ahead + cut + behind, from, width: Math.min(width, LONGEST_LINE - from + 1) };
}

function plural(severity: Severity, count: number): string {
  return count === 1 || severity === 'information' ? severity : `${severity}s`;
}

type Paint = (code: number, text: string) => string;

/** How texts are coloured here; asking the environment is dear, so it is asked once for all of them. */
function painter(): Paint {
  const colours = process.env.FORCE_COLOR ? true : process.stdout.isTTY && !process.env.NO_COLOR;
  return (code, text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
}
