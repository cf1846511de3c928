import type { Analysis, Language } from '../../contracts/language';
import { defineLanguage } from '../../contracts/language';
import { assembling } from './assemble';
import { buildModel } from './build';
import { completeAt } from './complete';
import { structuralEdit } from './edits';
import { addressLimitFacts, listenersOf, processFacts, upstreamFacts } from './facts';
import { foldsOf } from './folds';
import { formatNginx } from './format';
import { describeAt } from './hover';
import { joinsOf } from './include-facts';
import { withinDump } from './includes';
import { limitsOf } from './limits';
import type { NginxModel } from './model';
import { mayBeNamed, namedPlaces } from './named-places';
import { outlineOf } from './outline';
import { parse } from './parse';
import { proxyRoutesOf } from './proxy-routes';

declare module '../../contracts/rule' {
  interface Models {
    nginx: NginxModel;
  }
}

/** nginx configuration, from text to model and back. */
export const nginx: Language<NginxModel> = defineLanguage<NginxModel>({
  id: 'nginx',
  analyse: ({ text, uri }) => {
    const analysis = analyseNginx(text);
    return { ...analysis, names: namedPlaces(analysis.model, uri) };
  },
  assembling,
  edit: (_source, analysis, edit) => structuralEdit(analysis.model, edit),
  comment: (_source, text) => `# ${text}`,
  hover: (model, offset, { targets }, place) => describeAt(model, offset, targets.nginx, place),
  complete: (_source, { model }, offset, _context, names) => completeAt(model, offset, names),
  names: namedPlaces,
  mayBeNamed,
  outline: ({ model }) => outlineOf(model),
  folds: ({ model, comments }) => foldsOf(model, comments),
  format: (_source, { model }, indent) => formatNginx(model, indent),
});

/** Everything one parse yields but names; synchronous, for callers that hold the text. */
export function analyseNginx(text: string): Analysis<NginxModel> {
  const tree = parse(text);
  const { sections } = tree;
  const { model, places, uses } = buildModel({
    text,
    root: tree.root,
    comments: tree.comments,
    resolve: withinDump(sections),
    files: sections.map(({ path, body: { inner } }) => ({ path, ...inner })),
    // nginx never reads a dump: what is changed in it changes nothing.
    generated: sections.length > 0,
  });
  const parts = sections.map(({ path, body }, index) => ({
    path,
    ...body.inner,
    uses: index === 0 ? 1 : (uses.get(body) ?? 0),
    fixable: !model.generated,
  }));
  return {
    model,
    tree,
    joins: joinsOf(model),
    parts,
    syntax: tree.problems,
    facts: [
      ...upstreamFacts(model),
      ...processFacts(model),
      ...addressLimitFacts(model),
      ...proxyRoutesOf(model).map(({ pass, fact }) => fact(pass.path)),
      ...listenersOf(model).map(({ server, fact }) => fact(server.path)),
    ],
    places,
    comments: tree.comments,
    description: describe(model, sections.length),
    limits: limitsOf(model),
  };
}

function describe(model: NginxModel, files: number): string {
  if (files > 1) return `an nginx configuration dump of ${files} files`;
  const parts = [count(model.upstreams.length, 'upstream'), count(model.servers.length, 'server')];
  const content = parts.filter((part) => part !== '').join(' and ');
  const what = model.root.rooted ? 'an nginx configuration' : 'an nginx fragment';
  return content === '' ? what : `${what} with ${content}`;
}

function count(number: number, noun: string): string {
  if (number === 0) return '';
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}
