import * as vscode from 'vscode';
import type { BuildOutput } from '../service/contracts/build-output';
import type { HeadroomClient } from './client';
import { chosenProject } from './folders';
import { say } from './say';

/** The scheme of what will run, as documents. */
const SCHEME = 'headroom-build';

/** A place that decides a value, as it stands behind it: `overlays/prod/hpa.yaml:6`. */
const PLACE = /^(?<path>[^,#]+):(?<line>\d+)(?: \([a-z]+\))?$/;

/** What a document of this scheme is of. */
interface Built {
  readonly root: string;
  readonly id: string;
  /** Whether each value says where it comes from. */
  readonly trail: boolean;
}

/** "Show What Will Run": a build as a document that nobody can edit, with the way to what decides. */
export function registerBuilds(client: HeadroomClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();

  async function textOf(uri: vscode.Uri): Promise<string> {
    const built = builtOf(uri);
    if (!built) return '';
    const printed = await client.request('headroom/build', { folder: built.root, id: built.id });
    if (!printed) return `# ${say('There is no build {0} any more.', built.id)}\n`;
    const head = [
      say('What will run of {0}. Nothing is edited here.', built.id),
      ...printed.limits.map((why) => say('Not evaluated: {0}', why)),
    ];
    const lines = head.map((line) => `# ${line.replace(/\s+/g, ' ')}\n`).join('');
    return `${lines}${built.trail ? printed.annotated : printed.text}`;
  }

  async function show(id?: string): Promise<vscode.Uri | undefined> {
    const folder = await chosenProject(say('what will run is told of a project.'));
    if (!folder) return undefined;
    const { root, builds } = await client.request('headroom/builds', { folder: String(folder) });
    const [only] = builds;
    if (!only) {
      void vscode.window.showInformationMessage(
        say(
          'Nothing here says what will run: no kustomization, no compose file, no manifests that are applied as they stand, no main file of nginx.',
        ),
      );
      return undefined;
    }
    const chosen = id ?? (builds.length === 1 ? only.id : await pick(builds, root));
    if (chosen === undefined) return undefined;
    const uri = uriOf({ root, id: chosen, trail: true });
    await vscode.window.showTextDocument(uri, { preview: false });
    return uri;
  }

  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: textOf,
    }),
    vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, { provideDocumentLinks }),
    client.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme === SCHEME) changed.fire(uri);
      }
    }),
    vscode.commands.registerCommand('headroom.showWhatWillRun', show),
    vscode.commands.registerCommand('headroom.toggleTrail', async (of?: vscode.Uri) => {
      const uri = of ?? vscode.window.activeTextEditor?.document.uri;
      const built = uri && builtOf(uri);
      if (!built) return;
      await vscode.window.showTextDocument(uriOf({ ...built, trail: !built.trail }), {
        preview: false,
      });
    }),
  );
}

/** The builds that the active file takes part in stand first. */
async function pick(builds: readonly BuildOutput[], root: string): Promise<string | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri.toString() ?? '';
  const path = active.startsWith(`${root}/`)
    ? decodeURIComponent(active.slice(root.length + 1))
    : '';
  const [own, others] = [true, false].map((isOwn) =>
    builds.filter(({ layers }) => layers.includes(path) === isOwn).map(itemOf),
  ) as [BuildItem[], BuildItem[]];
  const separator = (label: string) => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    id: '',
  });
  const items =
    own.length === 0
      ? others
      : [
          separator(say('with this file')),
          ...own,
          ...(others.length > 0 ? [separator(say('others')), ...others] : []),
        ];
  const picked = await vscode.window.showQuickPick(items, {
    title: say('Show What Will Run'),
    placeHolder: say('What a deployment tool would apply, for one environment'),
    matchOnDescription: true,
  });
  return picked?.id;
}

interface BuildItem extends vscode.QuickPickItem {
  readonly id: string;
}

function itemOf({ id, environment, layers }: BuildOutput): BuildItem {
  return {
    id,
    label: environment ?? say('no environment'),
    description: id,
    detail: layers.join(', '),
  };
}

/** Each place behind a value leads there. */
function provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
  const built = builtOf(document.uri);
  if (!built) return [];
  const root = vscode.Uri.parse(built.root);
  return document
    .getText()
    .split('\n')
    .flatMap((text, line) => {
      const from = text.lastIndexOf('  # ');
      if (from < 0) return [];
      let next = from + '  # '.length;
      return text
        .slice(next)
        .split(', ')
        .flatMap((part) => {
          const column = next;
          next += part.length + ', '.length;
          const { path, line: at } = PLACE.exec(part)?.groups ?? {};
          if (!path || !at) return [];
          const range = new vscode.Range(line, column, line, column + path.length + 1 + at.length);
          return [
            new vscode.DocumentLink(
              range,
              vscode.Uri.joinPath(root, path).with({ fragment: `L${at}` }),
            ),
          ];
        });
    });
}

function uriOf(built: Built): vscode.Uri {
  const name = built.id.replace(/[/:]+/g, '-');
  const ending = built.id.startsWith('nginx:') ? 'nginx' : 'yaml';
  const path = `/${name}.${ending}`;
  return vscode.Uri.from({ scheme: SCHEME, path, query: JSON.stringify(built) });
}

function builtOf({ scheme, query }: vscode.Uri): Built | undefined {
  if (scheme !== SCHEME) return undefined;
  try {
    return JSON.parse(query) as Built;
  } catch {
    return undefined;
  }
}
