import { children } from '../tree';
import { functionOf, type Region, type Use, type Uses, usesIn } from '../uses';

/**
 * Whether a function works on for as long as there is work once a call has been made: `while True`,
 * `for { … }`, `while not stopped`, `for await (const message of consumer)`. What is made in front of such a
 * loop is made once.
 */
export function isBeforeWorkLoop(use: Use, uses: Uses): boolean {
  const scope = functionOf(use);
  const behind = { start: use.at.end, end: scope.node.endIndex };
  return usesIn(uses, behind).some((other) => {
    for (let at: Region | null = other.region; at && at !== use.region; at = at.around) {
      if (at.kind === 'function') return false;
      if (at.kind === 'loop' && at.at.start >= use.at.end && waitsForWork(at)) return true;
    }
    return false;
  });
}

/** No end is written: no list is gone through, and nothing is counted or compared. */
function waitsForWork({ node }: Region): boolean {
  const head = node.type;
  if (head === 'while_statement' || head === 'do_statement') {
    return !/[<>]|[=!]=/.test(node.childForFieldName('condition')?.text ?? '<');
  }
  if (head === 'for_statement' && children(node).length === 1) return true;
  if (head === 'for_statement' && node.children[0]?.type === 'async') return true;
  // `for (;;)`, `for await (… of …)`
  const text = node.text.slice(0, 60);
  return /^for\s{0,9}\(\s{0,9};\s{0,9};\s{0,9}\)|^for\s{1,9}await\b/.test(text);
}
