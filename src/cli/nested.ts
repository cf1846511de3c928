import type { HeadroomService } from '../service/contracts/service';
import { relativePath } from '../service/text/paths';
import { uriOf } from './workspace';

/** Says which folders are projects of their own, where an answer is about one project only. */
export async function tellOfNested(
  service: HeadroomService,
  folder: string,
  command: string,
): Promise<void> {
  const [, ...nested] = await service.roots(folder);
  if (nested.length === 0) return;
  const paths = nested.map((root) => relativePath(root, uriOf(process.cwd()))).sort();
  const are = paths.length === 1 ? 'is a project of its own' : 'are projects of their own';
  process.stderr.write(
    `headroom: ${paths.join(', ')} ${are}, not counted here; see headroom ${command} ${paths[0]}\n`,
  );
}
