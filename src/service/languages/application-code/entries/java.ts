import type { Node } from '../syntax/node';
import { ancestors } from '../tree';
import { attributeIn } from './at-once';
import { type Entry, type EntrySource, joinPaths } from './entry';

const SPRING =
  /@(Get|Post|Put|Patch|Delete|Request)Mapping\b(?:\s{0,20}\(\s{0,20}(?:[^)]{0,200}?(?:value|path)\s{0,20}=\s{0,20})?\{?\s{0,20}"([^"]{0,300})")?/;
const JAX_RS = /@(GET|POST|PUT|PATCH|DELETE)\b/;
const TASKS = /@(Scheduled|KafkaListener|RabbitListener|JmsListener|SqsListener|EventListener)\b/;
const SERVLET = /^(?:do(?:Get|Post|Put|Delete|Filter|FilterInternal)|handleRequest|preHandle)$/;

/** Reads the handlers of a file of Java, by annotations and by the names a container calls. */
export function entriesOfJava({ declarations }: EntrySource): readonly Entry[] {
  return declarations.all.flatMap((declared): readonly Entry[] => {
    const { node, name, key, overload } = declared;
    const modifiers = modifiersOf(node);
    const at = (node.childForFieldName('name') ?? node).span;
    const common = { handler: key.slice(0, key.length - overload.length), own: node.span, at };
    const [, mapping, path] = SPRING.exec(modifiers) ?? [];
    if (mapping !== undefined) {
      const method = /RequestMethod\.(\w+)/.exec(modifiers)?.[1];
      return [
        {
          ...{ on: 'request', framework: 'Spring MVC', ...common },
          verb: mapping === 'Request' ? (method ?? 'ANY') : mapping.toUpperCase(),
          pattern: joinPaths(prefixOf(node), path ?? ''),
        },
      ];
    }
    const verb = JAX_RS.exec(modifiers)?.[1];
    if (verb !== undefined) {
      const own = /@Path\s*\(\s*"([^"]*)"/.exec(modifiers)?.[1] ?? '';
      const pattern = joinPaths(prefixOf(node), own);
      return [{ on: 'request', framework: 'JAX-RS', verb, pattern, ...common }];
    }
    const task = TASKS.exec(modifiers)?.[1];
    if (task !== undefined) {
      const on = task === 'Scheduled' ? 'schedule' : 'message';
      const atOnce = on === 'message' ? attributeIn(modifiers, at) : undefined;
      return [
        { on, framework: task, verb: null, pattern: name, ...common, ...(atOnce && { atOnce }) },
      ];
    }
    return SERVLET.test(name)
      ? [{ on: 'request', framework: 'Servlet', verb: null, pattern: name, ...common }]
      : [];
  });
}

/** Annotations and modifiers of a declaration. */
export function modifiersOf(node: Node): string {
  return node.namedChildren.find(({ type }) => type === 'modifiers')?.text ?? '';
}

/** `@RequestMapping("/api")` or `@Path("/api")` of the class around a method. */
function prefixOf(node: Node): string {
  for (const around of ancestors(node)) {
    if (around.type !== 'class_declaration') continue;
    return (
      /@(?:RequestMapping|Path)\s{0,20}\(\s{0,20}(?:[^)"]{0,200}?(?:value|path)\s{0,20}=\s{0,20})?\{?\s{0,20}"([^"]{0,300})"/.exec(
        modifiersOf(around),
      )?.[1] ?? ''
    );
  }
  return '';
}
