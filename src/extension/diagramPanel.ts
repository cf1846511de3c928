import * as vscode from 'vscode';
import type { PanelState, Rendered } from '../webview/messages';
import type { HeadroomClient } from './client';
import { registerDiagramButton } from './diagramButton';
import { type FollowingPanel, follow } from './diagramFollow';
import type { Reading } from './diagramMessage';
import { say } from './say';

const VIEW_TYPE = 'headroom.diagram';

/** What the diagram panels show, for tests. */
export interface DiagramApi {
  /** What can be read in the drawing that was finished last; `undefined` before the first. */
  rendered(): Rendered | undefined;
  readonly onDidRender: vscode.Event<Rendered>;
}

/** The drawing of the active file, beside it or in its place; it comes back after a restart. */
export function registerDiagram(
  extension: vscode.Uri,
  client: HeadroomClient,
  reading: Reading,
): vscode.Disposable & DiagramApi {
  const didRender = new vscode.EventEmitter<Rendered>();
  const panels = new Set<FollowingPanel>();
  let last: Rendered | undefined;

  function adopt(panel: vscode.WebviewPanel, uri: vscode.Uri | undefined, locked: boolean): void {
    const following = follow(panel, extension, client, reading, { uri, locked }, (rendered) => {
      last = rendered;
      didRender.fire(rendered);
    });
    panels.add(following);
    panel.onDidDispose(() => panels.delete(following));
  }

  /** A locked panel stays with its file, so another one opens beside it. */
  function open(column: vscode.ViewColumn): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const free = [...panels].find((panel) => !panel.isLocked());
    if (free) {
      free.show(uri, column);
      return;
    }
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, say('Scaling Diagram'), {
      viewColumn: column,
      preserveFocus: column === vscode.ViewColumn.Beside,
    });
    adopt(panel, uri, false);
  }

  const registered = vscode.Disposable.from(
    didRender,
    registerDiagramButton(client),
    vscode.commands.registerCommand('headroom.openDiagram', () => open(vscode.ViewColumn.Active)),
    vscode.commands.registerCommand('headroom.openDiagramToSide', () =>
      open(vscode.ViewColumn.Beside),
    ),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const { uri, locked } = revived(state);
        adopt(panel, uri ? vscode.Uri.parse(uri) : undefined, locked);
      },
    }),
  );
  return {
    rendered: () => last,
    onDidRender: didRender.event,
    dispose: () => registered.dispose(),
  };
}

/** A state that an older version wrote is as good as none. */
function revived(state: unknown): Pick<PanelState, 'uri' | 'locked'> {
  const { uri, locked } = (state ?? {}) as Partial<PanelState>;
  return { uri: typeof uri === 'string' ? uri : '', locked: locked === true };
}
