import type { EnvironmentClass } from '../contracts/build';
import type { System } from '../contracts/system';
import type { Project } from '../project/project';

/** The likeliest first: what people work for, then what nobody has named. */
const CLASSES: readonly EnvironmentClass[] = ['production', 'unknown', 'staging', 'development'];

/**
 * The environments of a project that have something to show, all where none has; the one that views show unless another is chosen first: in the order of
 * `environments:` in its configuration, else by class, then what runs something, most files, alphabet.
 */
export function environmentsOf(project: Project): readonly (string | null)[] {
  const configured = project.environmentOrder();
  const builds = project.builds();
  const ranks = new Map(
    project.environments().map((name) => {
      const { system } = project.architecture(name);
      const place = name === null ? -1 : configured.indexOf(name);
      const layers = builds
        .filter(({ environment }) => environment.name === name)
        .reduce((sum, build) => sum + build.layers.length, 0);
      const rank = [
        place === -1 ? configured.length : place,
        CLASSES.indexOf(system.class),
        system.workloads.length > 0 ? 0 : 1,
        -layers,
      ];
      return [name, rank] as const;
    }),
  );
  const shown = [...ranks].filter(([name]) => hasContent(project.architecture(name).system));
  return (shown.length > 0 ? shown : [...ranks])
    .sort(([a, x], [b, y]) => {
      const index = x.findIndex((value, at) => value !== y[at]);
      return index === -1 ? ((a ?? '') < (b ?? '') ? -1 : 1) : (x[index] ?? 0) - (y[index] ?? 0);
    })
    .map(([name]) => name);
}

/** Whether anything of a system can be drawn: a stack of a queue alone, or of what logs are kept in, is no system. */
function hasContent({ workloads, optional, stores, routes, loosePools }: System): boolean {
  return [workloads, optional.workloads, stores, routes, loosePools].some(
    (each) => each.length > 0,
  );
}
