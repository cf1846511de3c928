import * as vscode from 'vscode';
import { applyFix } from './applying';
import type { HeadroomClient } from './client';
import { say } from './say';

/** A database that nobody has said the limit of. */
export interface UndeclaredDatabase {
  /** A folder or file of the project. */
  readonly root: string;
  readonly name: string;
  readonly engine: string;
}

/** "Tell the Limit…": asks how many connections a database grants, and writes it to `headroom.yaml`. */
export function registerLimits(client: HeadroomClient): vscode.Disposable {
  return vscode.commands.registerCommand(
    'headroom.tellLimit',
    async (
      of: UndeclaredDatabase | { readonly undeclared: UndeclaredDatabase | null },
      given?: { readonly maxConnections: number; readonly reserved: number },
    ) => {
      const database = 'undeclared' in of ? of.undeclared : of;
      if (!database) return;
      const told = given ?? (await ask(database.name));
      if (!told) return;
      const { root: folder, name, engine } = database;
      const edit = await client.edit('headroom/declareLimit', { folder, name, engine, ...told });
      if (edit) await applyFix(edit, say('{0} grants {1}', name, told.maxConnections));
      else {
        void vscode.window.showWarningMessage(
          say('headroom.yaml cannot be changed as it stands; its findings say why.'),
        );
      }
    },
  );
}

async function ask(name: string) {
  const title = say('The limit of {0}', name);
  const maxConnections = await askNumber(
    title,
    say('How many connections does the server grant in all? (SHOW max_connections)'),
    '100',
  );
  if (maxConnections === undefined) return undefined;
  const reserved = await askNumber(
    title,
    say('How many of them are kept for others: monitoring, backups, people?'),
    '0',
  );
  return reserved === undefined ? undefined : { maxConnections, reserved };
}

async function askNumber(
  title: string,
  prompt: string,
  value: string,
): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    value,
    validateInput: (given) =>
      /^\d{1,7}$/.test(given.trim()) ? undefined : say('A whole number is needed.'),
  });
  return text === undefined ? undefined : Number(text);
}
