/** A defect, planted into a file that is clean of it. */
export interface Mutation {
  /** The rule that has to notice. */
  readonly rule: string;
  /** The `targets` of the project; unknown where left out. */
  readonly targets?: string;
  /** The text with the defect, or `undefined` where this file has no place for it. */
  plant(text: string): string | undefined;
}
