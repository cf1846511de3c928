import { type DataNode, dataText, type TrailStep } from '../../syntax/data-node';
import { readTemplate } from '../../syntax/hcl';
import { joined, joinedPath } from '../../text/paths';
import { asText } from './functions';
import type { Scope } from './scope';
import { textOf } from './templates';

/** What a file holds, and what a template makes of it; as seen from the module, else from the root. */
export function fileText(
  name: string,
  [path, values]: readonly DataNode[],
  scope: Scope,
): DataNode | undefined {
  const written = asText(path);
  const { module } = scope;
  const { evaluation } = module;
  if (written === undefined) return undefined;
  const places = [
    ...(written.startsWith(MODULE_PATH) ? [joined('', written.slice(MODULE_PATH.length))] : []),
    joinedPath(module.source.folder, written),
    joinedPath(evaluation.root.source.folder, written),
    joinedPath('', written),
  ];
  for (const file of places) {
    const text = file === undefined ? undefined : evaluation.sources.text(file);
    if (file === undefined || text === undefined) continue;
    evaluation.read.add(file);
    const here: TrailStep = { uri: evaluation.sources.uri(file), path: '', how: 'written' };
    if (name !== 'templatefile') return dataText(text, [here, scope.here]);
    const names = new Map(values?.kind === 'map' ? values.entries : []);
    return textOf(readTemplate(text), { module, names, here: scope.here });
  }
  return undefined;
}

/** Stands before a folder of the project, as `path.module` has it. */
export const MODULE_PATH = 'headroom-project:/';
