import { diffLines } from 'diff';
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
  // The edits are about what is open now: while it is looked whether files are there, somebody may type.
  const versions = new Map(
    Object.keys(changes).map((uri) => [uri, documents.get(uri)?.version ?? null]),
  );
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
  for (const [uri, edits] of Object.entries(changes)) {
    const version = versions.get(uri) ?? null;
    if (version === null && client.createsFiles && !(await files.exists(uri))) {
      documentChanges.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    }
    documentChanges.push({
      textDocument: { uri: spelling(uri), version },
      edits: [...edits],
    });
  }
  return { documentChanges };
}

/** The edits that turn a file into a text, a stretch of lines each: small enough to be looked at. */
export async function editsTo(
  uri: string,
  text: string,
  { documents, files }: Session,
): Promise<readonly TextEdit[]> {
  const open = documents.get(uri)?.getText();
  const onDisk = open === undefined ? await files.read(uri) : undefined;
  const before = open ?? (onDisk?.state === 'read' ? onDisk.text : '');
  const edits: TextEdit[] = [];
  let line = 0;
  for (const { added, removed, value, count } of diffLines(before, text)) {
    const end = added ? line : line + count;
    const at = { start: { line, character: 0 }, end: { line: end, character: 0 } };
    const last = edits.at(-1);
    if (added && last && last.range.end.line === line) last.newText += value;
    else if (added || removed) edits.push({ range: at, newText: added ? value : '' });
    line = end;
  }
  return edits;
}
