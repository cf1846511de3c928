import type { Environments, HeadroomService } from '../service/contracts/service';

/** The environments of a project, and the one that views show. */
export interface SelectedEnvironment extends Environments {
  readonly selected: string | null;
}

/** Which environment is shown of each project, until the client ends. */
export interface Selection {
  /** What was selected by hand, as far as the project still has it; else what is likeliest. */
  of(folder: string): Promise<SelectedEnvironment>;
  /** What was selected by hand, by the root of the project. */
  chosen(root: string): string | null | undefined;
  select(folder: string, environment: string | null): Promise<SelectedEnvironment>;
}

/** A selection that begins with what the client kept, by the root of the project. */
export function createSelection(
  service: HeadroomService,
  kept: Readonly<Record<string, string | null>> = {},
): Selection {
  const chosen = new Map(Object.entries(kept));

  async function of(folder: string): Promise<SelectedEnvironment> {
    const found = await service.environments(folder);
    const [likeliest = null] = found.environments;
    const wanted = chosen.get(found.root);
    const isThere = wanted !== undefined && found.environments.includes(wanted);
    return { ...found, selected: isThere ? wanted : likeliest };
  }

  return {
    of,
    chosen: (root) => chosen.get(root),
    async select(folder, environment) {
      const { root } = await service.environments(folder);
      chosen.set(root, environment);
      return of(root);
    },
  };
}
