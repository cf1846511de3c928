import type { Detector } from '../../contracts/language';
import { KINDS, kindOf } from './kinds';

/** Files that set up connection pools. Their names are fixed by what reads them. */
export const poolSettingsDetector: Detector = {
  id: 'pool-settings',
  mayBe: (path) =>
    !ASIDE.test(path) && (PUMA.test(path) || KINDS.some(({ name }) => name.test(path))),
  detect({ path, text }) {
    return this.mayBe(path) && (PUMA.test(path) || kindOf(path, text) !== undefined);
  },
};

/** Puma's own settings; they are Ruby, of which only one call is looked at. */
export const PUMA = /(?:^|\/)config\/puma(?:\/[\w-]+)?\.rb$/;

/** Settings of tests and of what has been built serve no requests. */
const ASIDE =
  /(?:^|\/)(?:tests?|testing|spec|specs|fixtures?|testdata|__tests__|target|bin|obj)\//i;
