import type { TextEdit } from 'vscode-languageserver-types';
import { type Document, isMap, isSeq } from 'yaml';
import type { SilencingScope } from '../contracts/service';
import type { Finding } from '../engine/finding';
import { CONFIGURATION_NAME } from '../project/configuration';
import type { OpenedFile } from '../project/file';
import type { Project } from '../project/project';
import { positionAt } from '../text/lines';
import { configured, isUsable } from './configurationEdit';

/** A way to silence a finding, as edits of one file. */
export interface Silencing {
  readonly scope: SilencingScope;
  readonly title: string;
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** The ways to silence a finding, the narrowest first; each edit carries the reason. */
export function silencings(
  finding: Finding,
  file: OpenedFile,
  project: Project,
  reason: string,
): readonly Silencing[] {
  const { rule } = finding;
  const because = reason.replace(/\s+/g, ' ').replaceAll('*/', '* /').trim() || 'reason';
  const own = [inLine(finding, file, because), inFile(finding, file, because)];
  if (rule.startsWith('headroom/')) return own.flatMap((one) => one ?? []);
  const place = configured(project, (document) => ignorePlace(document, finding, file, because));
  const off = configured(project, (document) => turnOff(document, rule, because));
  return [
    ...own,
    place && {
      scope: 'place' as const,
      title: `Ignore ${rule} at this place in ${CONFIGURATION_NAME}`,
      ...place,
    },
    off && {
      scope: 'rule' as const,
      title: `Turn ${rule} off in ${CONFIGURATION_NAME}`,
      ...off,
    },
  ].flatMap((one) => one ?? []);
}

function inLine(finding: Finding, file: OpenedFile, reason: string): Silencing | undefined {
  const comment = file.language.comment(
    file,
    `headroom-disable-next-line ${finding.rule} -- ${reason}`,
  );
  if (comment === undefined) return undefined;
  const start = file.lines[positionAt(file.lines, finding.at.start).line] ?? 0;
  const indent = /^[ \t]*/.exec(file.text.slice(start))?.[0] ?? '';
  return {
    scope: 'line',
    title: `Disable ${finding.rule} for this line`,
    uri: file.uri,
    edits: [inserted(file, start, `${indent}${comment}`)],
  };
}

function inFile(finding: Finding, file: OpenedFile, reason: string): Silencing | undefined {
  const comment = file.language.comment(file, `headroom-disable-file ${finding.rule} -- ${reason}`);
  if (comment === undefined) return undefined;
  const top = file.text.startsWith('\uFEFF') ? 1 : 0;
  return {
    scope: 'file',
    title: `Disable ${finding.rule} for this file`,
    uri: file.uri,
    edits: [inserted(file, top, comment)],
  };
}

/** A line of its own, with the line end of the file. */
function inserted(file: OpenedFile, offset: number, line: string): TextEdit {
  const at = positionAt(file.lines, offset);
  const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
  return { range: { start: at, end: at }, newText: `${line}${newline}` };
}

function turnOff(document: Document, rule: string, reason: string): boolean {
  if (!isUsable(document, 'rules', isMap)) return false;
  const value = document.createNode('off');
  if (reason !== 'reason') value.comment = ` ${reason}`;
  document.setIn(['rules', rule], value);
  return true;
}

function ignorePlace(
  document: Document,
  { rule, path: at }: Finding,
  { path: file }: OpenedFile,
  reason: string,
): boolean {
  // A name that is a pattern would mean other files.
  if (/[*?[\]{}!]/.test(file) || !isUsable(document, 'ignore', isSeq)) return false;
  if (!document.has('ignore')) document.set('ignore', document.createNode([]));
  document.addIn(['ignore'], { file, ...(at === '' ? {} : { at }), rule, reason });
  return true;
}
