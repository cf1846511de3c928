import type { Build, BuildKind } from '../../contracts/build';
import { idOf } from '../../system/identifiers';
import { child, pathIn } from '../../text/paths';
import { say } from '../words';
import { type Plain, plain } from './plain';

/** What a build is called where it stands as a box of its own. */
const NAMES: Readonly<Partial<Record<BuildKind, (name: string) => string>>> = {
  helm: (name) => say('chart {0}', name),
  kustomize: (name) => say('kustomization {0}', name),
};

/**
 * A box for each build of an environment that its tool refuses: what it would run is missing in the drawing, or not
 * what will run. It leads to the file that is at fault.
 * @param root - the uri of the project
 */
export function unrenderedBoxes(
  builds: readonly Build[],
  environment: string | null,
  root: string,
): readonly Plain[] {
  return builds.flatMap((build): readonly Plain[] => {
    const { id, kind, root: own, limits, documents, isPublished } = build;
    const { name } = build.environment;
    if (isPublished || (name !== null && name !== environment)) return [];
    const isEmpty = kind !== 'manifests' && documents.length === 0 && limits.length > 0;
    const fault = build.fault ?? (isEmpty ? { why: limits.join('; '), file: null } : null);
    if (!fault) return [];
    const last = own.slice(own.lastIndexOf('/') + 1);
    const file = fault.file ?? (kind === 'helm' ? pathIn(own, 'Chart.yaml') : build.layers[0]);
    const at = file === undefined ? null : { uri: child(root, file), path: '' };
    return [
      plain({
        ...{ id: idOf('build', id), kind: 'service', state: 'unknown', at },
        texts: [NAMES[kind]?.(last) ?? last, say('not rendered')],
        figures: [{ text: fault.why, at }],
      }),
    ];
  });
}
