import type { TextEdit } from 'vscode-languageserver-types';
import { type Document, isMap, isScalar, parseDocument } from 'yaml';
import { CONFIGURATION_NAME } from '../project/configuration';
import type { Project } from '../project/project';
import { lineIndex, rangeOf } from '../text/lines';
import { child } from '../text/paths';

/**
 * The edit of the root's `headroom.yaml`, which may not exist yet; `undefined` where it is broken or
 * what is to be changed is not what it should be: its own findings say so.
 */
export function configured(
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

/** Whether a key is absent, empty, or holds what it should; an empty one is left out. */
export function isUsable(
  document: Document,
  key: string,
  holds: (node: unknown) => boolean,
): boolean {
  const node = document.get(key, true) as unknown;
  if (isScalar(node) && node.value === null) document.delete(key);
  else if (node !== undefined && !holds(node)) return false;
  return true;
}
