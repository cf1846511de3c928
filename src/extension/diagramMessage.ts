import * as vscode from 'vscode';
import type { AsRead } from '../server/protocol';
import type { BudgetPlace } from '../service/contracts/capacity';
import type { DrawingBox } from '../service/contracts/drawing';
import { foldGraph } from '../service/diagrams/fold';
import type {
  Content,
  DrawMessage,
  NothingMessage,
  ToPanel,
  ViewChoice,
  Wish,
} from '../webview/messages';
import { boxAt, memberAt } from './boxAt';
import type { HeadroomClient } from './client';
import { isReviewed, SELECTOR } from './documents';
import { say } from './say';

const DRAWN = say(
  'Headroom draws the system of a project, how nginx passes traffic on, and how HorizontalPodAutoscalers, ScaledObjects and Auto Scaling groups grow and shrink.',
);

const SYSTEM: ViewChoice = { id: 'system', title: say('System') };
const FILE: ViewChoice = { id: 'file', title: say('This file') };

/** What the views are called in the picker. */
const VIEW_TITLES: Readonly<Record<string, string>> = {
  traffic: say('Traffic'),
  autoscaling: say('Autoscaling'),
  'cache-layers': say('Cache layers'),
  'load-balancer': say('Load balancer'),
  'read-replicas': say('Read replicas'),
  'decision-tree': say('Decision tree'),
  sharding: say('Sharding'),
  'multi-region': say('Multi-region'),
};

const OF_THE_GUIDE = say(
  'The guide’s reference, with the figures of this workspace: no file here says anything of it.',
);

/** Files that a drawing names as its sources. */
const MAX_SOURCES = 3;

function drawnFrom(sources: readonly string[]): string {
  if (sources.length === 0) return '';
  const named = sources.slice(0, MAX_SOURCES).join(', ');
  const more = sources.length - MAX_SOURCES;
  return more > 0
    ? say('Drawn from {0} and {1} more files', named, more)
    : say('Drawn from {0}', named);
}

/** What describes the same again, and how to see it. */
function leftOut(instead: readonly string[]): string {
  if (instead.length === 0) return '';
  const named = instead.slice(0, MAX_SOURCES).join(', ');
  const more = instead.length - MAX_SOURCES;
  return more > 0
    ? say(
        'Left out, since what is drawn is deployed instead: {0} and {1} more; open one of its files to see it',
        named,
        more,
      )
    : say(
        'Left out, since what is drawn is deployed instead: {0}; open one of its files to see it',
        named,
      );
}

/** That a text is half typed, and what the drawing shows of it. */
function asRead({ unreadable, isLast }: AsRead): string {
  if (unreadable.length === 0) return '';
  const files = unreadable.slice(0, MAX_SOURCES).join(', ');
  return isLast
    ? say('As of the last readable text: {0} cannot be read at the moment', files)
    : say('{0} cannot be read at the moment: what it says may be missing', files);
}

/** A drawing and what may be copied of it. */
interface Drawn {
  readonly content: Content;
  readonly mermaid: string;
}

/** What the panel is to show, and the same as Mermaid text. */
export interface PanelMessage {
  readonly message: ToPanel;
  readonly mermaid: string | undefined;
}

/** How far the workspace has been read. */
export interface Reading {
  /** `Reading 120 of 177 files`, or empty. */
  message(): string;
  /** How many files were recognised. */
  files(): number;
  readonly onDidChange: vscode.Event<undefined>;
}

