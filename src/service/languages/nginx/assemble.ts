import type {
  AssembledPart,
  Assembling,
  AssemblyPlan,
  AssemblySource,
} from '../../contracts/assembly';
import { entryOf } from '../../text/tables';
import { buildModel } from './build';
import { listenersOf } from './facts';
import { isGenerated } from './generated';
import type { Joins } from './include-facts';
import { type IncludeTree, includeGraph } from './include-graph';
import { acrossFiles } from './includes';
import { joinedText } from './joined';
import { limitsOf } from './limits';
import type { NginxModel } from './model';
import { proxyRoutesOf } from './proxy-routes';
import type { Body, Tree } from './syntax';

/**
 * Reads a main file and all that it includes as nginx does: as one configuration. Its text is that
 * of the files one after another, each once, like the output of `nginx -T`; a file that is included
 * in several places is read there each time.
 */
export const assembling: Assembling<NginxModel> = {
  plan(files, others) {
    const joined = files.flatMap(({ path, joins }) =>
      joins ? [{ path, ...(joins as Joins) }] : [],
    );
    const { trees, strangers } = includeGraph(joined, others);
    return {
      plans: trees
        .filter((tree) => tree.files.length > 1)
        .map((tree): AssemblyPlan => ({ paths: tree.files, joints: tree.patterns })),
      claims: strangers.filter((path) => !OTHER.test(path)),
    };
  },
  isWhole: (joins) => (joins as Joins | undefined)?.main !== false,
  leadsTo(plan, name) {
    const patterns = plan.joints as IncludeTree['patterns'];
    return entryOf(patterns, name)?.paths ?? [];
  },
  assemble: (plan, sources) => assemble(plan.joints as IncludeTree['patterns'], sources),
  isMain: (joins) => (joins as Joins | undefined)?.main === true,
  joined: joinedText,
  limits: limitsOf,
  facts: (model) => [
    ...proxyRoutesOf(model).map(({ pass, fact }) => ({
      kind: 'proxy-route' as const,
      at: pass.at,
      fact,
    })),
    ...listenersOf(model).map(({ server, fact }) => ({
      kind: 'nginx-listener' as const,
      at: server.at,
      fact,
    })),
  ],
};

/** Included files are nginx whatever they are called, but a glob may meet a page or a script. */
const OTHER = /\.(?:md|markdown|rst|html?|xml|json|ya?ml|m?js|lua|py|rb|pl|php|sh|pem|crt|key)$/i;

function assemble(
  patterns: IncludeTree['patterns'],
  sources: readonly AssemblySource[],
): { readonly model: NginxModel; readonly parts: readonly AssembledPart[] } {
  const bodies = new Map<string, Body>();
  const files: { path: string; start: number; end: number }[] = [];
  let length = 0;
  const whole = sources.map(({ text }) => text).join(BETWEEN);
  for (const { path, text, tree } of sources) {
    bodies.set(path, (tree as Tree).root.within(whole, length));
    files.push({ path, start: length, end: length + text.length });
    length += text.length + BETWEEN.length;
  }
  const [main] = sources;
  const root = main && bodies.get(main.path);
  if (!root) throw new RangeError('Nothing to assemble.');
  const { model, uses } = buildModel({
    text: whole,
    root,
    // Whether a program wrote a file is known of each part.
    comments: (main.tree as Tree).comments.filter(({ text }) => text.startsWith('headroom:')),
    resolve: acrossFiles(patterns, bodies),
    files,
  });
  const generated = new Set(
    sources.flatMap(({ path, tree }) => (isGenerated((tree as Tree).comments) ? [path] : [])),
  );
  const parts = files.map((file, index): AssembledPart => {
    const body = bodies.get(file.path);
    return {
      ...file,
      uses: index === 0 ? 1 : ((body && uses.get(body)) ?? 0),
      fixable: !generated.has(file.path),
    };
  });
  return { model, parts };
}

/** Keeps the last line of a file apart from the first of the next. */
const BETWEEN = '\n';
