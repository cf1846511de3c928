import type { Grammar } from '../grammars';
import type { Node } from '../syntax/node';
import { children } from '../tree';

/** Where a connection may still be held, as bits. */
type State = number;
/** Not held. */
export const FREE = 1;
/** Held. */
export const HELD = 2;
/** Held, and given back however the function ends. */
const DEFERRED = 4;

/** A way out of a function on which a connection is still held. */
export interface Leak {
  readonly node: Node;
  /** `error`: something in between fails. */
  readonly way: 'return' | 'throw' | 'end' | 'error';
}

/** What a walk is told about a function. */
export interface FlowQuestion {
  readonly grammar: Grammar;
  /** What a call does to the connection. */
  effectOf(call: Node): 'take' | 'give' | undefined;
  /** Whether a condition says in its true branch that there is no connection; or in its false one. */
  refine(condition: Node): 'free-if-true' | 'free-if-false' | undefined;
  /** Whether a loop ends the connection by running to its end: `for rows.Next()`. */
  endsByLoop(loop: Node): boolean;
  /** Whether a function handed to a call goes on where the call's own function ends. */
  continues(call: Node): Node | undefined;
}

/** What a walk finds. */
export interface Flow {
  readonly leaks: readonly Leak[];
  /** Calls that run while the connection is held, by their nodes. */
  readonly held: ReadonlySet<number>;
  /** Something gives it back on some way. */
  readonly given: boolean;
}

const FUNCTIONS =
  /^(?:function_declaration|function_expression|generator_function|generator_function_declaration|arrow_function|method_definition|function_definition|lambda|func_literal|lambda_expression|method_declaration|class_declaration|class_definition|class_body)$/;
const CALLS =
  /^(?:call_expression|new_expression|call|method_invocation|object_creation_expression)$/;
const LOOPS =
  /^(?:for_statement|for_in_statement|enhanced_for_statement|while_statement|do_statement)$/;
const SWITCHES =
  /^(?:switch_statement|expression_switch_statement|type_switch_statement|select_statement|match_statement|switch_expression)$/;
const CASES =
  /^(?:switch_case|switch_default|expression_case|type_case|communication_case|default_case|case_clause|switch_block_statement_group|switch_rule)$/;
/** Methods that run what they are given at once, for each item. */
const AT_ONCE = /^(?:map|forEach|flatMap|filter|reduce|some|every|find|all)$/;

interface Frame {
  /** What may be thrown here, as a state. */
  thrown: State;
  readonly catches: boolean;
  readonly gives: boolean;
}

/** Walks through a function: every way from where a connection is taken to where it ends. */
export function walkFlow(body: Node, start: State, question: FlowQuestion): Flow {
  const walker = new Walker(question);
  const end = walker.walk(body, start);
  if (end & HELD) walker.leave(body, 'end', end);
  return {
    leaks: walker.leaks,
    held: walker.held,
    given: walker.given,
  };
}

class Walker {
  readonly leaks: Leak[] = [];
  readonly held = new Set<number>();
  given = false;
  private readonly frames: Frame[] = [];
  private readonly loops: { broken: State; continued: State; readonly depth: number }[] = [];
  /** A callback goes on: the end of the function is not the end of the way. */
  private continued = false;

  constructor(private readonly question: FlowQuestion) {}

  /** The state behind a node, given the state in front of it; 0 is never reached. */
  walk(node: Node | null, before: State): State {
    if (!node || before === 0) return before;
    const { type } = node;
    if (FUNCTIONS.test(type)) return before;
    if (/^(?:if_statement|elif_clause)$/.test(type)) return this.branch(node, before);
    if (LOOPS.test(type)) return this.loop(node, before);
    if (/^try(?:_with_resources)?_statement$/.test(type)) return this.attempt(node, before);
    if (type === 'with_statement') return this.within(node, before);
    if (SWITCHES.test(type)) return this.choose(node, before);
    if (/^(?:return_statement|throw_statement|raise_statement)$/.test(type)) {
      const after = this.evaluate(node, before);
      if (after & HELD) this.leave(node, type === 'return_statement' ? 'return' : 'throw', after);
      return 0;
    }
    if (/^(?:break|continue)_statement$/.test(type)) {
      const loop = this.loops.at(-1);
      if (loop) {
        if (type.startsWith('break')) loop.broken |= before;
        else loop.continued |= before;
      }
      return 0;
    }
    if (type === 'defer_statement') return this.defer(node, before);
    if (
      /^(?:statement_block|block|program|module|statement_list|else_clause|finally_clause|catch_clause|except_clause|labeled_statement|synchronized_statement|constructor_body|source_file)$/.test(
        type,
      )
    ) {
      return children(node).reduce((state, child) => this.walk(child, state), before);
    }
    return this.evaluate(node, before);
  }

