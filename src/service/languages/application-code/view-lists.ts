import type { ViewListFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { Grammar } from './grammars';
import type { Node } from './syntax/node';
import { recordsOf } from './tables/records';
import type { Imports } from './uses';

/** Classes of the REST framework and of Django that list rows. */
const LISTS =
  /^(?:ModelViewSet|ReadOnlyModelViewSet|ListAPIView|ListCreateAPIView|ListModelMixin|ListView)$/;
/** Other classes of theirs, which say nothing of pages. */
const BESIDE =
  /^(?:GenericViewSet|GenericAPIView|\w*ModelMixin|LoginRequiredMixin|PermissionRequiredMixin|UserPassesTestMixin)$/;
const FROM = /^(?:rest_framework|django\.(?:views|contrib\.auth))\b/;

/** What says pages, or lists the rows in a way of its own. */
const OWN =
  /\bpaginat|\bpage_size\b|\bdef\s+(?:list|get|dispatch|get_queryset|filter_queryset)\s*\(|\bqueryset\s*=(?![^\n]*\.objects\b)/;

/** `Order.objects.all()` with what leaves all of its rows. */
const WHOLE =
  /\b([A-Z]\w*)\.objects(?:\s*\.(?:all|order_by|select_related|prefetch_related|annotate|defer|only)\([^()]*\))*\s*$/;

/** The views of a file that list all rows of a model; one whose bases are not all known may have pages by them. */
export function viewLists(
  root: Node | null,
  grammar: Grammar,
  imports: Imports,
): readonly { readonly fact: ViewListFact; readonly at: Span }[] {
  if (grammar !== 'python' || !root) return [];
  return recordsOf(root).flatMap(({ name, head, fields, rest }) => {
    const bases =
      /\(([^()]*)\)\s{0,9}:?\s{0,9}$/
        .exec(head)?.[1]
        ?.split(',')
        .map((one) => one.trim()) ?? [];
    const known = bases.every((base) => {
      const [qualifier = '', member] = base.split('.');
      const binding = imports.get(qualifier);
      const called = member ?? binding?.name ?? base;
      return FROM.test(binding?.module ?? '') && (LISTS.test(called) || BESIDE.test(called));
    });
    const lists = bases.some((base) => LISTS.test(base.replace(/^\w+\./, '')));
    if (!known || !lists) return [];
    const off = fields.some((field) => field.name === 'pagination_class' && field.value === 'None');
    const body = off ? rest.replace(/\bpagination_class\s*=\s*None/, '') : rest;
    const queryset = fields.find((field) => field.name === 'queryset')?.value;
    const asked = queryset === undefined ? wholeOf(body) : WHOLE.exec(queryset)?.[1];
    const isDjango = bases.some((base) => /(?:^|\.)ListView$/.test(base));
    const model =
      asked ?? (isDjango ? fields.find((field) => field.name === 'model')?.value : undefined);
    const plain = queryset === undefined ? body.replace(GET_QUERYSET, '') : body;
    if (model === undefined || !/^[A-Z]\w*$/.test(model) || OWN.test(plain)) return [];
    const fact: ViewListFact = {
      ...{ kind: 'view-list', path: `/views/${name.text}`, view: name.text, model },
      bySettings: !off && !isDjango,
    };
    return [{ fact, at: name.span }];
  });
}

/** A view that answers with lists, and the serializer of another file that writes them. */
export interface ListingView {
  readonly view: string;
  readonly serializer: string;
  readonly at: Span;
}

/** The views of a file that list rows by a serializer: by a base of the framework, or as a set of the project's own. */
export function listingViews(root: Node | null, grammar: Grammar): readonly ListingView[] {
  if (grammar !== 'python' || !root || !root.text.includes('serializer_class')) return [];
  return recordsOf(root).flatMap(({ name, head, fields, rest }) => {
    // What belongs to who asks may well be one.
    if (/\bdef get_queryset\b[\s\S]{0,400}\brequest\.user\b/.test(rest)) return [];
    const serializer = fields.find((field) => field.name === 'serializer_class')?.value;
    if (serializer === undefined || !/^\w+$/.test(serializer)) return [];
    const bases = (/\(([^()]*)\)\s{0,9}:?\s{0,9}$/.exec(head)?.[1] ?? '')
      .split(',')
      .map((one) => one.trim().replace(/^\w+\./, ''));
    const isOwn =
      name.text.endsWith('ViewSet') &&
      fields.some((field) => field.name === 'queryset') &&
      bases.some((base) => !BESIDE.test(base) && base !== 'ViewSet');
    if (!isOwn && !bases.some((base) => LISTS.test(base))) return [];
    return [{ view: name.text, serializer, at: name.span }];
  });
}

/** A method that answers with one chain and nothing else. */
const GET_QUERYSET = /\bdef get_queryset\(self\)[^:\n]{0,80}:\s{1,40}return ([^\n]{1,300})/;

function wholeOf(body: string): string | undefined {
  const returned = GET_QUERYSET.exec(body)?.[1];
  return returned === undefined ? undefined : WHOLE.exec(returned)?.[1];
}
