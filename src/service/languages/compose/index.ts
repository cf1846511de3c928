import type { EmbeddedText } from '../../contracts/embedded';
import type {
  AddressFact,
  ComposeServiceFact,
  Fact,
  OptionalServiceFact,
  PoolerFact,
} from '../../contracts/fact';
import { type Placed, withoutPlaces } from '../../contracts/facts/placed';
import { defineLanguage, type SourceText } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { type DataNode, entryOf, itemsOf, pointer, stepsOf, textOf } from '../../syntax/data-node';
import { embeddedText } from '../../syntax/embedded';
import { readYaml, type YamlData } from '../../syntax/yaml';
import { isTemplate } from '../../text/placeholders';
import { addedParameter, databaseAddress } from '../shared/database-addresses';
import { unfilled } from './interpolate';
import { normalisedService, servicesOf } from './normalise';
import { poolerOf } from './pooler';
import { conditionOf, OPEN_PROFILES, OPTIONAL_SERVICES, underProfiles } from './profiles';
import { type ComposePlaces, serviceOf } from './services';

/** What a compose file says by itself; a build lays its files over each other. */
export interface ComposeModel {
  readonly services: readonly Placed<ComposeServiceFact>[];
  readonly addresses: readonly Placed<AddressFact>[];
}

declare module '../../contracts/rule' {
  interface Models {
    compose: ComposeModel;
  }
}

/** Compose files: services, what they start and what they are given. */
export const compose = defineLanguage<ComposeModel>({
  id: 'compose',
  analyse: (source) => {
    const read = readYaml(source.text, { uri: source.uri });
    // What no reader takes before an engine has filled it in says nothing.
    const isUnfilled = read.problems.length > 0 && isTemplate(source.text);
    const data = isUnfilled ? readYaml('', { uri: source.uri }) : read;
    const placed = placesOf(source, data);
    const isOpen = entryOf(data.documents[0], OPEN_PROFILES) !== undefined;
    const started = servicesIn(data.documents, source, placed, 'services');
    const services = isOpen ? underProfiles(started) : started;
    const optional = servicesIn(data.documents, source, placed, OPTIONAL_SERVICES);
    const addresses = services.flatMap((service) => addressesOf(service, source.text));
    const poolers = services.flatMap((service) => poolerOf(service) ?? []);
    const places = new Map<string, Span>();
    const facts: Fact[] = [
      ...services.map((service) => withoutPlaces<ComposeServiceFact>(service, places)),
      ...poolers.map((pooler) => withoutPlaces<PoolerFact>(pooler, places)),
      ...addresses.map((address) => withoutPlaces<AddressFact>(address, places)),
      ...optional.map((each): OptionalServiceFact => {
        const condition = conditionOf(each) ?? '?';
        const service = withoutPlaces<ComposeServiceFact>({ ...each, condition }, places);
        return { kind: 'optional-service', path: service.path, service };
      }),
    ];
    return {
      model: { services, addresses },
      syntax: data.problems,
      facts,
      places,
      comments: [...source.text.matchAll(/(?<=^|\s)#([^\r\n]*)/g)].map(
        ({ index, 0: whole, 1: text = '' }) => ({ at: span(index, index + whole.length), text }),
      ),
      description: 'services of Docker Compose',
      limits: isUnfilled
        ? ['It is a template, which is no compose file before it is filled in.']
        : [],
      embedded: configsIn(data, source.text),
    };
  },
  edit: (_source, { model }, { path, change }) => {
    const address = model.addresses.find((other) => other.path === path);
    return address && change.op === 'insert'
      ? [addedParameter(address.at, address.parameters, change.key, change.text)]
      : undefined;
  },
  comment: (_source, text) => `# ${text}`,
});

/** The files that `configs` write themselves, named as the services see them. */
function configsIn({ documents, placeOf }: YamlData, text: string): readonly EmbeddedText[] {
  const [document] = documents;
  const configs = entryOf(document, 'configs');
  const services = entryOf(document, 'services');
  return entriesIn(configs).flatMap(([name, config]) => {
    const content = textOf(entryOf(config, 'content'));
    const path = pointer(pointer('/0/configs', name), 'content');
    const at = placeOf(path);
    if (content === undefined || at === undefined) return [];
    const target = entriesIn(services)
      .flatMap(([, service]) => itemsOf(entryOf(service, 'configs')))
      .find((each) => textOf(entryOf(each, 'source')) === name);
    const file = textOf(entryOf(target, 'target')) ?? name;
    const written = { path, name: file.slice(file.lastIndexOf('/') + 1) };
    return [embeddedText(text, at, { ...written, text: content.replaceAll('$$', '$') })];
  });
}

function entriesIn(node: DataNode | undefined): readonly (readonly [string, DataNode])[] {
  return node?.kind === 'map' ? [...node.entries] : [];
}

function servicesIn(
  documents: readonly DataNode[],
  { path }: SourceText,
  places: ComposePlaces,
  key: string,
): readonly Placed<ComposeServiceFact>[] {
  const services = key === 'services' ? servicesOf(documents[0]) : entryOf(documents[0], key);
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  return entriesIn(services).flatMap(([name, node]) => {
    const service = normalisedService(unfilled(node));
    const configs = entryOf(documents[0], 'configs');
    return service.kind === 'map' ? [serviceOf(name, service, folder, configs, places)] : [];
  });
}

/** A value is where it is written; what is not written is at the closest thing that holds it. */
function placesOf({ uri, text }: SourceText, data: YamlData): ComposePlaces {
  const end = span(text.length, text.length);
  return {
    pathOf: ({ trail }) =>
      trail.find((step) => step.uri === uri)?.path ?? pointer('', trail[0]?.path ?? '0'),
    at(path) {
      const steps = stepsOf(path);
      for (let count = steps.length; count > 0; count--) {
        const at = data.placeOf(steps.slice(0, count).reduce<string>(pointer, ''));
        if (at) return at;
      }
      return end;
    },
  };
}

/** The variables of a service that hold addresses of PostgreSQL. */
function addressesOf(
  { environment }: Placed<ComposeServiceFact>,
  text: string,
): readonly Placed<AddressFact>[] {
  return Object.entries(environment).flatMap(([env, field]) => {
    const address = field.state === 'known' ? databaseAddress(field.value) : undefined;
    if (field.state !== 'known' || !address) return [];
    const start = text.slice(field.at.start, field.at.end).indexOf(field.value);
    const at =
      start < 0
        ? field.at
        : span(field.at.start + start, field.at.start + start + field.value.length);
    return [{ kind: 'address' as const, at, path: field.path, env, ...address }];
  });
}
