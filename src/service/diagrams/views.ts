import { REFERENCE_VIEWS } from './reference';
import { WORKSPACE_VIEWS } from './workspace';

const BY_ID = new Map(
  [...WORKSPACE_VIEWS, ...REFERENCE_VIEWS].map(({ id, title }) => [id, { id, title }]),
);

/** The views beside that of the system: what files may fill first, then what only the guide has. */
export const VIEWS: readonly { readonly id: string; readonly title: string }[] = [
  ...BY_ID.values(),
];