  /** @param denied conditions of the chain that did not hold, as they are written */
  private branch(node: Node, before: State, denied: readonly string[] = []): State {
    const initializer = node.childForFieldName('initializer');
    const condition = node.childForFieldName('condition');
    let state = initializer ? this.evaluate(initializer, before) : before;
    if (condition) state = this.evaluate(condition, state);
    const refined = condition ? this.question.refine(condition) : undefined;
    const alternatives = node.childrenForFieldName('alternative');
    const yes = refined === 'free-if-true' ? FREE : state;
    const written = plain(condition);
    // `if err != nil { … } else if err == nil { … }`: there is no third way.
    const isLast =
      written !== undefined && initializer === null && denied.includes(negated(written));
    const no = isLast ? 0 : refined === 'free-if-false' ? FREE : state;
    const then = this.walk(node.childForFieldName('consequence'), yes);
    if (alternatives.length === 0) return then | no;
    // Python has its `elif` clauses side by side.
    let rest = no;
    let after = then;
    for (const alternative of alternatives) {
      if (alternative.type === 'elif_clause') {
        const inner = alternative.childForFieldName('condition');
        rest = inner ? this.evaluate(inner, rest) : rest;
        after |= this.walk(alternative.childForFieldName('consequence'), rest);
      } else {
        const other = alternative.type === 'else_clause' ? elseOf(alternative) : alternative;
        const known = initializer === null && written !== undefined ? [...denied, written] : [];
        after |=
          other.type === 'if_statement' ? this.branch(other, rest, known) : this.walk(other, rest);
        rest = 0;
      }
    }
    return after | rest;
  }

  private loop(node: Node, before: State): State {
    const body = node.childForFieldName('body');
    let state = before;
    for (const child of children(node)) {
      if (child.id !== body?.id) state = this.evaluate(child, state);
    }
    const loop = { broken: 0, continued: 0, depth: this.frames.length };
    this.loops.push(loop);
    const once = this.walk(body, state) | loop.continued;
    // A second turn sees what the first has left.
    if ((once | state) !== state) this.walk(body, once | state);
    this.loops.pop();
    const isEndless = /^(?:while_statement)$/.test(node.type)
      ? /^\(?\s*(?:true|True|1)\s*\)?$/.test(node.childForFieldName('condition')?.text ?? '')
      : node.type === 'for_statement' && children(node).length === 1;
    const through = isEndless ? 0 : this.question.endsByLoop(node) ? FREE : state | once;
    return through | loop.broken;
  }

  private attempt(node: Node, before: State): State {
    const handlers = children(node).filter(({ type }) =>
      /^(?:catch|except)(?:_group)?_clause$/.test(type),
    );
    const last =
      node.childForFieldName('finalizer') ??
      children(node).find(({ type }) => type === 'finally_clause');
    const frame = {
      thrown: 0,
      catches: handlers.length > 0,
      gives: last ? this.givesIn(last) : false,
    };
    const resources = node.childForFieldName('resources');
    this.frames.push(frame);
    let state = resources ? this.evaluate(resources, before) : before;
    if (resources && state & HELD && !(before & HELD)) state = DEFERRED;
    let after = this.walk(node.childForFieldName('body'), state);
    for (const child of children(node)) {
      if (child.type === 'else_clause') after = this.walk(child, after);
    }
    this.frames.pop();
    if (handlers.length > 0 && last) {
      // A handler leaves through `finally` as well.
      this.frames.push({ thrown: 0, catches: false, gives: frame.gives });
    }
    for (const handler of handlers) after |= this.walk(bodyOf(handler), frame.thrown);
    if (handlers.length > 0 && last) {
      const rethrown = this.frames.pop()?.thrown ?? 0;
      if (rethrown & HELD && !frame.gives) this.fail(last, rethrown);
    }
    if (handlers.length === 0 && frame.thrown & HELD && !frame.gives) this.fail(node, frame.thrown);
    if (resources && after & DEFERRED) after = FREE;
    if (!last) return after;
    const end = this.walk(bodyOf(last), after === 0 ? frame.thrown || FREE : after);
    if (after === 0) return 0;
    return frame.gives ? FREE : end;
  }

  private within(node: Node, before: State): State {
    const clause = children(node).find(({ type }) => type === 'with_clause');
    let state = before;
    if (clause) {
      state = this.evaluate(clause, before);
      if (state & HELD && !(before & HELD)) state = DEFERRED;
    }
    const after = this.walk(node.childForFieldName('body'), state);
    return state === DEFERRED && before !== DEFERRED && after !== 0 ? FREE : after;
  }

  private choose(node: Node, before: State): State {
    const body = node.childForFieldName('body') ?? node;
    let state = before;
    for (const field of ['initializer', 'value', 'condition', 'subject']) {
      const part = node.childForFieldName(field);
      if (part) state = this.evaluate(part, state);
    }
    const loop = { broken: 0, continued: 0, depth: this.frames.length };
    this.loops.push(loop);
    let after = 0;
    let falls = 0;
    let hasDefault = false;
    const cases = [...children(body), ...children(node)].filter(({ type }) => CASES.test(type));
    for (const one of new Set(cases)) {
      hasDefault ||= /default/.test(one.type) || /^default\b|^case _/.test(one.text);
      const end = children(one).reduce((at, child) => this.walk(child, at), state | falls);
      // Only JavaScript and Java fall through to the next.
      if (/^switch_/.test(one.type)) falls = end;
      after |= end;
    }
    this.loops.pop();
    const outer = this.loops.at(-1);
    if (outer) outer.continued |= loop.continued;
    return after | loop.broken | (hasDefault ? 0 : state);
  }

