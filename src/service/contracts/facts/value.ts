import type { ByDefault, Field, Origin, Reference } from '../field';

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
      /** The name whose value it is; whoever knows the process or the build binds it. */
      readonly reference?: Reference;
      /** The text that waits for variables, as it is written. */
      readonly expression?: string;
    }
  | { readonly state: 'absent'; readonly path: string };

/** The placeless form of a field. */
export function factValue<T>(field: Field<T>): FactValue<T> {
  switch (field.state) {
    case 'known':
      return { state: 'known', value: field.value, origin: field.origin, path: field.path };
    case 'unknown': {
      const { why, path, byDefault, reference, expression } = field;
      return {
        state: 'unknown',
        why,
        path,
        ...(byDefault && { byDefault }),
        ...(reference && { reference }),
        ...(expression !== undefined && { expression }),
      };
    }
    case 'absent':
      return { state: 'absent', path: field.path };
  }
}
