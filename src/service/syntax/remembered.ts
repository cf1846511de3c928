/**
 * What was made of the texts read last, so that the next text of a file makes again only what has changed in it. It
 * decides how long a reading takes, never what it says.
 */
export class Remembered<T> {
  private readonly made = new Map<string, { readonly value: T; readonly length: number }>();
  private sum = 0;

  /** @param most - the characters of the texts that are remembered: those set last */
  constructor(private readonly most: number) {}

  /** What was made last under a key. */
  of(key: string): T | undefined {
    return this.made.get(key)?.value;
  }

  /** Takes note of what was made of a text of so many characters. */
  set(key: string, value: T, length: number): void {
    this.forget(key);
    this.made.set(key, { value, length });
    this.sum += length;
    for (const old of this.made.keys()) {
      if (this.sum <= this.most) return;
      this.forget(old);
    }
  }

  private forget(key: string): void {
    this.sum -= this.made.get(key)?.length ?? 0;
    this.made.delete(key);
  }
}