  private defer(node: Node, before: State): State {
    const gives = this.givesIn(node);
    if (!gives) return before;
    this.given = true;
    return before & HELD ? (before & ~HELD) | DEFERRED : before;
  }

  /** Whether a part gives back, also in functions that it holds. */
  private givesIn(node: Node): boolean {
    if (CALLS.test(node.type) && this.question.effectOf(node) === 'give') return true;
    return node.children.some((child) => this.givesIn(child));
  }

  /** Runs an expression: its calls in the order they are made. */
  private evaluate(node: Node, before: State): State {
    let state = before;
    const visit = (at: Node): void => {
      if (FUNCTIONS.test(at.type)) return;
      for (const child of at.children) visit(child);
      if (at.type === 'await_expression' || at.type === 'await') return;
      if (!CALLS.test(at.type)) return;
      state = this.call(at, state);
    };
    visit(node);
    return state;
  }

  private call(node: Node, before: State): State {
    const effect = this.question.effectOf(node);
    if (effect === 'take') {
      return HELD;
    }
    if (effect === 'give') {
      this.given = true;
      // What is deferred as well has nothing left to give back.
      return before & (HELD | DEFERRED) ? FREE : before;
    }
    if (before & (HELD | DEFERRED)) {
      this.held.add(node.id);
      this.markInner(node);
    }
    // A function that is handed over gives it back when it runs: `.finally(() => client.release())`.
    const list = node.childForFieldName('arguments');
    const isEnd = (item: Node) => FUNCTIONS.test(item.type) && this.givesIn(item);
    const continued = this.question.continues(node);
    if (before & HELD && !continued && list && children(list).some(isEnd)) {
      this.given = true;
      return (before & ~HELD) | FREE;
    }
    if (before & HELD && this.question.grammar !== 'go') this.fail(node, before);
    const next = continued;
    if (next && before & HELD) {
      const inner = new Walker(this.question);
      const end = inner.walk(next.childForFieldName('body') ?? next, before);
      this.given ||= inner.given;
      for (const start of inner.held) this.held.add(start);
      this.leaks.push(...inner.leaks);
      if (end & HELD && !inner.continued) this.leave(next, 'end', end);
      this.continued = true;
      return FREE;
    }
    return before;
  }

  /** Callbacks that run at once run while the connection is held. */
  private markInner(call: Node): void {
    const callee = call.childForFieldName('function');
    const method = callee?.childForFieldName('property') ?? callee;
    if (!AT_ONCE.test(method?.text ?? '')) return;
    const mark = (node: Node): void => {
      if (CALLS.test(node.type)) this.held.add(node.id);
      for (const child of node.children) mark(child);
    };
    const list = call.childForFieldName('arguments');
    if (list) mark(list);
  }

  /** Something fails here, and goes to whoever catches it. */
  private fail(node: Node, state: State): void {
    for (let index = this.frames.length - 1; index >= 0; index--) {
      const frame = this.frames[index];
      if (!frame) continue;
      if (frame.catches) {
        frame.thrown |= state;
        return;
      }
      frame.thrown |= state;
      if (frame.gives) return;
    }
    if (!this.leaks.some(({ way }) => way === 'error')) this.leaks.push({ node, way: 'error' });
  }

  /** Leaves the function. */
  leave(node: Node, way: Leak['way'], state: State): void {
    if (this.continued && way === 'end') return;
    if (way === 'throw') {
      for (let index = this.frames.length - 1; index >= 0; index--) {
        const frame = this.frames[index];
        if (frame?.catches) {
          frame.thrown |= state;
          return;
        }
        if (frame?.gives) return;
      }
    } else if (this.frames.some(({ gives }) => gives)) return;
    if (!this.leaks.some((leak) => leak.node.id === node.id)) this.leaks.push({ node, way });
  }
}

/** A condition of one comparison, or one name, as it is written. */
function plain(condition: Node | null): string | undefined {
  const text = condition?.text.replace(/^\((.*)\)$/s, '$1').replace(/\s+/g, '');
  return text !== undefined && /^!?[\w.$]+(?:[!=]==?[\w.$]+)?$/.test(text) ? text : undefined;
}

/** What holds where a plain condition does not. */
function negated(condition: string): string {
  if (condition.includes('!=')) return condition.replace('!=', '==');
  if (condition.includes('==')) return condition.replace('==', '!=');
  return condition.startsWith('!') ? condition.slice(1) : `!${condition}`;
}

function elseOf(clause: Node): Node {
  return clause.childForFieldName('body') ?? children(clause)[0] ?? clause;
}

function bodyOf(clause: Node): Node {
  return clause.childForFieldName('body') ?? children(clause).at(-1) ?? clause;
}
