import { occurrencesOf } from '../holds/occurrences';
import type { Node } from '../syntax/node';
import { functionOf, inside, keptInFunction, type Use } from '../uses';

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

/** Functions that leave all the rows they are given, in another form: of their name, or of what they say they make. */
const SHAPES =
  /^(?:list|sorted|tuple|set|reversed|all|of|ok|dict|paginate|HttpResponse|JsonResponse|JSONResponse|ORJSONResponse|newHashSet|newArrayList|newLinkedHashSet|copyOf|ArrayList|HashSet|LinkedHashSet|TreeSet|List|Set|asList|unmodifiableList|from|map|uniqBy|sortBy|orderBy|groupBy|keyBy|flatten|plainToInstance|instanceToPlain|model_validate|validate_python|from_orm|dump|success|ResponseEntity|Ok|OK)$|^(?:newInstances?|to|as|map|convert|export|serialize|format|present|transform|render|dump|build)(?:[A-Z_]|$)|(?:Dtos?|DTOs?|List|Page|Json|JSON|Response|Serializer|Schema|Mapper|Out|Public)$/;

/** Methods and fields of rows that leave all of them. */
const KEEPS =
  /^(?:map|filter|sort|toSorted|reverse|rows|data|stream|collect|toList|flat|concat|sorted|distinct|parallelStream|items|unique|all|scalars)$/;

/** Returned, or handed to what answers the request, through functions that leave all the rows. */
export function isSent(use: Use, answers: readonly Use[]): boolean {
  if (answers.some(({ at }) => use.at.start >= at.start && inside(use.at, at))) {
    return use.result.kind !== 'variable';
  }
  return isReturned(use);
}

const isReturned = keptInFunction((use: Use) => leadsOut(use.node, use, 0));

function leadsOut(from: Node, use: Use, names: number): boolean {
  let inner = from;
  for (let at = from.parent; at; inner = at, at = at.parent) {
    const { type } = at;
    if (/^(?:return_statement|arrow_function)$/.test(type)) {
      return type === 'return_statement' || at.childForFieldName('body')?.id === inner.id;
    }
    if (THROUGH.test(type)) continue;
    if (CALLS.test(type)) {
      const callee =
        at.childForFieldName('function') ??
        at.childForFieldName('constructor') ??
        at.childForFieldName('type');
      const name =
        at.childForFieldName('name') ??
        callee?.childForFieldName('attribute') ??
        callee?.childForFieldName('property') ??
        callee;
      const called = (name?.text ?? '').replace(/<.*$/s, '');
      const isOn = at.childForFieldName('object')?.id === inner.id || callee?.id === inner.id;
      if (isOn) {
        if (type === 'method_invocation' && !KEEPS.test(called)) return false;
      } else if (ANSWERS.test(called)) return true;
      else if (!SHAPES.test(called)) return false;
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
    return namesOf(left).some((name) => isNameSent(name, at.endIndex, use, names + 1));
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

/** Whether a later place of the function answers with what a name holds. */
function isNameSent(name: string, after: number, use: Use, names: number): boolean {
  const { node, at } = functionOf(use);
  const behind = { start: after, end: Math.min(at.end, after + MAX_ANSWER) };
  return occurrencesOf(name, node, behind).some(
    (occurrence) => occurrence.kind !== 'assigned' && leadsOut(occurrence.node, use, names),
  );
}
