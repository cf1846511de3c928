import type { Severity } from '../../service/contracts/finding';
import type { Output, OutputFinding } from '../../service/contracts/output';
import { printable } from '../printable';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * The review as GitHub's workflow commands, a line each, which it shows at the lines of a pull
 * request. Lines and columns count from one there. Paths are relative to the working directory,
 * which must be the root of the checkout for GitHub to find them.
 */
export function github({ files }: Output): string {
  return files
    .flatMap(({ path, skipped, findings }) => [
      ...(skipped === null ? [] : [`::notice ${properties({ file: path })}::${data(skipped)}\n`]),
      ...findings.map((finding) => line(path, finding)),
    ])
    .join('');
}

function line(path: string, { severity, rule, message, range }: OutputFinding): string {
  const { start, end } = range;
  // GitHub takes columns only of a place within one line.
  const columns =
    start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {};
  const place = { file: path, line: start.line + 1, endLine: end.line + 1, ...columns };
  return `::${COMMANDS[severity]} ${properties({ ...place, title: rule })}::${data(message)}\n`;
}

function properties(all: Readonly<Record<string, string | number>>): string {
  return Object.entries(all)
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',');
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
