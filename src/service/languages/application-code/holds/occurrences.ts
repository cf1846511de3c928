import type { Span } from '../../../contracts/span';
import type { Node } from '../syntax/node';
import { ancestors, descendants, keptWith } from '../tree';

/** What a place that names a variable does with it. */
export type Occurrence =
  /** Something is called or read on it. */
  | { readonly kind: 'member' | 'tested' | 'assigned'; readonly node: Node }
  /** It leaves the function, or something keeps it. */
  | { readonly kind: 'returned' | 'stored'; readonly node: Node }
  /** It is handed to a call, by itself or within an object. */
  | { readonly kind: 'argument'; readonly node: Node; readonly call: Node };

const NAMES = ['identifier', 'shorthand_property_identifier'];

/** What a value passes through without becoming another. */
const THROUGH =
  /^(?:parenthesized_expression|await_expression|await|as_expression|non_null_expression|array|list|tuple|object|pair|spread_element|expression_list|keyword_argument|ternary_expression|conditional_expression|literal_element|keyed_element|literal_value|composite_literal|dictionary|list_splat)$/;

const MEMBERS =
  /^(?:member_expression|attribute|selector_expression|field_access|subscript_expression|index_expression|subscript)$/;
const CALLS =
  /^(?:call_expression|new_expression|call|method_invocation|object_creation_expression)$/;
const TESTS =
  /^(?:binary_expression|unary_expression|comparison_operator|boolean_operator|not_operator|if_statement|while_statement|unary_operator|instanceof_expression|if_clause)$/;
const BINDS =
  /^(?:variable_declarator|short_var_declaration|var_spec|assignment|assignment_expression|assignment_statement|as_pattern|with_item|resource|formal_parameter|required_parameter|parameter_declaration|named_expression|as_pattern_target)$/;

/** Every place of a stretch that names a variable, in the order of the text. */
export function occurrencesOf(name: string, within: Node, stretch: Span): readonly Occurrence[] {
  return (namesIn(within).get(name) ?? [])
    .filter((node) => node.startIndex >= stretch.start && node.endIndex <= stretch.end)
    .flatMap((node) => occurrenceAt(node) ?? []);
}

/** The places of a function by what they name: asked for one name after the other. */
const namesIn = keptWith((within: Node): ReadonlyMap<string, readonly Node[]> => {
  const names = new Map<string, Node[]>();
  for (const node of descendants(within, NAMES)) {
    const same = names.get(node.text);
    if (same) same.push(node);
    else names.set(node.text, [node]);
  }
  return names;
});

function occurrenceAt(node: Node): Occurrence | undefined {
  let inner = node;
  for (const around of ancestors(node)) {
    const { type } = around;
    if (MEMBERS.test(type)) {
      const object = around.childForFieldName('object') ?? around.childForFieldName('operand');
      const first = object ?? around.firstNamedChild;
      // The name of a member is no variable.
      return first?.id === inner.id ? { kind: 'member', node } : undefined;
    }
    if (type === 'arguments' || type === 'argument_list') {
      const call = around.parent;
      return call ? { kind: 'argument', node, call } : undefined;
    }
    if (CALLS.test(type)) {
      if (around.childForFieldName('object')?.id === inner.id) return { kind: 'member', node };
      const isName = around.childForFieldName('name')?.id === inner.id;
      return isName ? undefined : { kind: 'member', node };
    }
    if (
      /^(?:return_statement|yield|yield_expression|arrow_function|lambda|lambda_expression)$/.test(
        type,
      )
    ) {
      const parameters =
        around.childForFieldName('parameters') ?? around.childForFieldName('parameter');
      return parameters?.id === inner.id ? undefined : { kind: 'returned', node };
    }
    if (/^(?:pair|keyword_argument|keyed_element)$/.test(type)) {
      const key = around.childForFieldName('key') ?? around.childForFieldName('name');
      if (key?.id === inner.id) return undefined;
    }
    if (BINDS.test(type)) {
      const left = around.childForFieldName('left') ?? around.childForFieldName('name');
      const isLeft = left !== null && inner.endIndex <= left.endIndex;
      return isLeft ? { kind: 'assigned', node } : { kind: 'stored', node };
    }
    const isAddress = type === 'unary_expression' && inner.type === 'composite_literal';
    if (TESTS.test(type) && !isAddress) return { kind: 'tested', node };
    if (/statement$|^block$|parameters$|pattern$|declaration$/.test(type) && !THROUGH.test(type)) {
      return /parameters$|pattern$/.test(type) ? undefined : { kind: 'tested', node };
    }
    if (!THROUGH.test(type) && !/^(?:unary_expression|pattern_list)$/.test(type)) {
      return { kind: 'stored', node };
    }
    inner = around;
  }
  return undefined;
}
