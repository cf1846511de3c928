import type { Detector } from '../../contracts/language';

/** Dockerfiles, by their names and an instruction that all of them begin with. */
export const dockerfileDetector: Detector = {
  id: 'dockerfile',
  mayBe: (path) =>
    /(?:^|\/)(?:Dockerfile|Containerfile)(?:[._-][\w.-]+)?$|\.(?:dockerfile|containerfile)$/i.test(
      path,
    ) && !ASIDE.test(path),
  detect({ path, text }) {
    return this.mayBe(path) && /^[ \t]*FROM\s+\S/im.test(text);
  },
};

/** Templates, and files that only tests build. */
const ASIDE =
  /(?:^|\/)(?:tests?|testing|spec|specs|fixtures?|testdata|__tests__)\/|\.(?:dockerignore|md|tmpl|tpl|j2)$/i;
