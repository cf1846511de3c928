import type { ByDefault, Field, Origin } from '../field';

/**
 * A {@link Field} without its place: what a file says, comparable by value. Two analyses of a file
 * whose facts are equal leave every other file as it was, however the lines have moved.
 */
export type FactValue<T> =
  | { readonly state: 'known'; readonly value: T; readonly origin: Origin; readonly path: string }
  | {
      readonly state: 'unknown';
      readonly why: string;
      readonly path: string;
      readonly byDefault?: ByDefault;
    }
  | { readonly state: 'absent'; readonly path: string };

/** The placeless form of a field. */
export function factValue<T>(field: Field<T>): FactValue<T> {
  switch (field.state) {
    case 'known':
      return { state: 'known', value: field.value, origin: field.origin, path: field.path };
    case 'unknown': {
      const { why, path, byDefault } = field;
      const fact = { state: 'unknown', why, path } as const;
      return byDefault === undefined ? fact : { ...fact, byDefault };
    }
    case 'absent':
      return { state: 'absent', path: field.path };
  }
}
