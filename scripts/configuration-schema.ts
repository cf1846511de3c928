import { CHECKLIST } from '../src/service/checklist-items';
import {
  BUILD,
  DATABASE,
  IGNORE,
  KEYS,
  TARGETS,
  type Word,
} from '../src/service/features/configurationWords';

/**
 * Schemas of `headroom.yaml` and the file of ticks, for editors that complete and explain YAML by schemas.
 * Everything fits them: what is wrong is said by Headroom alone, and once.
 */
export function configurationSchemas(): readonly (readonly [file: string, text: string])[] {
  const entries: Readonly<Record<string, object>> = {
    targets: { properties: propertiesOf(TARGETS) },
    databases: { items: { properties: propertiesOf(DATABASE) } },
    builds: { items: { properties: propertiesOf(BUILD) } },
    ignore: { items: { properties: propertiesOf(IGNORE) } },
  };
  const keys = Object.entries(propertiesOf(KEYS)).map(
    ([key, described]) => [key, { ...described, ...entries[key] }] as const,
  );
  const items = CHECKLIST.flatMap((group) =>
    group.items.map(({ id, text }) => [id, { description: text }] as const),
  );
  return [
    ['schemas/headroom.schema.json', schema('headroom.yaml', Object.fromEntries(keys))],
    [
      'schemas/headroom-checklist.schema.json',
      schema('headroom-checklist.yaml', Object.fromEntries(items)),
    ],
  ];
}

function propertiesOf(words: readonly Word[]): Readonly<Record<string, object>> {
  return Object.fromEntries(words.map(({ label, about }) => [label, { description: about }]));
}

function schema(title: string, properties: object): string {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  return `${JSON.stringify({ $schema, title, properties }, null, 2)}\n`;
}
