import { REFERENCE_VIEWS } from './reference';
import { WORKSPACE_VIEWS } from './workspace';

/** The views beside that of the system: what files may fill first, then what only the guide has. */
export function views(): readonly { readonly id: string; readonly title: string }[] {
  const all = [...WORKSPACE_VIEWS, ...REFERENCE_VIEWS];
  return [...new Map(all.map(({ id, title }) => [id, { id, title }])).values()];
}
