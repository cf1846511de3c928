import type {
  HandlerFact,
  QueueTaskFact,
  RouteFact,
  ScheduledCommandFact,
  Touch,
} from '../../contracts/fact';
import { type Analysis, defineLanguage, type SourceText } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import type { Asked } from './bodies';
import { dialectOf } from './dialects';

/** Which paths a file answers, and what it is that answers; rules read them as facts. */
export interface RoutesModel {
  readonly routes: readonly RouteFact[];
  readonly handlers: readonly HandlerFact[];
}

declare module '../../contracts/rule' {
  interface Models {
    routes: RoutesModel;
  }
}

/** Paths that Rails, Sinatra, Laravel, Symfony, ASP.NET Core and Phoenix answer, and whether they ask the database. */
export const routes = defineLanguage<RoutesModel>({
  id: 'routes',
  analyse,
  edit: () => undefined,
  comment: ({ path }, text) => (/\.(?:php|cs)$/.test(path) ? `// ${text}` : `# ${text}`),
});

function analyse({ uri, path: file, text }: SourceText): Analysis<RoutesModel> {
  const dialect = dialectOf(file);
  const found = dialect?.read(file, text) ?? { routes: [], handlers: [], comments: [] };
  const places = new Map<string, Span>();
  const touching = (path: string, asked: readonly Asked[]) =>
    asked.map(({ at, sometimes }, index): Touch => {
      const own = `${path}/asks/${index}`;
      places.set(own, at);
      return {
        ...{ what: 'pool', library: null, pool: null, sometimes },
        timeout: { state: 'absent', path: own },
        at: { uri, path: own },
      };
    });
  const jobs = (found.jobs ?? []).map(({ at, name, seconds }, index): QueueTaskFact => {
    const path = `/jobs/${index}`;
    places.set(path, at);
    return {
      ...{ kind: 'queue-task', path, library: 'laravel', called: name },
      timeLimit: { state: 'known', value: seconds, origin: 'declared', path },
      acksLate: { state: 'absent', path },
    };
  });
  const schedules = (found.schedules ?? []).map(({ at, once }, index): ScheduledCommandFact => {
    const path = `/schedules/${index}`;
    places.set(path, at);
    return { kind: 'scheduled-command', path, framework: 'laravel', once };
  });
  const model = {
    routes: found.routes.map(
      ({ at, verb, pattern, framework, name, asked, runs }, index): RouteFact => {
        const path = `/routes/${index}`;
        places.set(path, at);
        return {
          ...{ kind: 'route', path, on: 'request', verb, pattern, framework },
          handler: { name, specifier: null, from: null },
          calls: [],
          touches: touching(path, asked),
          ...(runs.length > 0 && { runs }),
        };
      },
    ),
    handlers: found.handlers.map(({ at, name, asked, runs }, index): HandlerFact => {
      const path = `/handlers/${index}`;
      places.set(path, at);
      return { kind: 'handler', path, called: name, touches: touching(path, asked), runs };
    }),
  };
  return {
    model,
    syntax: [],
    facts: [...model.routes, ...model.handlers, ...jobs, ...schedules],
    places,
    comments: found.comments,
    description: dialect?.title ?? 'routes',
    limits: [],
  };
}
