import type { Node } from '../syntax/node';
import { functionOf, inside, type Use } from '../uses';

/** Calls that answer a request. */
export const ANSWERS = /^(?:json|send|jsonify|Response)$/;

/** From one name to the next that takes the rows on, no further than this. */
const MAX_NAMES = 2;

/** What rows pass through on their way into a value. */
const THROUGH =
  /^(?:arguments|argument_list|await|await_expression|parenthesized_expression|object|pair|array|spread_element|list|dictionary|tuple|keyword_argument|as_expression|cast_expression|non_null_expression)$/;

const CALLS =
  /^(?:call|call_expression|method_invocation|new_expression|object_creation_expression)$/;
const MEMBERS = /^(?:member_expression|attribute|field_access)$/;

/** Functions that make rows something small. */
const FOLDS =
  /^(?:len|sum|any|all|max|min|bool|count|size|isEmpty|some|every|find\w*|reduce|includes|has|first|next|Number|Boolean|get|limit|skip|slice)$/;

/** Methods and fields of rows that leave all of them. */
const KEEPS = /^(?:map|filter|sort|toSorted|reverse|rows|data|stream|collect|toList|flat|concat)$/;

/** Returned, or handed to what answers the request, through functions that leave all the rows. */
export function isSent(use: Use, answers: readonly Use[], text: string): boolean {
  if (answers.some(({ at }) => use.at.start >= at.start && inside(use.at, at))) {
    return use.result.kind !== 'variable';
  }
  return leadsOut(use.node, use, text, 0);
}

function leadsOut(from: Node, use: Use, text: string, names: number): boolean {
  let inner = from;
  for (let at = from.parent; at; inner = at, at = at.parent) {
    const { type } = at;
    if (/^(?:return_statement|arrow_function)$/.test(type)) {
      return type === 'return_statement' || at.childForFieldName('body')?.id === inner.id;
    }
    if (THROUGH.test(type)) continue;
    if (CALLS.test(type)) {
      const callee = at.childForFieldName('function') ?? at.childForFieldName('constructor');
      const name =
        at.childForFieldName('name') ??
        callee?.childForFieldName('attribute') ??
        callee?.childForFieldName('property') ??
        callee;
      const called = name?.text ?? '';
      const isOn = at.childForFieldName('object')?.id === inner.id || callee?.id === inner.id;
      if (isOn ? type === 'method_invocation' && !KEEPS.test(called) : FOLDS.test(called))
        return false;
      continue;
    }
    if (MEMBERS.test(type)) {
      const member = at.childForFieldName('property') ?? at.childForFieldName('attribute');
      if (!member || !KEEPS.test(member.text)) return false;
      continue;
    }
    const left = /^(?:variable_declarator|assignment|assignment_expression)$/.test(type)
      ? (at.childForFieldName('name') ?? at.childForFieldName('left'))
      : null;
    if (!left || left.id === inner.id || names >= MAX_NAMES) return false;
    return namesOf(left).some((name) => isNameSent(name, at.endIndex, use, text, names + 1));
  }
  return false;
}

/** The names that a left side gives values to; of a pattern those of what may be rows. */
function namesOf(left: Node): readonly string[] {
  if (/^[\w$]+$/.test(left.text)) return [left.text];
  return left.type === 'object_pattern' ? (left.text.match(/\brows\b/g) ?? []) : [];
}

/** So far behind a query its answer is looked for. */
const MAX_ANSWER = 20_000;

/** Whether a later statement of the function answers with what a name holds. */
function isNameSent(name: string, after: number, use: Use, text: string, names: number): boolean {
  const scope = functionOf(use);
  const rest = text.slice(after, Math.min(scope.at.end, after + MAX_ANSWER));
  const word = `(?<![.\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`;
  const answer = new RegExp(
    `(?:\\.(?:json|send)\\(|\\breturn(?=\\s))\\s*(?:\\{\\s*)?(?:["']?\\w+["']?:\\s*)?${word}(?:\\.(?:rows|data))?\\s*(?:[,;)}\\n]|$)`,
  );
  if (answer.test(rest)) return true;
  const inside = new RegExp(
    `\\breturn\\b[^;\\n]{0,200}${word}(?:\\.(?:rows|data))?\\s{0,20}[,)}\\]]`,
  ).exec(rest);
  if (inside && !FOLDED.test(inside[0])) return true;
  if (names >= MAX_NAMES) return false;
  const taken = new RegExp(
    `(?<![.\\w$])([\\w$]{1,60})\\s{0,20}=(?![=>])[^;\\n]{0,200}\\(\\s{0,20}${word}\\s{0,20}[,)]`,
  ).exec(rest);
  if (!taken?.[1] || FOLDED.test(taken[0])) return false;
  return isNameSent(taken[1], after + taken.index + taken[0].length, use, text, names + 1);
}

const FOLDED =
  /\b(?:len|sum|any|all|max|min|bool|count|size|isEmpty|some|every|find\w*|reduce|includes|has|first|next)\([^()]{0,80}\)?$/;
