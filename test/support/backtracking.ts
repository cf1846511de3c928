import { type AST, RegExpParser } from '@eslint-community/regexpp';

type Continue = (at: number) => boolean;
type Matcher = (at: number, then: Continue) => boolean;
type Part = AST.Element | AST.Alternative | AST.Pattern;

/** Thrown out of the matchers when the limit is reached. */
class TooMany extends Error {}

/**
 * Counts the steps that a backtracking engine takes over a text: every try of every part of an
 * expression, from every place where a match may begin. It tries in the order of ECMAScript and knows
 * no shortcuts, so the same text costs the same everywhere.
 */
export function stepCounterOf(
  source: string,
  flags: string,
): (text: string, most: number) => number {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  let text = '';
  let steps = 0;
  let limit = 0;
  const groups = new Map<AST.CapturingGroup, string>();
  const tests = new Map<string, Map<string, boolean>>();
  const setFlags = flags.replace(/[gym]/g, '');

  function step(): void {
    if (++steps > limit) throw new TooMany();
  }

  function set(raw: string, back: boolean): Matcher {
    const expression = new RegExp(`^${raw}$`, setFlags);
    const known = tests.get(raw) ?? new Map<string, boolean>();
    tests.set(raw, known);
    return (at, then) => {
      step();
      const character = text[back ? at - 1 : at];
      if (character === undefined) return false;
      let holds = known.get(character);
      if (holds === undefined) {
        holds = expression.test(character);
        known.set(character, holds);
      }
      return holds && then(back ? at - 1 : at + 1);
    };
  }

  function sequence(parts: readonly AST.Element[], back: boolean): Matcher {
    const all = parts.map((part) => compile(part, back));
    if (back) all.reverse();
    return (at, then) => {
      const from = (index: number, place: number): boolean => {
        const part = all[index];
        return part === undefined ? then(place) : part(place, (next) => from(index + 1, next));
      };
      return from(0, at);
    };
  }

  function choice(alternatives: readonly AST.Alternative[], back: boolean): Matcher {
    const all = alternatives.map(({ elements }) => sequence(elements, back));
    return (at, then) =>
      all.some((each) => {
        step();
        return each(at, then);
      });
  }

  function repeat({ element, min, max, greedy }: AST.Quantifier, back: boolean): Matcher {
    const once = compile(element, back);
    // A bound is a constant, however large; the texts here are shorter than some.
    const most = Number.isFinite(max) ? Math.min(max, Math.max(min, 8)) : max;
    return (at, then) => {
      const more = (count: number, place: number): boolean =>
        count < most &&
        once(place, (next) => (next === place && count >= min ? false : from(count + 1, next)));
      const from = (count: number, place: number): boolean => {
        step();
        if (count < min) return more(count, place);
        return greedy ? more(count, place) || then(place) : then(place) || more(count, place);
      };
      return from(0, at);
    };
  }

  function isWord(at: number): boolean {
    return /\w/.test(text[at] ?? '');
  }

  function assertion(node: AST.Assertion): Matcher {
    if (node.kind === 'start' || node.kind === 'end') {
      const isStart = node.kind === 'start';
      return (at, then) => {
        step();
        const isEdge = isStart ? at === 0 : at === text.length;
        const beside = text[isStart ? at - 1 : at];
        return (isEdge || (flags.includes('m') && beside === '\n')) && then(at);
      };
    }
    if (node.kind === 'word') {
      return (at, then) => {
        step();
        return (isWord(at - 1) !== isWord(at)) !== node.negate && then(at);
      };
    }
    if (!('alternatives' in node)) throw new Error(node.raw);
    const inside = choice(node.alternatives, node.kind === 'lookbehind');
    return (at, then) => inside(at, () => true) !== node.negate && then(at);
  }

  function compile(node: AST.Element, back: boolean): Matcher {
    switch (node.type) {
      case 'Quantifier':
        return repeat(node, back);
      case 'Group':
        return choice(node.alternatives, back);
      case 'CapturingGroup': {
        const inside = choice(node.alternatives, back);
        return (at, then) =>
          inside(at, (end) => {
            const before = groups.get(node);
            groups.set(node, text.slice(Math.min(at, end), Math.max(at, end)));
            if (then(end)) return true;
            if (before === undefined) groups.delete(node);
            else groups.set(node, before);
            return false;
          });
      }
      case 'Backreference':
        return (at, then) => {
          step();
          const resolved = Array.isArray(node.resolved) ? node.resolved[0] : node.resolved;
          const said = (resolved && groups.get(resolved)) ?? '';
          steps += said.length;
          return text.startsWith(said, at) && then(at + said.length);
        };
      case 'Assertion':
        return assertion(node);
      default:
        return set(node.raw, back);
    }
  }

  const whole = choice(pattern.alternatives, false);
  return (input, most) => {
    text = input;
    steps = 0;
    limit = most;
    try {
      let from = 0;
      while (from <= text.length) {
        let end = -1;
        groups.clear();
        const isFound = whole(from, (at) => {
          end = at;
          return true;
        });
        if (!isFound) {
          if (flags.includes('y')) break;
          from++;
        } else if (flags.includes('g')) from = Math.max(end, from + 1);
        else break;
      }
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
    }
    return steps;
  };
}

