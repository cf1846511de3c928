import type { TextEdit } from 'vscode-languageserver-types';
import { type Document, isMap, isSeq } from 'yaml';
import type { DeclaredLimit } from '../contracts/service';
import { ENGINES } from '../project/configuration';
import type { Project } from '../project/project';
import { configured, isUsable } from './configurationEdit';

/**
 * The edit of the root's `headroom.yaml` that says how many connections a database grants; an entry of
 * its name is brought up to date. `null` where the file is broken: its own findings say so.
 */
export function declaring(
  project: Project,
  limit: DeclaredLimit,
): Readonly<Record<string, readonly TextEdit[]>> | null {
  const found = configured(project, (document) => declare(document, limit));
  return found ? { [found.uri]: found.edits } : null;
}

function declare(
  document: Document,
  { name, engine, maxConnections, reserved }: DeclaredLimit,
): boolean {
  if (!isUsable(document, 'databases', isSeq)) return false;
  const entries = document.get('databases', true);
  const index = isSeq(entries)
    ? entries.items.findIndex((item) => isMap(item) && item.get('name') === name)
    : -1;
  const isKnown = (ENGINES as readonly string[]).includes(engine);
  const values = {
    name,
    ...(isKnown ? { engine } : {}),
    maxConnections,
    ...(reserved > 0 ? { reserved } : {}),
  };
  if (index >= 0) {
    for (const [key, value] of Object.entries(values)) {
      document.setIn(['databases', index, key], value);
    }
    return true;
  }
  if (!document.has('databases')) document.set('databases', document.createNode([]));
  document.addIn(['databases'], document.createNode(values, { flow: true }));
  return true;
}
