// The directives and variables of nginx as `npm run generate` writes them into the service: the
// reference of the package @nginx/reference-lib, reduced to what completion and hover show.
import { readFileSync } from 'node:fs';
import type { Directive } from '@nginx/reference-lib';

/** Where the reduced reference is written. */
export const REFERENCE_FILE = 'src/service/languages/nginx/directive-table.ts';

/** The text of {@link REFERENCE_FILE}. */
export async function nginxReference(): Promise<string> {
  // The package is a module, and scripts are run as CommonJS.
  const { Format, getDirectives, getVariables } = await import('@nginx/reference-lib');
  const { version } = JSON.parse(
    readFileSync('node_modules/@nginx/reference-lib/package.json', 'utf8'),
  ) as { version: string };
  const pages = new Map<string, string[]>();
  for (const directive of getDirectives(Format.Markdown)) {
    const page = pageOf(directive.module);
    pages.set(page, [...(pages.get(page) ?? []), rowOf(directive)]);
  }
  const directives = [...pages].map(([page, rows]) => [`# ${page}`, ...new Set(rows)].join('\n'));
  const variables = getVariables(Format.Markdown).map(({ name }) => name.slice(1));
  return `/*!
 * Directives and variables of nginx, reduced from @nginx/reference-lib ${version} by F5, Inc. (Apache-2.0),
 * which is made of the documentation of nginx (BSD-2-Clause): names, contexts, syntax, defaults and
 * first sentences. Changed: markup is removed and sentences are cut.
 */
// Written by \`npm run generate\`, see scripts/nginx-reference.ts.

/**
 * A \`# page\` of the reference, then its directives a line each, the fields parted by tabs: name,
 * contexts, \`block\` or \`plus\` or both, syntax, default, what it does. A name that is missing is
 * never a mistake of the user: modules bring their own.
 */
export const DIRECTIVE_TABLE = \`
${literal(directives.join('\n'))}
\`;

/** Variables; those that end in \`NAME\` stand for any header, argument or cookie. */
export const VARIABLE_TABLE = \`
${literal(filled([...new Set(variables)].sort()))}
\`;
`;
}

function pageOf(module: string): string {
  if (module === 'Core functionality') return 'ngx_core_module';
  const folder = /^ngx_(http|stream|mail)_/.exec(module)?.[1];
  return folder ? `${folder}/${module}` : module;
}

function rowOf({ name, contexts, isBlock, syntax, default: standard, description }: Directive) {
  const allowed = contexts.map((context) => context.replace(' in location', '')).filter(Boolean);
  const flags = [
    isBlock ? 'block' : '',
    PLUS.test(description.replace(/[\s>]+/g, ' ')) ? 'plus' : '',
  ].filter(Boolean);
  return [
    name,
    [...new Set(allowed)].join(' '),
    flags.join(' '),
    syntax.map((form) => plain(form.replace(/\*`([^`]*)`\*/g, '<$1>'))).join(' or '),
    plain(standard),
    sentenceOf(description),
  ].join('\t');
}

/** Said of the whole directive, not of one of its parameters. */
const PLUS = /This (?:directive|functionality) is available as part of our \[?commercial/;

/** The first sentence, without what leads over to an example. */
function sentenceOf(description: string): string {
  const [opening = ''] = description.replace(/```[\s\S]*?```/g, '\n\n').split(/\n\n/);
  const text = plain(opening.split(/\n\s*(?:- |> )/)[0] ?? '');
  const [sentence = text] = /^.*?(?:[.:](?= [A-Z“])|$)/.exec(text) ?? [];
  const whole = sentence
    .replace(/[,;]? ?(?:e\.g\.|for example|for instance|as follows|like this)?:?$/i, '')
    .replace(/\.$/, '');
  if (whole.length <= LONGEST) return whole === '' ? '' : `${whole}.`;
  return `${whole.slice(0, whole.lastIndexOf(' ', LONGEST))} …`;
}

/** Characters of a sentence that still fit into a hover's line. */
const LONGEST = 180;

/** Markdown without its marks, on one line. */
function plain(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function filled(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 98) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}

function literal(text: string): string {
  return text.replace(/[\\`]|\$\{/g, '\\$&');
}
