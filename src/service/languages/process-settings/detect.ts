import type { Detector } from '../../contracts/language';
import { KINDS, kindOf } from './kinds';

/** Files that tell how processes run, by their names and what they hold. */
export const processSettingsDetector: Detector = {
  id: 'process-settings',
  mayBe: (path) => !ASIDE.test(path) && KINDS.some(({ name }) => name.test(path)),
  detect({ path, text }) {
    return this.mayBe(path) && kindOf(path, text) !== undefined;
  },
};

/** Settings of tests serve nobody. */
const ASIDE =
  /(?:^|\/)(?:tests?|testing|spec|specs|fixtures?|testdata|__tests__|target|obj|examples?)\/|(?:^|\/)test_[^/]*$|_test\.py$/i;
