import type { System, WorkloadNode } from '../../contracts/system';
import { folderOf, isIn } from '../../text/paths';

/** The one nginx that takes a file: it mounts it, or is alone with it in a folder. */
export function edgeOf(system: Pick<System, 'workloads'>, file: string): WorkloadNode | undefined {
  const edges = system.workloads.filter(({ containers }) =>
    containers.some(({ known }) => known !== null && /^nginx/.test(known.name)),
  );
  const mounting = edges.filter(({ containers }) =>
    containers.some(({ mounts }) =>
      mounts.some(({ source }) => source !== null && (source === file || isIn(file, source))),
    ),
  );
  const beside = edges.filter((edge) => isIn(file, folderOf(edge.file)));
  const [only, ...others] = mounting.length > 0 ? mounting : beside;
  return others.length === 0 ? only : undefined;
}
