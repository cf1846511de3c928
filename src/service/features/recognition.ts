import type { Recognition } from '../contracts/service';
import { isConfiguration } from '../project/configSet';
import type { Project } from '../project/project';
import { relativePath } from '../text/paths';

/** What a file of a project was recognised as, or why it is left alone. */
export function recognition(uri: string, project: Project): Recognition {
  const state = project.state(uri);
  const path = relativePath(uri, project.root);
  const isComplete = project.isComplete();
  const builds = isComplete
    ? project.builds().flatMap(({ id, layers }) => (layers.includes(path) ? [id] : []))
    : [];
  const left = (description: string): Recognition => ({
    language: null,
    description,
    limits: [],
    project: isComplete ? 'complete' : 'indexing',
    builds,
  });
  if (isConfiguration(uri, project.root)) {
    return { ...left('what Headroom is told here'), language: 'configuration' };
  }
  switch (state.state) {
    case 'analysed': {
      const { language, description } = state.file;
      const limits = project.limitsOf(state.file);
      return { ...left(description), language: language.id, limits };
    }
    case 'skipped':
      return left(`not analysed: ${state.why}`);
    case 'foreign':
      return left(state.why ?? 'not a file that Headroom reads');
    default:
      return left('not a file that Headroom reads');
  }
}
