import type {
  DeploymentScriptsFact,
  ImageBuildFact,
  ProcessSettingsFact,
  ProxiedServiceFact,
  QueueAppFact,
  SessionStoreFact,
} from '../../contracts/fact';
import { withoutPlaces } from '../../contracts/facts/placed';
import { defineLanguage } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import { kindOf } from './kinds';
import type { ProcessStatement } from './statement';

/** What a file says about processes and workers. */
export interface ProcessModel {
  readonly statements: readonly ProcessStatement[];
}

declare module '../../contracts/rule' {
  interface Models {
    processes: ProcessModel;
  }
}

type ProcessFact =
  | DeploymentScriptsFact
  | ImageBuildFact
  | ProcessSettingsFact
  | QueueAppFact
  | SessionStoreFact
  | ProxiedServiceFact;

/** Files that tell how many processes run, with which threads and times: gunicorn, pm2, Procfile, Celery. */
export const processSettings = defineLanguage<ProcessModel>({
  id: 'process-settings',
  analyse: ({ path, text }) => {
    const kind = kindOf(path, text);
    const { statements, comments } = kind?.read(text, path) ?? { statements: [], comments: [] };
    const places = new Map<string, Span>();
    return {
      model: { statements },
      syntax: [],
      facts: statements.map((statement) => withoutPlaces<ProcessFact>(statement, places)),
      places,
      comments,
      description: kind?.title ?? 'process settings',
      limits: [],
    };
  },
  grammars: ({ path, text }) => {
    const grammar = kindOf(path, text)?.grammar;
    return grammar ? [grammar] : [];
  },
  edit: () => undefined,
  comment: ({ path }, text) => {
    if (path.endsWith('.json')) return undefined;
    return /\.(?:[cm]?js|ts)$/.test(path) ? `// ${text}` : `# ${text}`;
  },
});
