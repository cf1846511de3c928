import type { CancellationToken, Connection, TextEdit } from 'vscode-languageserver';
import { ProgressType } from 'vscode-languageserver';
import { problemWith } from '../service/advisor/questions';
import { adviceText, MARKDOWN } from '../service/advisor/words';
import { checklistText } from '../service/checklist/words';
import { citation } from '../service/citations';
import { NEVER_CANCELLED } from '../service/contracts/ports';
import type { SystemDrawing } from '../service/contracts/service';
import { normalUri, unlessCancelled } from './answering';
import { clientEdit, editsTo } from './edits';
import {
  type DrawingChange,
  progressMessage,
  type ReviewProgress,
  type ServerRequests,
} from './protocol';
import type { SavedFigures } from './saved';
import type { Session } from './session';

type Method = keyof ServerRequests;
type Handler<M extends Method> = (
  params: ServerRequests[M]['params'],
  session: Session,
  token: CancellationToken,
) => Promise<ServerRequests[M]['result']>;

const PROGRESS = new ProgressType<ReviewProgress>();

/** Answers the requests that are ours alone. */
export function answerOwn(connection: Connection, session: () => Session): void {
  /** What people have told the advisor, by root: the way through the decision tree is drawn. */
  const told = new Map<string, Readonly<Record<string, string>>>();
  const handlers: { readonly [M in Method]: Handler<M> } = {
    'headroom/recognition': ({ uri }, { service }) =>
      service.recognition(normalUri(uri), NEVER_CANCELLED),
    'headroom/diagram': async ({ uri }, { service, readable }) => {
      const file = normalUri(uri);
      const fresh = await service.diagram(file, NEVER_CANCELLED);
      const { value, ...asRead } = await readable.shown(file, file, fresh, service);
      return value && { ...value, ...asRead };
    },
    'headroom/systemDrawing': async ({ uri, ...request }, session) => {
      const { service, selection, saved, readable } = session;
      const { root, selected } = await selection.of(normalUri(uri));
      const about = normalUri(uri);
      const asked = { environment: selected, answers: told.get(root) ?? {}, about, ...request };
      const fresh = await service.systemDrawing(about, asked);
      const drawing = fresh && { ...fresh, changes: changesOf(fresh, root, saved) };
      const key = JSON.stringify([root, asked]);
      const { value, ...asRead } = await readable.shown(key, root, drawing, service);
      return value && { ...value, ...asRead };
    },
    'headroom/builds': async ({ folder }, { service }) => {
      const { root } = await service.environments(normalUri(folder));
      return { root, builds: await service.builds(root) };
    },
    'headroom/build': async ({ folder, id }, { service }) => {
      const built = await service.build(normalUri(folder), id);
      return 'text' in built ? built : null;
    },
    'headroom/environments': ({ folder }, { selection }) => selection.of(normalUri(folder)),
    'headroom/selectEnvironment': async ({ folder, environment }, of) => {
      const now = await of.selection.select(normalUri(folder), environment);
      of.viewsChanged();
      return now;
    },
    'headroom/views': async (_, { service }) => service.diagramViews(),
    'headroom/referenceDiagram': ({ view, uri }, { service }) =>
      service.referenceDiagram(view, normalUri(uri)),
    'headroom/review': async (params, { service, publisher }, token) => {
      const { workDoneToken, base, only = [] } = params;
      const tell = (value: ReviewProgress) => {
        if (workDoneToken !== undefined)
          void connection.sendProgress(PROGRESS, workDoneToken, value);
      };
      tell({ kind: 'begin', title: 'Reviewing', percentage: 0 });
      const result = await service.review(
        params.uris.map(normalUri),
        { base: normalUri(base), only },
        token,
        (progress) => {
          const { done, total } = progress;
          const percentage = total === 0 ? 0 : Math.floor((100 * done) / total);
          const message = progressMessage(progress);
          const { judged } = progress;
          tell({ kind: 'report', message, percentage, ...(judged ? { judged } : {}) });
        },
      );
      if (params.publish && !token.isCancellationRequested) await publisher.cover(result.uris);
      tell({ kind: 'end' });
      return result;
    },
    'headroom/roots': ({ folder }, { service }) => service.roots(normalUri(folder)),
    'headroom/capacity': ({ folder }, { service }) => service.capacity(normalUri(folder)),
    'headroom/checklist': async ({ folder }, { service, selection }) => {
      const { selected } = await selection.of(normalUri(folder));
      const checklist = await service.checklist(normalUri(folder), selected);
      const items = checklist.groups.flatMap((group) => group.items);
      const guides = Object.fromEntries(items.map(({ guide }) => [guide, citation(guide)]));
      return { ...checklist, guides };
    },
    'headroom/checklistText': async ({ folder }, { service, selection }) => {
      const { selected } = await selection.of(normalUri(folder));
      return checklistText(await service.checklist(normalUri(folder), selected));
    },
    'headroom/tick': ({ folder, item, answer, reason }, { service }) =>
      service.tick(normalUri(folder), item, answer, reason),
    'headroom/advise': async ({ folder, answers }, { service, selection, viewsChanged }) => {
      const { selected } = await selection.of(normalUri(folder));
      const advice = await service.advise(normalUri(folder), answers, selected);
      told.set(advice.root, answers);
      viewsChanged();
      return { advice, page: adviceText(advice, MARKDOWN) };
    },
    'headroom/checkAnswer': async ({ question, answer }) => problemWith(question, answer) ?? null,
    'headroom/silence': async ({ uri, range, ...request }, of) => {
      const changes = await of.service.silence(normalUri(uri), range, request);
      return changes && clientEdit(changes, of);
    },
    'headroom/declareLimit': async ({ folder, ...limit }, of) => {
      const changes = await of.service.declareLimit(normalUri(folder), limit);
      return changes && clientEdit(changes, of);
    },
    'headroom/fixRule': async ({ folders, rule }, of, token) => {
      const uris = folders.map(normalUri);
      const { texts, applied } = await of.service.fix(uris, { unsafe: true, only: [rule] }, token);
      const changes: Record<string, readonly TextEdit[]> = {};
      for (const [uri, text] of texts) changes[uri] = await editsTo(uri, text, of);
      return { applied, edit: await clientEdit(changes, of) };
    },
    'headroom/rules': async (_, { service }) => service.rules(),
    'headroom/explain': async ({ rule }, { service }) => (await service.explain(rule)) ?? null,
    'headroom/newConfiguration': ({ folder }, { service }) =>
      service.newConfiguration(normalUri(folder)),
    'headroom/counters': async (_, { service }) => {
      const { parses, ...counters } = service.counters();
      return { ...counters, parses: Object.fromEntries(parses) };
    },
  };
  for (const [method, handler] of Object.entries(handlers)) {
    const work = handler as (
      params: object,
      session: Session,
      token: CancellationToken,
    ) => Promise<unknown>;
    connection.onRequest(method, (params: object | undefined, token: CancellationToken) => {
      const of = session();
      return unlessCancelled(token, work(params ?? {}, of, token));
    });
  }
}

/** What the second lines of boxes, the figures, were before edits that are not saved. */
function changesOf(
  { boxes, environment }: SystemDrawing,
  root: string,
  saved: SavedFigures,
): readonly DrawingChange[] {
  return boxes.flatMap(({ id, whole: [name = '', now] }) => {
    if (now === undefined) return [];
    const before = saved.before(`${root} ${environment} ${id}`, now);
    if (before === undefined) return [];
    return [{ id, text: `${name.replace(/^(?:▲ OVER|[▲✖]\d+|\?) /, '')}: ${before} → ${now}` }];
  });
}
