import type { Grammar } from '#ground/syntax';

const kindNames = [
  'aliased_import',
  'argument_list',
  'as_pattern',
  'as_pattern_target',
  'assignment',
  'attribute',
  'binary_operator',
  'block',
  'boolean_operator',
  'call',
  'case_clause',
  'case_pattern',
  'chevron',
  'class_definition',
  'class_pattern',
  'comment',
  'comparison_operator',
  'complex_pattern',
  'concatenated_string',
  'conditional_expression',
  'decorated_definition',
  'decorator',
  'default_parameter',
  'dict_pattern',
  'dictionary_comprehension',
  'dictionary_splat',
  'dictionary_splat_pattern',
  'dotted_name',
  'elif_clause',
  'else_clause',
  'escape_interpolation',
  'except_clause',
  'expression_list',
  'expression_statement',
  'finally_clause',
  'for_in_clause',
  'for_statement',
  'format_specifier',
  'function_definition',
  'generator_expression',
  'generic_type',
  'global_statement',
  'identifier',
  'if_clause',
  'integer',
  'interpolation',
  'keyword_argument',
  'keyword_pattern',
  'keyword_separator',
  'lambda',
  'list',
  'list_comprehension',
  'list_pattern',
  'list_splat',
  'list_splat_pattern',
  'named_expression',
  'none',
  'nonlocal_statement',
  'pair',
  'parenthesized_expression',
  'parenthesized_list_splat',
  'pattern_list',
  'positional_separator',
  'relative_import',
  'set_comprehension',
  'slice',
  'splat_pattern',
  'string',
  'string_content',
  'string_end',
  'string_start',
  'subscript',
  'tuple',
  'tuple_pattern',
  'type',
  'type_conversion',
  'type_parameter',
  'typed_default_parameter',
  'typed_parameter',
  'union_pattern',
  'while_statement',
  'wildcard_import',
  'with_clause',
  'with_item',
  'yield',
] as const;

const fieldNames = [
  'alias',
  'alternative',
  'argument',
  'arguments',
  'attribute',
  'body',
  'cause',
  'code',
  'condition',
  'consequence',
  'definition',
  'expression',
  'function',
  'guard',
  'key',
  'left',
  'module_name',
  'name',
  'object',
  'operator',
  'operators',
  'parameters',
  'return_type',
  'right',
  'subject',
  'subscript',
  'superclasses',
  'type',
  'value',
] as const;

/** The numbers that the grammar has for what the front end looks for by name. */
export interface Names {
  readonly kind: Readonly<Record<(typeof kindNames)[number], number>>;
  readonly field: Readonly<Record<(typeof fieldNames)[number], number>>;
}

export function namesOf(grammar: Grammar): Names {
  if (known?.grammar !== grammar) known = { grammar, names: read(grammar) };
  return known.names;
}

let known: { readonly grammar: Grammar; readonly names: Names } | undefined;

function read(grammar: Grammar): Names {
  return {
    kind: numbered(kindNames, (name) => grammar.kind(name)),
    field: numbered(fieldNames, (name) => grammar.fieldNumber(name)),
  };
}

function numbered<Name extends string>(names: readonly Name[], numberOf: (name: Name) => number): Record<Name, number> {
  const numbers = {} as Record<Name, number>;
  for (const name of names) {
    numbers[name] = numberOf(name);
    if (numbers[name] === -1) throw new Error(`the grammar of Python knows no ${name}`);
  }
  return numbers;
}
