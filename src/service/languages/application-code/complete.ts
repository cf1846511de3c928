import type { Proposal } from '../../contracts/editing';
import type { Analysis } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { optionFacts, sourceOf } from './hover';
import type { Library, Option } from './libraries/library';
import type { ApplicationModel } from './model';
import { librarySetOn } from './setters';
import type { ObjectValue } from './values';

/** The options of the library whose options the cursor is in, without those that are written. */
export function proposalsAt(
  { model, comments }: Analysis<ApplicationModel>,
  offset: number,
): readonly Proposal[] {
  const { text } = model;
  const word = wordAt(text, offset);
  if (comments.some(({ at }) => at.start < offset && offset <= at.end)) return [];
  if (model.grammar === 'go' || model.grammar === 'java') return settersAt(model, word);
  if (!beginsEntry(text, word.start)) return [];
  for (const { library, object } of [...model.pools, ...model.unfinished]) {
    if (!library || !object || !takesEntryAt(object, word)) continue;
    const written = object.entries.filter(({ nameAt }) => nameAt.start !== word.start);
    return library.options
      .filter(({ name }) => !written.some((entry) => entry.name === name))
      .map((option) => proposalOf(option, library, model, word));
  }
  return [];
}

/** The options that are set on the variable before the dot. */
function settersAt(model: ApplicationModel, word: Span): readonly Proposal[] {
  const { text } = model;
  const before = text.slice(Math.max(0, word.start - 200), word.start);
  const variable = /(?<![\w.)])(\w+)\.$/.exec(before)?.[1];
  const library = variable === undefined ? undefined : librarySetOn(model, variable, word.start);
  if (!library) return [];
  const rest = text.slice(0, word.start) + text.slice(word.end);
  return library.options
    .filter(({ name }) => !new RegExp(`\\b${variable}\\.${name}\\b`).test(rest))
    .map((option) => {
      const isField = model.grammar === 'go' && !option.name.startsWith('Set');
      const assigned = /^\s*=/.test(text.slice(word.end, word.end + 20));
      const newText = isField && !assigned ? `${option.name} = ` : option.name;
      return { ...proposalOf(option, library, model, word), newText };
    });
}

function wordAt(text: string, offset: number): Span {
  const before =
    /(?<![\w$])[\w$]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0].length ?? 0;
  const after = /^[\w$]*/.exec(text.slice(offset, offset + 100))?.[0].length ?? 0;
  return span(offset - before, offset + after);
}

/** Only what opens the options or ends an entry stands before an entry. */
function beginsEntry(text: string, start: number): boolean {
  return /[{(,]$/.test(text.slice(Math.max(0, start - 500), start).trimEnd());
}

/** Whether an entry may begin at a word: between the braces, and in no value. */
function takesEntryAt({ at, entries }: ObjectValue, word: Span): boolean {
  if (word.start <= at.start || word.end >= at.end) return false;
  return !entries.some(
    ({ nameAt, value }) =>
      value.at.start !== nameAt.start && value.at.start < word.end && word.start < value.at.end,
  );
}

function proposalOf(
  option: Option,
  library: Library,
  { grammar, text }: ApplicationModel,
  word: Span,
): Proposal {
  const separator = grammar === 'python' ? '=' : ': ';
  const named = /^\s*[:=]/.test(text.slice(word.end, word.end + 20));
  return {
    label: option.name,
    kind: 'property',
    detail: optionFacts(option),
    documentation: `${option.meaning}\n\n${sourceOf(library)}`,
    replaces: word,
    newText: named ? option.name : `${option.name}${separator}`,
  };
}
