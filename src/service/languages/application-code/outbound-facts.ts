import type { FactValue, OutboundCallFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { ApplicationModel } from './model';
import { type OutboundCall, outboundCalls } from './outbound';
import type { Node } from './syntax/node';
import { keptWith, rootOf } from './tree';
import type { Uses } from './uses';

/** An address as code writes it: the host itself, or the variable of its environment that holds it. */
interface Address {
  /** `https://api.example.com`; with a variable, what is taken where that is not set. */
  readonly host: string | null;
  readonly variable: string | null;
}

/**
 * The calls of other machines in a file whose address is written, or comes whole from one variable of its
 * environment; each address with each limit once.
 */
export function outboundFacts({ uses }: Pick<ApplicationModel, 'uses'>): readonly {
  readonly fact: OutboundCallFact;
  readonly at: Span;
}[] {
  const told = new Set<string>();
  return outboundCalls(uses).flatMap((call) => {
    const { use, library, timeout } = call;
    const address = addressOf(call, uses);
    if (!address) return [];
    const limit = timeout.state === 'known' ? timeout.value : timeout.state;
    const key = `${address.variable} ${address.host} ${limit}`;
    if (told.has(key)) return [];
    const path = `/outbound/${told.size}`;
    told.add(key);
    const fact: OutboundCallFact = {
      ...{ kind: 'outbound-call', path, library, host: valueOf(address, path), timeout },
    };
    return [{ fact, at: use.methodAt }];
  });
}

function valueOf({ host, variable }: Address, path: string): FactValue<string> {
  if (variable !== null) {
    const reference = { space: 'env' as const, name: variable, fallback: host };
    return { state: 'unknown', why: `the variable ${variable}`, path, reference };
  }
  return { state: 'known', value: host ?? '', origin: 'declared', path };
}

function addressOf({ use, library, host }: OutboundCall, uses: Uses): Address | undefined {
  if (host !== null) return { host, variable: null };
  // Its client knows where it goes.
  if (library === 'Stripe') return { host: 'https://api.stripe.com', variable: null };
  const [first] = use.arguments;
  if (!first) return undefined;
  const written = addressIn(first.text);
  if (written) return written;
  const name = FIRST_NAME.exec(first.text)?.[1];
  return name === undefined ? undefined : namedAddresses(uses).get(name);
}

/** The name that an expression begins with: `API + '/orders'`, `${API}/orders`, `f"{settings.API}/orders"`. */
const FIRST_NAME = /^(?:f?["'`])?\$?\{?(?:\w{1,40}\.){0,3}(\w{1,60})(?![\w(.])/;

/** A host that is written whole, with its scheme. */
const HOST = String.raw`(https?:\/\/[^/$\`{}\s"'%<>\\]{1,200})`;

/** How each language asks for a variable of its environment. */
const VARIABLE = String.raw`(?:process\.env\.(\w{1,80})|(?:process\.env|os\.environ)\[["'](\w{1,80})["']\]|(?:os\.environ\.get|os\.getenv|os\.Getenv|System\.getenv)\(["'](\w{1,80})["'])`;

/** What is taken where a variable is not set. */
const FALLBACK = String.raw`[)\s!]{0,5}(?:(?:\?\?|\|\||or|,)\s{0,5}["'\`]${HOST})?`;

const WRITTEN = new RegExp(String.raw`^[fr]?["'\`]${HOST}`);
const ASKED = new RegExp(String.raw`^(?:f?["'\`])?\$?\{?${VARIABLE}${FALLBACK}`);

/** An address that an expression begins with. */
function addressIn(expression: string): Address | undefined {
  const host = WRITTEN.exec(expression)?.[1];
  if (host !== undefined) return { host, variable: null };
  const asked = ASKED.exec(expression);
  if (!asked) return undefined;
  const [, dotted, indexed, called, fallback = null] = asked;
  return { host: fallback, variable: dotted ?? indexed ?? called ?? '' };
}

/** A name that is given something that may be an address: `const API = …`, `API: str = …`, `api := …`. */
const NAMED =
  /(?<!\w)(\w{1,60})(?:\s{0,3}:\s{0,3}[\w.]{1,40})?\s{0,3}:?=\s{0,3}(?=[fr]?["'`]?https?:|process\.env|os\.|System\.getenv)/g;

/** So much of what a name is given is looked at. */
const MAX_EXPRESSION = 600;

/** Addresses that names of a file hold; a name that is given two says none. */
const namedAddresses = keptWith((uses: Uses): ReadonlyMap<string, Address> => {
  const found = new Map<string, Address>();
  const twice = new Set<string>();
  const [first] = uses.all;
  if (!first) return found;
  const { text }: Node = rootOf(first.node);
  for (const match of text.matchAll(NAMED)) {
    const [whole, name = ''] = match;
    const begin = match.index + whole.length;
    const address = addressIn(text.slice(begin, begin + MAX_EXPRESSION));
    if (found.has(name) || !address) twice.add(name);
    else found.set(name, address);
  }
  for (const name of twice) found.delete(name);
  return found;
});
