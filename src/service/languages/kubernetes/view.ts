import type { Span } from '../../contracts/span';

/** Makes views of data of one document, `by` characters further on; equal data gives equal views. */
export type View = <T>(value: T) => T;

/**
 * The same data, further on in the text: every span in it, and every `insertAt`, counts from there,
 * and nothing else is different. A view is made where it is read, so moving a large document costs
 * nothing until somebody looks at its end.
 */
export function viewFrom(by: number): View {
  if (by === 0) return (value) => value;
  const views = new WeakMap<object, unknown>();
  const handler: ProxyHandler<object> = {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value === 'number') return key === 'insertAt' ? value + by : value;
      return view(value);
    },
  };
  function view<T>(value: T): T {
    if (typeof value !== 'object' || value === null || value instanceof Set) return value;
    const made = views.get(value);
    if (made !== undefined) return made as T;
    const fresh = isSpan(value) ? moved(value, by) : new Proxy(value, handler);
    views.set(value, fresh);
    return fresh as T;
  }
  return view;
}

/** The same span, `by` characters further on. */
export function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function isSpan(value: object): value is Span {
  return 'start' in value && 'end' in value && typeof value.start === 'number';
}