const COMMON = [...'aA0_ \n\t-./"\'=()[]{}@:$%é*#;,!<>\\|&`xse'];

/** Texts that may make an expression try again and again, by how often their middle is repeated. */
export function hostileTexts(
  source: string,
  flags: string,
): readonly ((times: number) => string)[] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const literals = new Set<string>();
  const quantifiers: AST.Quantifier[] = [];
  walk(pattern, (node) => {
    if (node.type === 'Character') literals.add(String.fromCodePoint(node.value));
    if (node.type === 'Quantifier' && !Number.isFinite(node.max)) quantifiers.push(node);
  });
  const pool = [...new Set([...literals, ...COMMON])];
  const setFlags = flags.replace(/[gym]/g, '');
  const members = new Map<string, readonly string[]>();
  const membersOf = (raw: string): readonly string[] => {
    const known =
      members.get(raw) ?? pool.filter((each) => new RegExp(`^${raw}$`, setFlags).test(each));
    members.set(raw, known);
    return known;
  };
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % Math.max(1, below);
  };

  function sample(node: Part, extra: number): string {
    switch (node.type) {
      case 'Pattern':
      case 'Group':
      case 'CapturingGroup':
        return sample(
          node.alternatives[random(node.alternatives.length)] as AST.Alternative,
          extra,
        );
      case 'Alternative':
        return node.elements.map((each) => sample(each, extra)).join('');
      case 'Quantifier': {
        const times = Math.min(node.max, node.min + random(extra + 1));
        return Array.from({ length: times }, () => sample(node.element, extra)).join('');
      }
      case 'Assertion':
      case 'Backreference':
        return '';
      default: {
        const all = membersOf(node.raw);
        return all[random(all.length)] ?? '';
      }
    }
  }

  /** What stands before a part, and behind it, in a text that matches. */
  function around(node: AST.Node, extra: number): readonly [string, string] {
    let [before, after] = ['', ''];
    for (let at: AST.Node = node; at.parent; at = at.parent) {
      if (at.parent.type !== 'Alternative') continue;
      const index = at.parent.elements.indexOf(at as AST.Element);
      before =
        at.parent.elements
          .slice(0, index)
          .map((each) => sample(each, extra))
          .join('') + before;
      after += at.parent.elements
        .slice(index + 1)
        .map((each) => sample(each, extra))
        .join('');
    }
    return [before, after];
  }

  const texts = new Map<string, (times: number) => string>();
  for (const quantifier of quantifiers) {
    const pumps = new Set<string>();
    for (let run = 0; run < 8; run++) pumps.add(sample(quantifier.element, run % 3));
    const { element } = quantifier;
    if (!('alternatives' in element) && 'raw' in element) {
      for (const each of membersOf(element.raw).slice(0, 12)) pumps.add(each);
    }
    for (let run = 0; run < 3; run++) {
      const [before, after] = around(quantifier, run);
      pumps.add(before + sample(quantifier, 1));
      pumps.add(before);
      for (const [index, pump] of [...pumps].entries()) {
        if (pump === '') continue;
        const ends = ['\u0000', after.slice(0, -1), ...(index < 4 ? ['', '\n'] : [])];
        for (const start of new Set(['', before])) {
          for (const end of new Set(ends)) {
            texts.set(
              `${start}\u0001${pump}\u0001${end}`,
              (times) => start + pump.repeat(times) + end,
            );
          }
        }
      }
    }
  }
  return [...texts.values()];
}

function walk(node: Part, visit: (node: Part) => void): void {
  visit(node);
  if (node.type === 'Quantifier') walk(node.element, visit);
  else if (node.type === 'Alternative') for (const each of node.elements) walk(each, visit);
  else if ('alternatives' in node) {
    for (const each of node.alternatives) walk(each, visit);
  }
}

/**
 * The hostile text over which an expression takes more steps than grow with the text, and the power of
 * the growth; `undefined` where none was found.
 */
export function worstOf(
  source: string,
  flags: string,
): { readonly text: string; readonly power: number } | undefined {
  const count = stepCounterOf(source, flags);
  let worst: { readonly text: string; readonly power: number } | undefined;
  const most = 100_000;
  for (const textOf of hostileTexts(source, flags)) {
    const size = Math.max(1, Math.ceil(24 / textOf(1).length));
    const long = textOf(4 * size);
    // The square of a text of this length is more.
    if (count(long, most) < 16 * long.length) continue;
    const [half, full] = [6 * size, 12 * size].map((times) => count(textOf(times), most)) as [
      number,
      number,
    ];
    const power = full >= most ? 9 : Math.log2(full / half);
    if (power > 1.45 && power > (worst?.power ?? 0)) worst = { text: textOf(3), power };
    if (power === 9) break;
  }
  return worst;
}
