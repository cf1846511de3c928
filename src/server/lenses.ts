import type { CodeLens } from 'vscode-languageserver';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { NEVER_CANCELLED } from '../service/contracts/ports';
import type { HeadroomService } from '../service/contracts/service';
import { hasBrokenText } from './readable';
import type { SavedFigures } from './saved';
import type { Selection } from './selection';

/** A lens, as the service has it. */
interface Lens {
  readonly line: number;
  readonly character: number;
  readonly title: string;
}

/** The command of the client that a click on a lens runs. */
export const LENS_COMMAND = 'headroom.showBudget';

/**
 * The lenses of open documents. What was shown last stays while a text is half typed, on the line it
 * belongs to: a lens that comes and goes moves the text under one's eyes.
 */
export interface Lenses {
  /** Moves what is kept of a document with an edit; what stood on a deleted line is gone. */
  edited(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void;
  closed(uri: string): void;
  of(
    uri: string,
    service: HeadroomService,
    command: string,
    selected?: Selection['chosen'],
  ): Promise<CodeLens[]>;
}

/** No document has a lens yet. */
export function createLenses(saved: SavedFigures): Lenses {
  const kept = new Map<string, readonly Lens[]>();

  async function current(
    uri: string,
    service: HeadroomService,
    selected: Selection['chosen'] | undefined,
  ): Promise<readonly Lens[]> {
    const fresh = await service.codeLenses(uri, selected);
    if (fresh.length > 0) {
      const lenses = fresh.map(({ at, title, budget, worst }) => {
        const before = saved.before(`lens ${budget}`, worst);
        const change = before === undefined ? '' : `${before} → ${worst} (not saved) · `;
        return { ...at, title: `${change}${title}` };
      });
      kept.set(uri, lenses);
      return lenses;
    }
    const before = kept.get(uri) ?? [];
    if (before.length > 0 && !(await isSettled(uri, service))) return before;
    kept.delete(uri);
    return [];
  }

  return {
    edited(uri, changes) {
      const lenses = kept.get(uri);
      if (lenses) kept.set(uri, changes.reduce(moved, lenses));
    },
    closed: (uri) => void kept.delete(uri),
    async of(uri, service, command, selected) {
      return (await current(uri, service, selected)).map(({ line, character, title }) => ({
        range: { start: { line, character }, end: { line, character } },
        command: { title, command },
      }));
    },
  };
}

/** Where lenses are after a change, those of deleted lines left out. */
export function moved(
  lenses: readonly Lens[],
  change: TextDocumentContentChangeEvent,
): readonly Lens[] {
  if (!('range' in change)) return lenses;
  const { start, end } = change.range;
  const added = change.text.split('\n').length - 1;
  const shift = added - (end.line - start.line);
  return lenses.flatMap((lens) => {
    const at = (line: number) => [{ ...lens, line }];
    if (lens.line > end.line) return at(lens.line + shift);
    if (lens.line < start.line) return [lens];
    if (lens.line === start.line) {
      if (end.line > start.line && start.character === 0) return [];
      // A line break before the line's text takes the text with it.
      return at(start.character <= lens.character ? lens.line + added : lens.line);
    }
    return lens.line < end.line || end.character > lens.character ? [] : at(lens.line + shift);
  });
}

/** Whether a text could be read whole, with the project around it. */
async function isSettled(uri: string, service: HeadroomService): Promise<boolean> {
  const { language, project } = await service.recognition(uri, NEVER_CANCELLED);
  if (language === null || project === 'indexing') return false;
  return !(await hasBrokenText(uri, service));
}
