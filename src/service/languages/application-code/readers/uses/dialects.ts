import type { Node } from '../../syntax/node';
import type { Region } from '../../uses';

/** How a grammar calls what matters to how calls run. */
export interface Dialect {
  readonly calls: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly regions: Readonly<Record<string, Exclude<Region['kind'], 'file' | 'function'>>>;
  /** What the result of a call passes through unchanged. */
  readonly through: ReadonlySet<string>;
  readonly awaits: string;
  /** What takes a result: the fields of its name or left side. */
  readonly takes: Readonly<Record<string, string>>;
  readonly returns: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
  readonly strings: ReadonlySet<string>;
  /** What gives a name a type: the fields of name and type. */
  readonly types: Readonly<Record<string, readonly [name: string, type: string]>>;
  /** The receiver and the name of a call. */
  parts(call: Node): { readonly receiver: Node | null; readonly method: Node } | undefined;
}

const set = (...names: string[]) => new Set(names);

const JAVASCRIPT: Dialect = {
  calls: set('call_expression', 'new_expression'),
  functions: set(
    'function_declaration',
    'function_expression',
    'generator_function_declaration',
    'generator_function',
    'arrow_function',
    'method_definition',
  ),
  regions: {
    for_statement: 'loop',
    for_in_statement: 'loop',
    while_statement: 'loop',
    do_statement: 'loop',
    if_statement: 'branch',
    switch_case: 'branch',
    ternary_expression: 'branch',
    try_statement: 'try',
    catch_clause: 'catch',
    finally_clause: 'finally',
  },
  through: set(
    'await_expression',
    'parenthesized_expression',
    'as_expression',
    'satisfies_expression',
    'non_null_expression',
  ),
  awaits: 'await_expression',
  takes: { variable_declarator: 'name', assignment_expression: 'left' },
  returns: set('return_statement', 'arrow_function'),
  members: set('member_expression', 'subscript_expression'),
  lists: set('arguments', 'array', 'pair', 'object', 'spread_element'),
  resources: set(),
  strings: set('string', 'template_string'),
  types: {
    required_parameter: ['pattern', 'type'],
    optional_parameter: ['pattern', 'type'],
    public_field_definition: ['name', 'type'],
    variable_declarator: ['name', 'type'],
  },
  parts(call) {
    const callee = call.childForFieldName(
      call.type === 'new_expression' ? 'constructor' : 'function',
    );
    const method = callee?.childForFieldName('property') ?? callee;
    if (!callee || !method) return undefined;
    return { receiver: callee.childForFieldName('object'), method };
  },
};

const PYTHON: Dialect = {
  calls: set('call'),
  functions: set('function_definition', 'lambda'),
  regions: {
    for_statement: 'loop',
    while_statement: 'loop',
    list_comprehension: 'loop',
    set_comprehension: 'loop',
    dictionary_comprehension: 'loop',
    generator_expression: 'loop',
    if_statement: 'branch',
    conditional_expression: 'branch',
    try_statement: 'try',
    except_clause: 'catch',
    finally_clause: 'finally',
    with_statement: 'resource',
  },
  through: set('await', 'parenthesized_expression'),
  awaits: 'await',
  takes: { assignment: 'left', named_expression: 'name' },
  returns: set('return_statement', 'yield'),
  members: set('attribute', 'subscript'),
  lists: set('argument_list', 'list', 'tuple', 'dictionary', 'pair', 'keyword_argument'),
  resources: set('with_item', 'as_pattern'),
  strings: set('string', 'concatenated_string'),
  types: {
    typed_parameter: ['', 'type'],
    typed_default_parameter: ['name', 'type'],
    assignment: ['left', 'type'],
  },
  parts(call) {
    const callee = call.childForFieldName('function');
    const method = callee?.childForFieldName('attribute') ?? callee;
    if (!callee || !method) return undefined;
    return { receiver: callee.childForFieldName('object'), method };
  },
};

const GO: Dialect = {
  // `http.Client{…}` makes something as a constructor does.
  calls: set('call_expression', 'composite_literal'),
  functions: set('function_declaration', 'method_declaration', 'func_literal'),
  regions: {
    for_statement: 'loop',
    if_statement: 'branch',
    expression_case: 'branch',
    communication_case: 'branch',
    defer_statement: 'finally',
  },
  through: set('parenthesized_expression', 'expression_list'),
  awaits: '',
  takes: { short_var_declaration: 'left', assignment_statement: 'left', var_spec: 'name' },
  returns: set('return_statement'),
  members: set('selector_expression', 'index_expression'),
  lists: set('argument_list', 'literal_element', 'keyed_element'),
  resources: set(),
  strings: set('interpreted_string_literal', 'raw_string_literal'),
  types: {
    parameter_declaration: ['name', 'type'],
    field_declaration: ['name', 'type'],
    var_spec: ['name', 'type'],
    // Of a value that is written out, `s := &server{…}`, its type is the type.
    short_var_declaration: ['left', 'right'],
  },
  parts(call) {
    const type = call.type === 'composite_literal' ? call.childForFieldName('type') : null;
    const made = type?.childForFieldName('name');
    if (made) return { receiver: type?.childForFieldName('package') ?? null, method: made };
    const callee = call.childForFieldName('function');
    const method = callee?.childForFieldName('field') ?? callee;
    if (!callee || !method) return undefined;
    return { receiver: callee.childForFieldName('operand'), method };
  },
};

const JAVA: Dialect = {
  calls: set('method_invocation', 'object_creation_expression'),
  functions: set('method_declaration', 'constructor_declaration', 'lambda_expression'),
  regions: {
    for_statement: 'loop',
    enhanced_for_statement: 'loop',
    while_statement: 'loop',
    do_statement: 'loop',
    if_statement: 'branch',
    switch_block_statement_group: 'branch',
    ternary_expression: 'branch',
    try_statement: 'try',
    try_with_resources_statement: 'resource',
    catch_clause: 'catch',
    finally_clause: 'finally',
  },
  through: set('parenthesized_expression', 'cast_expression'),
  awaits: '',
  takes: { variable_declarator: 'name', assignment_expression: 'left' },
  returns: set('return_statement', 'lambda_expression'),
  members: set('method_invocation', 'field_access'),
  lists: set('argument_list', 'array_initializer'),
  resources: set('resource'),
  strings: set('string_literal'),
  types: {
    formal_parameter: ['name', 'type'],
    field_declaration: ['declarator', 'type'],
    local_variable_declaration: ['declarator', 'type'],
    enhanced_for_statement: ['name', 'type'],
    resource: ['name', 'type'],
  },
  parts(call) {
    const method = call.childForFieldName(
      call.type === 'object_creation_expression' ? 'type' : 'name',
    );
    return method ? { receiver: call.childForFieldName('object'), method } : undefined;
  },
};

/** The dialect of each grammar. */
export const DIALECTS = {
  typescript: JAVASCRIPT,
  tsx: JAVASCRIPT,
  python: PYTHON,
  go: GO,
  java: JAVA,
} as const;
