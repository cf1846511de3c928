import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { NEVER_CANCELLED } from '../../service/contracts/ports';
import type { HeadroomService } from '../../service/contracts/service';
import { didYouMean } from '../../service/project/configuration';
import { isWithin, relativePath } from '../../service/text/paths';
import { tellOfNested } from '../nested';
import { say } from '../printable';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';

/** What `headroom diagram` is told beside the file. */
interface DiagramOptions {
  readonly view?: string | undefined;
  readonly environment?: string | undefined;
  readonly most?: string | undefined;
}

/** What can be drawn, and of which languages. */
const VIEWS: Readonly<Record<'traffic' | 'autoscaling', readonly string[]>> = {
  traffic: ['nginx'],
  autoscaling: ['kubernetes', 'autoscaling-group'],
};

/** `headroom diagram [FILE]`: Mermaid on standard output; without a file a drawing of the guide. */
export async function diagram(
  service: HeadroomService,
  [path, ...more]: readonly string[],
  options: DiagramOptions,
): Promise<number> {
  const { view } = options;
  if (more.length > 0) throw new UsageError('diagram takes one file.');
  if (view === 'system') return drawView(service, path ?? '.', options);
  if (path !== undefined && existsSync(path) && statSync(path).isDirectory()) {
    return folderDiagram(service, path, options);
  }
  for (const name of ['environment', 'most'] as const) {
    if (options[name] !== undefined)
      throw new UsageError(`--${name} goes with a folder, or with --view system.`);
  }
  if (path === undefined) return referenceDiagram(service, view);
  if (view !== undefined && !Object.hasOwn(VIEWS, view)) {
    const known = [...Object.keys(VIEWS), 'system'];
    throw new UsageError(
      `With a file, --view takes ${known.join(', ')}; it is "${view}"${didYouMean(view, known)}.`,
    );
  }
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
  if (view !== undefined) {
    const { language, description } = await service.recognition(
      uriOf(resolve(path)),
      NEVER_CANCELLED,
    );
    if (language === null || !VIEWS[view as keyof typeof VIEWS].includes(language)) {
      throw new UsageError(`${path}: --view ${view} cannot be drawn of it: ${description}.`);
    }
  }
  const drawn = await service.diagram(uriOf(resolve(path)), NEVER_CANCELLED);
  if (!drawn) {
    throw new UsageError(`${path}: nothing to draw; diagram takes an nginx file or an autoscaler.`);
  }
  say(drawn.mermaid);
  return 0;
}

/** The guide's drawings need no file; the workspace's own figures hold in them. */
async function referenceDiagram(
  service: HeadroomService,
  view: string | undefined,
): Promise<number> {
  const known = service.referenceViews().map(({ id }) => id);
  if (view === undefined) {
    throw new UsageError(
      `diagram takes a file, or --view with one of system, ${known.join(', ')}.`,
    );
  }
  const drawn = await service.referenceDiagram(view, uriOf(process.cwd()));
  if (!drawn) {
    throw new UsageError(
      `Without a file, --view takes system, ${known.join(', ')}; it is "${view}"${didYouMean(view, known)}.`,
    );
  }
  say(drawn.mermaid);
  return 0;
}

/** A view of what a folder holds, the guide's reference where no file says anything of it. */
async function folderDiagram(
  service: HeadroomService,
  path: string,
  options: DiagramOptions,
): Promise<number> {
  const { view = 'system' } = options;
  const views = ['system', ...service.diagramViews().map(({ id }) => id)];
  if (!views.includes(view)) {
    throw new UsageError(
      `With a folder, --view takes ${views.join(', ')}; it is "${view}"${didYouMean(view, views)}.`,
    );
  }
  return drawView(service, path, { ...options, view });
}

/** A view of one environment, which nobody has to name where only one is likely. */
async function drawView(
  service: HeadroomService,
  path: string,
  { view = 'system', environment, most = '40' }: DiagramOptions,
): Promise<number> {
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
  const boxes = /^\d{1,3}$/.test(most) ? Number(most) : 0;
  if (boxes < 5 || boxes > 500) throw new UsageError(`--most takes 5 to 500; it is "${most}".`);
  const folder = uriOf(resolve(path));
  const request = {
    ...{ view, most: boxes, within: folder },
    ...(environment !== undefined && { environment }),
  };
  const drawn = await service.systemDrawing(folder, request);
  if (!drawn && (await knows(service, folder, environment))) {
    const reference = await service.referenceDiagram(view, folder);
    if (!reference)
      throw new UsageError(`${path}: nothing to draw; no file says anything of ${view}.`);
    say(reference.mermaid);
    process.stderr.write(
      `No file of ${path} says anything of ${view}: this is the guide's reference.\n`,
    );
    return 0;
  }
  if (!drawn) {
    const all = await service.systemDrawing(folder, { most: boxes });
    const known = (all?.environments ?? []).filter((name) => name !== null);
    const names = known.length > 0 ? `there are ${known.join(', ')}` : 'no file names one';
    throw new UsageError(
      `--environment: ${environment} is none; ${names}${didYouMean(environment ?? '', known)}.`,
    );
  }
  if (drawn.boxes.length === 0) {
    throw new UsageError(`${path}: nothing to draw; no file says what runs, or opens a pool.`);
  }
  say(drawn.mermaid);
  const [root] = await service.roots(folder);
  if (root !== undefined && root !== folder && isWithin(folder, root)) {
    const above = relativePath(root, uriOf(process.cwd())) || '.';
    process.stderr.write(
      `Drawn is what ${path} has a part in, and what that is joined with; headroom diagram ${above} draws all.\n`,
    );
  }
  await tellOfNested(service, folder, 'diagram');
  if (view !== 'system' && drawn.sources.length > 0)
    process.stderr.write(`Drawn from ${drawn.sources.join(', ')}.\n`);
  if (drawn.instead.length > 0) {
    process.stderr.write(
      `Left out, since what is drawn is deployed instead: ${drawn.instead.join(', ')}. headroom diagram --view system with one of these paths draws it.\n`,
    );
  }
  if (drawn.boxesInAll > drawn.boxes.length) {
    process.stderr.write(
      `${drawn.boxesInAll} boxes in ${drawn.boxes.length}; --most N folds fewer of them.\n`,
    );
  }
  return 0;
}

/** Whether there is such an environment. */
async function knows(
  service: HeadroomService,
  folder: string,
  environment: string | undefined,
): Promise<boolean> {
  if (environment === undefined) return true;
  return (await service.environments(folder)).environments.includes(environment);
}
