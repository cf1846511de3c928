/** What figures were before edits that nobody has saved yet. */
export interface SavedFigures {
  edited(uri: string): void;
  /** Saved or closed: what is shown from now on is what was saved. */
  settled(uri: string): void;
  /** What a figure was when all was saved last, where it is another now. */
  before(figure: string, now: string): string | undefined;
}

/** Nothing has been shown yet. */
export function createSavedFigures(): SavedFigures {
  const unsaved = new Set<string>();
  const figures = new Map<string, string>();
  return {
    edited: (uri) => void unsaved.add(uri),
    settled: (uri) => void unsaved.delete(uri),
    before(figure, now) {
      if (unsaved.size === 0) figures.set(figure, now);
      const saved = figures.get(figure);
      return saved === now ? undefined : saved;
    },
  };
}
