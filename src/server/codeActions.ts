import type { CodeAction, CodeActionParams, Range } from 'vscode-languageserver';
import { NEVER_CANCELLED } from '../service/contracts/ports';
import { documentUri, invalid } from './answering';
import { clientEdit } from './edits';
import type { Session } from './session';

/** What an action carries until it is chosen: how to find it again in the text as it is then. */
interface Remembered {
  readonly uri: string;
  readonly range: Range;
  readonly only: readonly string[];
  readonly title: string;
}

/** The actions for a range; without their edits where the client asks for the edit of the one it takes. */
export async function offerActions(
  params: CodeActionParams,
  session: Session,
): Promise<CodeAction[]> {
  const { client } = session;
  const uri = documentUri(params);
  const { range } = params;
  // Without a request for it, fix-all would crowd the lightbulb.
  const only = params.context.only ?? ['quickfix'];
  const actions = await actionsAt({ uri, range, only }, session);
  return Promise.all(
    actions.map(async ({ edit, diagnostics = [], ...rest }) => {
      const action = { ...rest, diagnostics: session.diagnostics(diagnostics) };
      if (!edit) return action;
      if (client.resolvesEdits) {
        const data: Remembered = { uri, range, only, title: action.title };
        return { ...action, data };
      }
      return { ...action, edit: await clientEdit(edit.changes ?? {}, session) };
    }),
  );
}

/** An action that was offered, with its edit of the text as it is now. */
export async function resolveAction(action: CodeAction, session: Session): Promise<CodeAction> {
  const data = action.data as Remembered | undefined;
  if (!data) return action;
  const found = (await actionsAt(data, session)).find(({ title }) => title === data.title);
  if (!found?.edit) throw invalid(`"${data.title}" is no longer offered there`);
  return { ...action, edit: await clientEdit(found.edit.changes ?? {}, session) };
}

/** Those that the client can carry out: it does not have every command. */
async function actionsAt(
  { uri, range, only }: Omit<Remembered, 'title'>,
  { service, client }: Session,
): Promise<readonly CodeAction[]> {
  const actions = await service.codeActions(uri, range, only, NEVER_CANCELLED);
  return actions.filter(
    ({ command }) => !command || client.options.commands?.includes(command.command),
  );
}
