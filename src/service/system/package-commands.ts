/** What a command line of npm, yarn or pnpm asks for: a script, and the package of a workspace that it is of. */
export function packageCommand(words: readonly string[]): {
  readonly script: string | undefined;
  /** By its name or its folder. */
  readonly of: string | undefined;
} {
  let script: string | undefined;
  let of: string | undefined;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') break;
    const [, value] = OF_PACKAGE.exec(word) ?? [];
    if (value !== undefined) of = value.startsWith('=') ? value.slice(1) : words[++index];
    else if (word === 'workspace' && script === undefined) of = words[++index];
    else if (!word.startsWith('-') && !/^run(?:-script)?$/.test(word)) script ??= word;
  }
  return { script, of };
}

/** Options that name the package of a workspace, or its folder, in the next word or behind `=`. */
const OF_PACKAGE = /^(?:-w|--workspace|--filter|-F|--scope|--prefix|--cwd|--dir|-C)(=.*|)$/;
