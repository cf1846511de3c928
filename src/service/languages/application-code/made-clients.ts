import type { MadeClientFact } from '../../contracts/fact';
import { type Span, span } from '../../contracts/span';
import type { EntrySource } from './entries/entry';
import type { Grammar } from './grammars';

/** A client of Spring that its file makes: by its constructor, or by the builder that Spring Boot gives. */
const MAKES = /\bnew\s+RestTemplate\s*\(|\bRestTemplateBuilder\b/;
/** Made without anything, its factory waits for ever (docs.spring.io, `SimpleClientHttpRequestFactory`). */
const PLAIN = /\bnew\s+RestTemplate\s*\(\s*\)/;
/** Words by which it is given a limit, or a factory of which that is not seen. */
const LIMITS = /timeout|RequestFactory|RestTemplateBuilder|customizer/i;

/** The clients of Spring that a file of Java makes for others, and whether it limits how long they wait. */
export function madeClients(
  { root }: EntrySource,
  grammar: Grammar,
): readonly { readonly fact: MadeClientFact; readonly at: Span }[] {
  const text = grammar === 'java' ? (root?.text ?? '') : '';
  const found = MAKES.exec(text);
  if (!found) return [];
  const limited = !PLAIN.test(text) || LIMITS.test(text);
  return [
    {
      fact: { kind: 'made-client', path: '/clients/0', library: 'RestTemplate', limited },
      at: span(found.index, found.index + found[0].length),
    },
  ];
}
