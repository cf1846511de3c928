import { occurrencesOf } from '../holds/occurrences';
import type { Node } from '../syntax/node';
import { functionOf, inside, keptInFunction, type Use } from '../uses';

/** Calls that answer a request. */
export const ANSWERS =
  /^(?:json|send|jsonify|Response|render|render_template|TemplateResponse|JSON|IndentedJSON|PureJSON|HTML|Encode)$|^(?:write|respond|render|reply|send)\w*J(?:SON|son)$/;

/** From one name to the next that takes the rows on, no further than this. */
const MAX_NAMES = 2;

/** What rows pass through on their way into a value. */
const THROUGH =
  /^(?:arguments|argument_list|await|await_expression|parenthesized_expression|object|pair|array|spread_element|list|dictionary|tuple|keyword_argument|as_expression|cast_expression|non_null_expression|expression_list|composite_literal|literal_value|keyed_element|literal_element|unary_expression|list_splat)$/;

const CALLS =
  /^(?:call|call_expression|method_invocation|new_expression|object_creation_expression)$/;
const MEMBERS = /^(?:member_expression|attribute|field_access|selector_expression)$/;

/** Functions that leave all the rows they are given, in another form: of their name, or of what they say they make. */
const SHAPES =
  /^(?:list|sorted|tuple|set|reversed|all|of|ok|dict|paginate|HttpResponse|JsonResponse|JSONResponse|ORJSONResponse|newHashSet|newArrayList|newLinkedHashSet|copyOf|ArrayList|HashSet|LinkedHashSet|TreeSet|List|Set|asList|unmodifiableList|from|map|uniqBy|sortBy|orderBy|groupBy|keyBy|flatten|plainToInstance|instanceToPlain|model_validate|validate_python|from_orm|dump|success|ResponseEntity|Ok|OK)$|^(?:newInstances?|to|as|map|convert|export|serialize|format|present|transform|render|dump|build)(?:[A-Z_]|$)|(?:Dtos?|DTOs?|List|Page|Json|JSON|Response|Serializer|Schema|Mapper|Out|Public)$/;

/** Methods and fields of rows that leave all of them. */
const KEEPS =
  /^(?:map|filter|sort|toSorted|reverse|rows|data|stream|collect|toList|flat|concat|sorted|distinct|parallelStream|items|unique|all|scalars|mappings|fetchall|toArray|lean|exec|populate|list|query|param|params|order_by|select_related|prefetch_related|values|values_list|Next)$/;

/** Returned, or handed to what answers the request, through functions that leave all the rows. */
export function isSent(use: Use, answers: readonly Use[]): boolean {
  if (answers.some(({ at }) => use.at.start >= at.start && inside(use.at, at))) {
    return use.result.kind !== 'variable';
  }
  return isReturned(use);
}

const isReturned = keptInFunction(
  (use: Use) => leadsOut(use.node, use, 0) || isFilledSent(use) || isFetchedSent(use),
);

/** `db.Find(&orders)` of Go, and then `c.JSON(200, orders)`. */
function isFilledSent(use: Use): boolean {
  return use.arguments.some(({ text }) => {
    const name = /^&(\w+)$/.exec(text)?.[1];
    return name !== undefined && isNameSent(name, use.at.end, use, 1);
  });
}

/** `cursor.execute("SELECT …")`, and then what `cursor.fetchall()` gives. */
function isFetchedSent(use: Use): boolean {
  if (use.method !== 'execute' || use.result.kind !== 'dropped') return false;
  const { node, at } = functionOf(use);
  const behind = { start: use.at.end, end: Math.min(at.end, use.at.end + MAX_ANSWER) };
  return occurrencesOf(use.receiver, node, behind).some(({ node: name }) => {
    const call = name.parent?.parent;
    const fetched = name.parent?.childForFieldName('attribute')?.text === 'fetchall';
    return fetched && call?.type === 'call' && leadsOut(call, use, 0);
  });
}

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
        callee?.childForFieldName('field') ??
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
      const member =
        at.childForFieldName('property') ??
        at.childForFieldName('attribute') ??
        at.childForFieldName('field');
      if (!member || !KEEPS.test(member.text)) return false;
      continue;
    }
    if (type === 'list_comprehension' || type === 'generator_expression') continue;
    if (type === 'for_in_clause' && at.childForFieldName('right')?.id === inner.id) continue;
    if (isIterated(at, inner)) return isCollectionSent(at, use, names + 1);
    const left =
      /^(?:variable_declarator|assignment|assignment_expression|short_var_declaration|assignment_statement)$/.test(
        type,
      )
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
  // `const [rows] = await pool.query(…)` of mysql2, `orders, err := …` of Go.
  const first = /^\[\s*(\w+)|^(\w+)\s*,/.exec(left.text);
  if (/^(?:array_pattern|expression_list)$/.test(left.type))
    return [first?.[1] ?? first?.[2] ?? []].flat();
  return left.type === 'object_pattern' ? (left.text.match(/\brows\b/g) ?? []) : [];
}

/** Whether a loop goes through what stands there: `for row of rows`, `for rows.Next()`. */
function isIterated(loop: Node, inner: Node): boolean {
  if (/^(?:for_in_statement|for_statement|enhanced_for_statement|range_clause)$/.test(loop.type)) {
    const over =
      loop.childForFieldName('right') ??
      loop.childForFieldName('value') ??
      // `for rows.Next()` of Go.
      loop.firstNamedChild;
    return over?.id === inner.id;
  }
  return false;
}

/** What adds an item to a list: `out.push(…)`, `out.append(…)`, `out.add(…)`, `out = append(out, …)`. */
const ADDS = /\b(\w{1,60})(?:\.(?:push|append|add)\(|\s?=\s?append\(\1,)/g;

/** Whether a list that a loop adds its items to is what the function answers with. */
function isCollectionSent(loop: Node, use: Use, names: number): boolean {
  const around = loop.type === 'range_clause' ? loop.parent : loop;
  const body = around?.childForFieldName('body');
  if (!around || !body || body.length > MAX_ANSWER) return false;
  const lists = new Set([...body.text.matchAll(ADDS)].map(([, name = '']) => name));
  return [...lists].some((name) => isNameSent(name, around.endIndex, use, names));
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
