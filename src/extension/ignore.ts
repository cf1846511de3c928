import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import type { SilencingScope } from '../service/contracts/service';
import { applyFix } from './applying';
import type { HeadroomClient } from './client';
import { say } from './say';

const SCOPES: Readonly<Record<SilencingScope, string>> = {
  line: say('On this line'),
  file: say('In this file'),
  place: say('At this place, in headroom.yaml'),
  rule: say('Everywhere, in headroom.yaml'),
};

/** "Ignore…": where, and why; called with both, it asks nothing. */
export function registerIgnore(client: HeadroomClient): vscode.Disposable {
  return vscode.commands.registerCommand(
    'headroom.ignore',
    async (
      uri: string,
      range: Range,
      rule: string,
      scopes: readonly SilencingScope[],
      given?: { readonly scope: SilencingScope; readonly reason: string },
    ) => {
      const chosen = given ?? (await ask(rule, scopes));
      if (!chosen) return;
      const edit = await client.edit('headroom/silence', { uri, range, rule, ...chosen });
      if (!edit) return;
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      const isHere = edit.entries().every(([target]) => target.toString() === active);
      if (isHere) await vscode.workspace.applyEdit(edit);
      else await applyFix(edit, say('{0} is ignored', rule));
    },
  );
}

async function ask(rule: string, scopes: readonly SilencingScope[]) {
  const picked = await vscode.window.showQuickPick(
    scopes.map((scope) => ({ label: SCOPES[scope], scope })),
    { title: say('Ignore {0}', rule), placeHolder: say('Where?') },
  );
  if (!picked) return undefined;
  const reason = await vscode.window.showInputBox({
    title: say('Ignore {0}', rule),
    prompt: say('Why? It is written beside it, for whoever reads it next.'),
    validateInput: (value) => (value.trim() === '' ? say('A reason is needed.') : undefined),
  });
  return reason === undefined ? undefined : { scope: picked.scope, reason: reason.trim() };
}
