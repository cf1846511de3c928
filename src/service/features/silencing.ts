import type { TextEdit } from 'vscode-languageserver-types';
import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { SilencingScope } from '../contracts/service';
import type { Finding } from '../engine/finding';
import { CONFIGURATION_NAME } from '../project/configuration';
import type { OpenedFile } from '../project/file';
import type { Project } from '../project/project';
import { lineIndex, positionAt, rangeOf } from '../text/lines';
import { child } from '../text/paths';

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

/**
 * The edit of the root's `headroom.yaml`, which may not exist yet; `undefined` where it is broken or
 * what is to be changed is not what it should be: its own findings say so.
 */
function configured(
  project: Project,
  change: (document: Document) => boolean,
): { readonly uri: string; readonly edits: readonly TextEdit[] } | undefined {
  // A document that has never been saved lies in no folder.
  if (!project.root.includes('://')) return undefined;
  const uri = child(project.root, CONFIGURATION_NAME);
  const text = project.configurations().find((file) => file.uri === uri)?.text ?? '';
  const document = parseDocument(text);
  const { contents, errors } = document;
  if (errors.length > 0 || !(contents === null || isMap(contents))) return undefined;
  if (!change(document as Document)) return undefined;
  const written = document.toString({ lineWidth: 0 });
  const newText = text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written;
  return { uri, edits: [lineEdit(text, newText)] };
}

/** The one edit of whole lines that turns a text into another. */
function lineEdit(before: string, after: string): TextEdit {
  const [old, now] = [before, after].map((text) => text.split(/(?<=\n)/)) as [string[], string[]];
  const least = Math.min(old.length, now.length);
  let head = 0;
  while (head < least && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < least - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const start = old.slice(0, head).join('').length;
  const end = before.length - old.slice(old.length - tail).join('').length;
  const newText = now.slice(head, now.length - tail).join('');
  return { range: rangeOf(lineIndex(before), { start, end }), newText };
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
  document.addIn(['ignore'], { file, ...(at === '' ? {} : { at }), rule, reason });
  return true;
}

/** Whether a key is absent, empty, or holds what it should; an empty one is left out. */
function isUsable(document: Document, key: string, holds: (node: unknown) => boolean): boolean {
  const node = document.get(key, true) as unknown;
  if (isScalar(node) && node.value === null) document.delete(key);
  else if (node !== undefined && !holds(node)) return false;
  if (key === 'ignore' && !document.has(key)) document.set(key, document.createNode([]));
  return true;
}
