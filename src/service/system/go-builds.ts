import type { ImageFact } from '../contracts/fact';
import { wordsOf } from '../languages/shared/command-lines';
import { joinedPath } from '../text/paths';

/** Options of `go build` whose value is the next word. */
const WITH_VALUE =
  /^-{1,2}(?:o|ldflags|tags|gcflags|asmflags|mod|modfile|p|buildmode|compiler|pkgdir|toolexec|C)$/;

/**
 * The file that a program of an image begins with, relative to what the image is built from, as the stages of its
 * Dockerfile build it: `go build -o /bin/app ./cmd/api` makes `app` of `cmd/api/main.go`, under whatever name a later
 * stage copies it. `undefined` where nothing builds a program of that name.
 * Source: `go help build`.
 */
export function goMain(program: string, stages: readonly ImageFact[]): string | undefined {
  const name = nameIn(program);
  const names = new Set([name]);
  for (const { copies } of stages) {
    for (const { from, to } of copies) if (nameIn(to) === name) names.add(nameIn(from));
  }
  const built = stages.flatMap(({ runs }) => runs.flatMap(({ text }) => buildsIn(text)));
  return built.find((each) => names.has(each.name))?.main;
}

interface GoBuild {
  readonly name: string;
  readonly main: string;
}

/** The programs that the commands of a `RUN` build, one after the other, in the folders that they change to. */
function buildsIn(text: string): readonly GoBuild[] {
  let folder = '';
  return text
    .replace(/\\\r?\n/g, ' ')
    .split(/&&|;|\n/)
    .flatMap((line): readonly GoBuild[] => {
      const words = wordsOf(line.trim());
      if (words[0] === 'cd') {
        folder = joinedPath(folder, words[1] ?? '') ?? '';
        return [];
      }
      const start = words.findIndex((word, index) => word === 'go' && isMaking(words[index + 1]));
      return start < 0 ? [] : buildOf(words.slice(start + 2), folder);
    });
}

function isMaking(word: string | undefined): boolean {
  return word === 'build' || word === 'install';
}

function buildOf(words: readonly string[], folder: string): readonly GoBuild[] {
  let output: string | undefined;
  let target = '.';
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) target = word;
    else if (WITH_VALUE.test(word)) {
      const value = words[++index];
      if (/^-{1,2}o$/.test(word)) output = value;
    } else output = /^-{1,2}o=(.+)$/.exec(word)?.[1] ?? output;
  }
  // What an argument of the build names, and each of several packages, is not told here.
  if (/[$]|\.\.\./.test(target)) return [];
  const own = /(?:^|\/)(cmd\/.+)$/.exec(target)?.[1] ?? target;
  const path = joinedPath(folder, own.endsWith('/') ? own.slice(0, -1) : own);
  if (path === undefined) return [];
  const main = path.endsWith('.go') ? path : path === '' ? 'main.go' : `${path}/main.go`;
  const isFolder = output === undefined || /(?:^|\/)\.?$/.test(output);
  return [{ name: nameIn(isFolder ? own : (output ?? '')), main }];
}

function nameIn(path: string): string {
  return path.split('/').findLast((part) => part !== '') ?? '';
}
