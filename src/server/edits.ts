import type {
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { Session } from './session';

/** An edit as the client takes it: of the versions it has open, with the files created that are not there yet. */
export async function clientEdit(
  changes: Readonly<Record<string, readonly TextEdit[]>>,
  { client, documents, files }: Session,
): Promise<WorkspaceEdit> {
  const { spelling } = documents;
  if (!client.versionsEdits) {
    return {
      changes: Object.fromEntries(
        Object.entries(changes).map(([uri, edits]) => [spelling(uri), [...edits]]),
      ),
    };
  }
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
  for (const [uri, edits] of Object.entries(changes)) {
    const open = documents.get(uri);
    if (!open && client.createsFiles && !(await files.exists(uri))) {
      documentChanges.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    }
    documentChanges.push({
      textDocument: { uri: spelling(uri), version: open?.version ?? null },
      edits: [...edits],
    });
  }
  return { documentChanges };
}
