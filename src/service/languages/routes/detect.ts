import type { Detector } from '../../contracts/language';
import { dialectOf } from './dialects';

/** Tables of routes, controllers and checks of Ruby, PHP, C# and Elixir. */
export const routesDetector: Detector = {
  id: 'routes',
  mayBe: (path) => !ASIDE.test(path) && dialectOf(path) !== undefined,
  detect({ path, text }) {
    return this.mayBe(path) && dialectOf(path)?.says(path, text) === true;
  },
};

/** What serves no requests. */
const ASIDE =
  /(?:^|\/)(?:tests?|[\w.]*\.Tests?|spec|specs|fixtures?|examples?|samples?|docs?|vendor|deps|obj|bin|node_modules)\//i;
