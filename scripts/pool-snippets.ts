import { numberText } from '../src/service/languages/application-code/edits';
import { LIBRARIES } from '../src/service/languages/application-code/libraries/all';
import type {
  Library,
  Option,
  Role,
} from '../src/service/languages/application-code/libraries/library';

const ROLES: readonly Role[] = ['max', 'overflow', 'acquireTimeout', 'queueLimit', 'idleTimeout'];

/** Options with a sound value: the size of a small server's pool, and times in seconds. */
const VALUES: Readonly<Partial<Record<Role, number>>> = {
  max: 10,
  overflow: 5,
  maxIdle: 10,
  acquireTimeout: 5,
  queueLimit: 100,
  idleTimeout: 30,
  lifetime: 1800,
};

/** The libraries that make pools. */
export const POOLED = LIBRARIES.filter(({ constructs }) =>
  constructs.some(({ makes }) => makes === 'pool'),
);

/** A snippet as editors read it. */
export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/**
 * The snippet of a library: a sound pool, whose options have the names and units of its table.
 * @throws for a library that makes pools and has no snippet.
 */
export function snippetOf(library: Library): Snippet {
  const template = library.snippet;
  if (!template) throw new Error(`${library.title} has no snippet`);
  const options = optionsOf(library, template.roles ?? ROLES);
  const body = template.lines.flatMap((line) => {
    const [indent = '', pattern] = line.split('@');
    if (pattern === undefined || !/NAME/.test(line)) return [line];
    return options.map(({ name, role, unit }) => {
      const value = valueOf(VALUES[role] ?? 0, unit, library.language);
      return `${indent}${pattern.replace('NAME', name).replace('VALUE', value)}`;
    });
  });
  return {
    prefix: template.prefix,
    description: `A pool of ${library.title}: its size, and limits on waiting and idle connections`,
    body,
  };
}

/** The files of snippets by language, as `contributes.snippets` of the manifest names them. */
export function snippetFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const language of ['javascript', 'python', 'go', 'java'] as const) {
    const snippets = POOLED.filter((library) => library.language === language).map(
      (library) => [`Pool of ${library.title}`, snippetOf(library)] as const,
    );
    const text = JSON.stringify(Object.fromEntries(snippets), null, 2);
    files.set(`snippets/${language}.json`, `${text}\n`);
  }
  return files;
}

/** One option a role, in the order of the roles; a queue is limited where waiting cannot be. */
function optionsOf({ options }: Library, roles: readonly Role[]): readonly Option[] {
  const limitsWaiting = options.some(({ role }) => role === 'acquireTimeout');
  return roles.flatMap((role) => {
    if (role === 'queueLimit' && limitsWaiting) return [];
    return options.find((option) => option.role === role) ?? [];
  });
}

function valueOf(value: number, unit: Option['unit'], language: Library['language']): string {
  if (unit === 'milliseconds') {
    return language === 'java' || language === 'javascript'
      ? numberText(value * 1000)
      : String(value * 1000);
  }
  if (unit !== 'seconds' || language !== 'go') return String(value);
  return value % 60 === 0 ? `${value / 60} * time.Minute` : `${value} * time.Second`;
}
