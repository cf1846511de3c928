/** Whether two objects may be in one namespace, by what they say: one that says none goes where it is applied. */
export function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
