/** What a table, a model and a repository are called in common: `user` of `users`, `User`, `userRepository`. */
export function stemOf(subject: string): string {
  return (subject.split('.').at(-1) ?? '')
    .toLowerCase()
    .replace(/(?:repository|repo|model)$/, '')
    .replace(/(?:es|s)$/, '');
}
