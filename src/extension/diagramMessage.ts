import * as vscode from 'vscode';
import type { NothingMessage, ToPanel } from '../webview/messages';
import type { HeadroomClient } from './client';
import { isReviewed, SELECTOR } from './documents';

const DRAWN =
  'Headroom draws how nginx passes traffic on, and how HorizontalPodAutoscalers, ScaledObjects and Auto Scaling groups grow and shrink.';

/** What the panel is to show of a file: its drawing, or why there is none. Never rejects. */
export async function messageFor(
  uri: vscode.Uri | undefined,
  locked: boolean,
  client: HeadroomClient,
): Promise<ToPanel> {
  const nothing = (...reasons: readonly string[]): NothingMessage => ({
    type: 'nothing',
    file: uri ? nameOf(uri) : '',
    uri: uri?.toString() ?? '',
    locked,
    reasons,
  });
  if (!uri) return nothing('Open a file, and its drawing appears here.', DRAWN);
  const document = vscode.workspace.textDocuments.find((open) => String(open.uri) === String(uri));
  if (document && vscode.languages.match(SELECTOR, document) === 0) return nothing(DRAWN);
  if (document && !isReviewed(document)) {
    return nothing('Headroom is switched off for this file by the setting headroom.enable.');
  }
  try {
    const version = document?.version ?? 0;
    const diagram = await client.request('headroom/diagram', { uri: uri.toString() });
    if (diagram) {
      const { title, description, nodes, edges } = diagram;
      return {
        type: 'draw',
        file: nameOf(uri),
        uri: uri.toString(),
        version,
        locked,
        graph: { title, description, nodes, edges },
      };
    }
    const { language, description, limits } = await client.request('headroom/recognition', {
      uri: uri.toString(),
    });
    return language === null
      ? nothing(`This is ${description}.`.replace('This is not analysed', 'Not analysed'), DRAWN)
      : nothing(`This was read as ${description}.`, ...limits, DRAWN);
  } catch (error) {
    return nothing(`Headroom failed on this file: ${String(error)}`);
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
