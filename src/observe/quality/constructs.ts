import type { Grammar, SyntaxLanguage } from '#ground/syntax';

/** What the kinds of a grammar's nodes mean for how hard a function is to follow. A kind can be one of them. */
export const Construct = {
  none: 0,
  /** A function that is measured by itself. */
  function: 1,
  /** A function without a name of its own: what is in it counts where it stands, one level deeper. */
  closure: 2,
  if: 3,
  elseIf: 4,
  else: 5,
  loop: 6,
  /** A choice among many; each of its cases is a path. */
  switch: 7,
  case: 8,
  catch: 9,
  ternary: 10,
  /** `&&`, `||` and their like: decided by the token in it. */
  binary: 11,
  jump: 12,
} as const;
export type Construct = (typeof Construct)[keyof typeof Construct];

type Kinds = Readonly<Partial<Record<Exclude<keyof typeof Construct, 'none'>, string>>>;

const script: Kinds = {
  function: 'function_declaration generator_function_declaration method_definition',
  closure: 'function_expression arrow_function generator_function',
  if: 'if_statement',
  else: 'else_clause',
  loop: 'for_statement for_in_statement while_statement do_statement',
  switch: 'switch_statement',
  case: 'switch_case',
  catch: 'catch_clause',
  ternary: 'ternary_expression',
  binary: 'binary_expression',
};

const kinds: Readonly<Record<SyntaxLanguage, Kinds>> = {
  javascript: script,
  typescript: script,
  tsx: script,
  python: {
    function: 'function_definition',
    closure: 'lambda',
    if: 'if_statement',
    elseIf: 'elif_clause',
    else: 'else_clause',
    loop: 'for_statement while_statement for_in_clause',
    switch: 'match_statement',
    case: 'case_clause',
    catch: 'except_clause except_group_clause',
    ternary: 'conditional_expression',
    binary: 'boolean_operator',
  },
  go: {
    function: 'function_declaration method_declaration',
    closure: 'func_literal',
    if: 'if_statement',
    loop: 'for_statement',
    switch: 'expression_switch_statement type_switch_statement select_statement',
    case: 'expression_case type_case communication_case',
    binary: 'binary_expression',
    jump: 'goto_statement',
  },
  java: {
    function: 'method_declaration constructor_declaration compact_constructor_declaration',
    closure: 'lambda_expression',
    if: 'if_statement',
    loop: 'for_statement enhanced_for_statement while_statement do_statement',
    switch: 'switch_expression switch_statement',
    case: 'switch_block_statement_group switch_rule',
    catch: 'catch_clause',
    ternary: 'ternary_expression',
    binary: 'binary_expression',
  },
  'c-sharp': {
    function:
      'method_declaration constructor_declaration local_function_statement operator_declaration accessor_declaration',
    closure: 'lambda_expression anonymous_method_expression',
    if: 'if_statement',
    loop: 'for_statement foreach_statement while_statement do_statement',
    switch: 'switch_statement switch_expression',
    case: 'switch_section switch_expression_arm',
    catch: 'catch_clause',
    ternary: 'conditional_expression',
    binary: 'binary_expression',
    jump: 'goto_statement',
  },
  ruby: {
    function: 'method singleton_method',
    closure: 'lambda block do_block',
    if: 'if unless if_modifier unless_modifier',
    elseIf: 'elsif',
    else: 'else',
    loop: 'while until for while_modifier until_modifier',
    switch: 'case case_match',
    case: 'when in_clause',
    catch: 'rescue rescue_modifier',
    ternary: 'conditional',
    binary: 'binary',
  },
  php: {
    function: 'function_definition method_declaration',
    closure: 'anonymous_function anonymous_function_creation_expression arrow_function',
    if: 'if_statement',
    elseIf: 'else_if_clause',
    else: 'else_clause',
    loop: 'for_statement foreach_statement while_statement do_statement',
    switch: 'switch_statement match_expression',
    case: 'case_statement match_conditional_expression',
    catch: 'catch_clause',
    ternary: 'conditional_expression',
    binary: 'binary_expression',
    jump: 'goto_statement',
  },
  rust: {
    function: 'function_item',
    closure: 'closure_expression',
    if: 'if_expression',
    else: 'else_clause',
    loop: 'for_expression while_expression loop_expression',
    switch: 'match_expression',
    case: 'match_arm',
    binary: 'binary_expression',
  },
  kotlin: {
    function: 'function_declaration secondary_constructor getter setter',
    closure: 'anonymous_function lambda_literal',
    if: 'if_expression',
    loop: 'for_statement while_statement do_while_statement',
    switch: 'when_expression',
    case: 'when_entry',
    catch: 'catch_block',
    binary: 'conjunction_expression disjunction_expression binary_expression elvis_expression',
  },
  bash: {
    function: 'function_definition',
    if: 'if_statement',
    elseIf: 'elif_clause',
    else: 'else_clause',
    loop: 'for_statement c_style_for_statement while_statement',
    switch: 'case_statement',
    case: 'case_item',
    ternary: 'ternary_expression',
    binary: 'list binary_expression',
  },
};

/** By a kind's number: which construct it is. */
export function constructsOf(grammar: Grammar): Uint8Array {
  const table = new Uint8Array(grammar.kinds.length);
  for (const [construct, names = ''] of Object.entries(kinds[grammar.language]))
    for (const name of names.split(' ')) {
      // A grammar has several numbers for one kind where it is told by another name.
      for (const [number, kind] of grammar.kinds.entries())
        if (kind === name && grammar.named[number] === 1)
          table[number] = Construct[construct as keyof typeof Construct];
    }
  return table;
}

/** What joins conditions: each takes a path of its own. */
export const joining: ReadonlySet<string> = new Set(['&&', '||', 'and', 'or', '??', '?:']);
