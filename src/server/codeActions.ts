import type {
  CodeAction,
  CodeActionParams,
  Diagnostic,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { FixKind } from '../service/contracts/fix';
import { NEVER_CANCELLED } from '../service/contracts/ports';
import type { SilencingScope } from '../service/contracts/service';
import { CONSEQUENCES, consequenceOf } from '../service/features/consequences';
import { documentUri, invalid } from './answering';
import { clientEdit } from './edits';
import type { Session } from './session';

/** The client's command that asks how a finding is to be silenced, and why. */
const IGNORE = 'headroom.ignore';

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
  const actions = gathered(await actionsAt({ uri, range, only }, session), uri, session);
  return Promise.all(
    actions.map(async ({ edit, diagnostics = [], data: about, ...rest }) => {
      const title = shownTitle(rest.title, about);
      const action = { ...rest, title, diagnostics: session.diagnostics(diagnostics) };
      if (!edit) return action;
      if (client.resolvesEdits) {
        const data: Remembered = { uri, range, only, title: rest.title };
        return { ...action, data };
      }
      return { ...action, edit: await clientEdit(edit.changes ?? {}, session) };
    }),
  );
}

/**
 * An action that was offered, with its edit of the texts as they are now: an edit of a file that is not open has
 * no version by which an editor could tell that somebody has written to the disk since it was read.
 */
export async function resolveAction(action: CodeAction, session: Session): Promise<CodeAction> {
  const data = action.data as Remembered | undefined;
  if (!data) return action;
  let changes = await editOf(data, session);
  const closed = Object.keys(changes).filter((uri) => session.documents.get(uri) === undefined);
  if (closed.length > 0) {
    for (const uri of closed) session.service.fileChanged(uri);
    changes = await editOf(data, session);
  }
  return { ...action, edit: await clientEdit(changes, session) };
}

/** What a remembered action changes now. */
async function editOf(
  data: Remembered,
  session: Session,
): Promise<NonNullable<WorkspaceEdit['changes']>> {
  const found = (await actionsAt(data, session)).find(({ title }) => title === data.title);
  if (!found?.edit) throw invalid(`"${data.title}" is no longer offered there`);
  return found.edit.changes ?? {};
}

/** Editors have no groups for an extension's fixes: what one changes beside the text is in its title. */
function shownTitle(title: string, about: unknown): string {
  const { kind, rule = '' } = (about ?? {}) as { readonly kind?: FixKind; readonly rule?: string };
  const consequence = kind === 'guided' ? consequenceOf(rule) : undefined;
  return consequence ? `${title} (${CONSEQUENCES[consequence]})` : title;
}

/**
 * For a client that can ask, the ways to silence a finding are one action, behind which they are to be
 * chosen from: a lightbulb with four of them hides the fixes.
 */
function gathered(
  actions: readonly CodeAction[],
  uri: string,
  { client, documents }: Session,
): readonly CodeAction[] {
  if (!client.options.commands?.includes(IGNORE)) return actions;
  const result: CodeAction[] = [];
  const scopes = new Map<Diagnostic, SilencingScope[]>();
  for (const action of actions) {
    const { silences } = (action.data ?? {}) as { readonly silences?: SilencingScope };
    const [about] = action.diagnostics ?? [];
    if (!silences || !about) {
      result.push(action);
      continue;
    }
    const known = [...scopes].find(
      ([{ code, range }]) => code === about.code && isSame(range, about.range),
    );
    if (known) {
      known[1].push(silences);
      continue;
    }
    const found = [silences];
    scopes.set(about, found);
    result.push({
      title: `Ignore ${about.code}…`,
      kind: 'quickfix',
      diagnostics: [about],
      command: {
        title: 'Ignore',
        command: IGNORE,
        arguments: [documents.spelling(uri), about.range, about.code, found],
      },
    });
  }
  return result;
}

function isSame(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
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