/** What the panel is to show of a file, or why there is nothing. Never rejects. */
export async function messageFor(
  uri: vscode.Uri | undefined,
  locked: boolean,
  wish: Wish,
  client: HeadroomClient,
  reading: Reading,
): Promise<PanelMessage> {
  const known = await client.request('headroom/views', {}).catch(() => []);
  const views = [
    SYSTEM,
    FILE,
    ...known.map(({ id, title }) => ({ id, title: VIEW_TITLES[id] ?? title })),
  ];
  const nothing = (
    reasons: readonly string[],
    action?: NothingMessage['action'],
  ): PanelMessage => ({
    message: {
      type: 'nothing',
      file: uri ? nameOf(uri) : '',
      uri: uri?.toString() ?? '',
      locked,
      views,
      reasons,
      ...(action ? { action } : {}),
    },
    mermaid: undefined,
  });
  if (!vscode.workspace.workspaceFolders && !uri) {
    return nothing([say('No folder is open.'), DRAWN], {
      title: say('Open Folder'),
      command: 'workbench.action.files.openFolder',
    });
  }
  const of = uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!of) return nothing([say('Open a file, and its drawing appears here.'), DRAWN]);
  try {
    return await drawingOf(of);
  } catch (error) {
    return nothing([say('Headroom failed on this file: {0}', String(error))]);
  }

  function isOfGuide(view: string): boolean {
    return known.some(({ id }) => id === view);
  }

  /** A drawing in which neither what was chosen nor what is decided where the cursor stands is part of a fold. */
  async function ask(target: vscode.Uri, view: string) {
    const { most, open, chosen } = wish;
    const keep = chosen === null ? [] : [chosen];
    const request = { uri: target.toString(), view, most, open, keep };
    const drawing = await client.request('headroom/systemDrawing', request);
    const member = drawing && uri && memberAt(drawing.boxes, uri.toString(), lineIn(uri));
    if (!member) return drawing;
    return client.request('headroom/systemDrawing', { ...request, keep: [...keep, member] });
  }

  async function drawingOf(target: vscode.Uri): Promise<PanelMessage> {
    const document = vscode.workspace.textDocuments.find(
      (open) => String(open.uri) === String(target),
    );
    const isForeign = document && vscode.languages.match(SELECTOR, document) === 0;
    const isOff = document && !isForeign && !isReviewed(document);
    const shown = (view: string, { content, mermaid }: Drawn, more: Partial<DrawMessage>) => ({
      message: {
        type: 'draw',
        file: uri ? nameOf(uri) : '',
        uri: uri?.toString() ?? '',
        version: document?.version ?? 0,
        locked,
        view,
        views,
        environment: null,
        environments: [],
        note: '',
        selected: null,
        changes: [],
        ...more,
        content,
      } satisfies DrawMessage,
      mermaid,
    });
    /** A drawing of what the workspace holds, with what there is to say above it. */
    const ofWorkspace = (view: string, drawing: NonNullable<Awaited<ReturnType<typeof ask>>>) => {
      const { mermaid, environments, boxesInAll, changes, open, sources, instead, ...rest } =
        drawing;
      const { unreadable, isLast, ...content } = rest;
      const selected = uri ? boxAt(drawing.boxes, uri.toString(), lineIn(uri)) : null;
      const note = [
        asRead({ unreadable, isLast }),
        view === SYSTEM.id ? '' : drawnFrom(sources),
        leftOut(instead),
        changes.length > 0
          ? say('Not saved: {0}', changes.map(({ text }) => text).join(' · '))
          : '',
        open.length < wish.open.length
          ? say('There is no room for more; the fold opened first was closed.')
          : '',
        content.boxes.length < boxesInAll
          ? say(
              '{0} boxes stand for {1}; a click on a fold shows each.',
              content.boxes.length,
              boxesInAll,
            )
          : '',
      ];
      const { environment } = content;
      return shown(
        view,
        {
          content: { kind: 'system', drawing: { ...content, boxes: content.boxes.map(lean) } },
          mermaid,
        },
        { environments, environment, note: note.filter(Boolean).join(' · '), selected, changes },
      );
    };
    const view = wish.view ?? '';
    if (isOff && !isOfGuide(view)) {
      return nothing([
        say('Headroom is switched off for this file by the setting headroom.enable.'),
      ]);
    }
    if (isOfGuide(view)) {
      const drawing = isOff ? null : await ask(target, view);
      if (drawing && drawing.boxes.length > 0) return ofWorkspace(view, drawing);
      const reference = { view, uri: target.toString() };
      const diagram = await client.request('headroom/referenceDiagram', reference);
      if (diagram) return shown(view, graphOf(diagram), { note: OF_THE_GUIDE });
      return nothing([say('No file here says anything of it.'), DRAWN]);
    }
    let system: PanelMessage | null = null;
    if (view !== FILE.id) {
      const drawing = await ask(target, SYSTEM.id);
      const selected = drawing && uri ? boxAt(drawing.boxes, uri.toString(), lineIn(uri)) : null;
      // Where there is nothing but nginx, how it passes traffic on says more.
      const isSystem = drawing?.boxes.some(({ kind }) => !['clients', 'edge'].includes(kind));
      const isPart = isSystem && (selected !== null || !uri);
      if (drawing && drawing.boxes.length > 0 && (view === SYSTEM.id || isPart)) {
        return ofWorkspace(SYSTEM.id, drawing);
      }
      if (drawing && isSystem) system = ofWorkspace(SYSTEM.id, drawing);
      if (view === SYSTEM.id) {
        return nothing(
          [say('{0} files were read, and none says what runs.', reading.files()), DRAWN],
          {
            title: say('Show What Was Read'),
            command: 'headroom.showFindings',
          },
        );
      }
    }
    if (isForeign) return system ?? nothing([DRAWN]);
    const diagram = await client.request('headroom/diagram', { uri: target.toString() });
    if (diagram) return shown(FILE.id, graphOf(diagram), { note: asRead(diagram) });
    // A file of which there is nothing to draw leaves the drawing of its project as it is.
    if (system) return system;
    const { language, description, limits } = await client.request('headroom/recognition', {
      uri: target.toString(),
    });
    return language === null
      ? nothing([
          say('This is {0}.', description).replace('This is not analysed', 'Not analysed'),
          DRAWN,
        ])
      : nothing([say('This was read as {0}.', description), ...limits, DRAWN]);
  }
}

function graphOf({
  title,
  description,
  nodes,
  edges,
  mermaid,
}: Extract<Content, { kind: 'graph' }>['graph'] & { readonly mermaid: string }): Drawn {
  const graph = foldGraph({ title, description, nodes, edges });
  return { content: { kind: 'graph', graph }, mermaid };
}

/** The line of the cursor in the editor of a file. */
function lineIn(uri: vscode.Uri): number | undefined {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  return editor?.selection.active.line;
}

/** Of the members of a fold the panel shows names: thousands of them are said to it with each keystroke. */
function lean(box: DrawingBox<BudgetPlace>): DrawingBox<BudgetPlace> {
  const members = box.members.map((member) => ({
    ...member,
    ...{ figures: [], findings: [], members: [] },
  }));
  return { ...box, members };
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
