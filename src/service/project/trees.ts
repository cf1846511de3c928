/**
 * The trees of closed files parsed last stay at hand, as far as there is room: a tree takes about 25 times the room of
 * its text, so the length of the texts says how much that is. The others are dropped, and made again where somebody
 * asks.
 */
export interface TreesAtHand {
  /** The tree of a closed file of so many characters has been made, once more perhaps. */
  made(uri: string, length: number): void;
  /** The tree of a file is not to be dropped: it is open. */
  keep(uri: string): void;
  /** Whether the tree of a file is at hand. */
  has(uri: string): boolean;
  /** From now on there is room for the trees of so many characters. */
  allow(most: number): void;
}

/** None is at hand. */
export function createTreesAtHand(drop: (uri: string) => void): TreesAtHand {
  /** The one whose tree was made first is in front. */
  const lengths = new Map<string, number>();
  let sum = 0;
  let room = 0;

  function forget(uri: string): void {
    sum -= lengths.get(uri) ?? 0;
    lengths.delete(uri);
  }

  function dropOld(): void {
    for (const uri of lengths.keys()) {
      if (sum <= room) return;
      forget(uri);
      drop(uri);
    }
  }

  return {
    made(uri, length) {
      forget(uri);
      // Before it counts: whoever made it is about to use it, however large it is.
      dropOld();
      lengths.set(uri, length);
      sum += length;
    },
    keep: forget,
    has: (uri) => lengths.has(uri),
    allow(most) {
      room = most;
      dropOld();
    },
  };
}
