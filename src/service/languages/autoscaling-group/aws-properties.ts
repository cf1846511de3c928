import { PROPERTIES, VALUES } from './aws-tables';

/** A property as AWS declares it. */
export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly list: boolean;
  /** The type of its block, a key for {@link propertiesOf}. */
  readonly block: string | undefined;
  /** The enumeration its value is of, a key for {@link valuesOf}. */
  readonly values: string | undefined;
}

const WORD = /^(\w+)(!?)((?:\[\])?)(?::(\w+))?(?:=(\w+))?$/;

/**
 * The properties of a CloudFormation type (`AWS::AutoScaling::ScalingPolicy`), an API input
 * (`PutScalingPolicyType`) or a block of one; none for what the tables leave out. AWS adds
 * properties all the time, so an unknown one is never wrong.
 */
export function propertiesOf(type: string): readonly Property[] {
  return readWords(
    PROPERTIES[type] ?? '',
    type.includes('::') ? (type.split('.')[0] ?? '') : 'Api',
  );
}

/** Properties in the notation of the tables; `owner` is what the names of their blocks begin with. */
export function readWords(words: string, owner: string): readonly Property[] {
  return words.split(' ').flatMap((word) => {
    const [, name, required, list, block, values] = WORD.exec(word) ?? [];
    if (name === undefined) return [];
    return [
      {
        name,
        required: required === '!',
        list: list === '[]',
        block: block === undefined ? undefined : `${owner}.${block}`,
        values,
      },
    ];
  });
}

/** The values of an enumeration of the API, such as `MetricType`. */
export function valuesOf(enumeration: string): readonly string[] {
  return (VALUES[enumeration] ?? '').split(' ').filter((value) => value !== '');
}
