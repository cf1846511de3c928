import type { Span } from '../../contracts/span';
import type { ApplicationModel } from './model';
import { usesOf } from './uses';

/** A pool whose connections are closed long before they pay for having been opened. */
export interface ShortLifetime {
  /** What says it, and how it is called: `SetConnMaxLifetime`, `pool_recycle`. */
  readonly at: Span;
  readonly option: string;
  readonly seconds: number;
}

/** Seconds: below this a busy pool opens connections all the time; vendors speak of minutes. */
const SHORTEST = 10;

/** Below its own least value, this one takes its default; another rule says so. */
const CLAMPED = /^HikariCP$/;

/** Finds the lifetimes of connections that are written, and shorter than any pool is made for. */
export function shortLifetimes(application: ApplicationModel): readonly ShortLifetime[] {
  const { grammar, pools, uses } = application;
  const found: ShortLifetime[] =
    grammar === 'go'
      ? usesOf(uses, 'SetConnMaxLifetime').flatMap(({ arguments: [given], method }) => {
          const seconds = given && secondsOfGo(given.text);
          return given && seconds !== undefined ? [{ at: given.at, option: method, seconds }] : [];
        })
      : pools.flatMap(({ options, library }) =>
          options.flatMap(({ option, entry }) => {
            const { value, name } = entry;
            if (option?.role !== 'lifetime' || CLAMPED.test(library?.title ?? '')) return [];
            if (value.kind !== 'number' || !value.literal || value.env !== null) return [];
            const seconds = value.value / (option.unit === 'milliseconds' ? 1000 : 1);
            return [{ at: value.at, option: name, seconds }];
          }),
        );
  return found.filter(({ seconds }) => seconds > 0 && seconds < SHORTEST);
}

/** `time.Second`, `5 * time.Second`, `time.Second * 5`. */
function secondsOfGo(text: string): number | undefined {
  const [, before, unit, after] =
    /^(?:(\d+)\s*\*\s*)?time\.(Millisecond|Second)(?:\s*\*\s*(\d+))?$/.exec(text) ?? [];
  if (unit === undefined) return undefined;
  return (Number(before ?? after ?? 1) * (unit === 'Second' ? 1000 : 1)) / 1000;
}
