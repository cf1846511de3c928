import type { ExportFact, LazyRelation } from '../../../contracts/fact';
import type { Grammar } from '../grammars';
import type { Node } from '../syntax/node';
import { children } from '../tree';
import type { Imports } from '../uses';

/** The lazy relations of the models of a file: by model, and by the name of the relation. */
export type Relations = ReadonlyMap<string, Readonly<Record<string, LazyRelation>>>;

const DJANGO = /^(?:models\.)?(ForeignKey|OneToOneField|ManyToManyField)\(/;
const SQLALCHEMY = /^(?:\w+\.)?[rR]elationship\(/;

/** Loading that a relation of SQLAlchemy itself says; `select` and `True` are the default, which is lazy. */
const SAYS_LOADING = /\blazy["']?\s*[=:]\s*(?!["']select["']|True\b)/;

/** Reads which relations of a file's models are read from the database when somebody touches them. */
export function relationsOf(root: Node, grammar: Grammar, imports: Imports): Relations {
  if (grammar === 'java') return relationsOfJava(root);
  const modules = [...imports.values()].map(({ module }) => module);
  if (grammar !== 'python') return NONE;
  const isDjango = modules.some((module) => /^django\.(?:contrib\.gis\.)?db\b/.test(module));
  const isSqlAlchemy = modules.some((module) =>
    /^(?:sqlalchemy|flask_sqlalchemy|sqlmodel)\b/.test(module),
  );
  if (!isDjango && !isSqlAlchemy) return NONE;
  const found = new Map<string, Record<string, LazyRelation>>();
  for (const statement of children(root)) {
    const definition = statement.childForFieldName('definition') ?? statement;
    const name =
      definition.type === 'class_definition' && definition.childForFieldName('name')?.text;
    if (!name) continue;
    const relations = relationsIn(definition, isDjango);
    if (relations) found.set(name, relations);
  }
  if (isDjango) for (const statement of children(root)) addReverse(statement, found);
  return new Map([...found].filter(([, relations]) => Object.keys(relations).length > 0));
}

const NONE: Relations = new Map();

/** The lazy relations of a class; `undefined` where it has a manager of its own, which may load them. */
function relationsIn(
  definition: Node,
  isDjango: boolean,
): Record<string, LazyRelation> | undefined {
  const body = definition.childForFieldName('body');
  const relations: Record<string, LazyRelation> = {};
  for (const statement of body ? children(body) : []) {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
    if (assignment?.type !== 'assignment') continue;
    const field = assignment.childForFieldName('left')?.text ?? '';
    const right = assignment.childForFieldName('right')?.text ?? '';
    if (!/^\w+$/.test(field)) continue;
    if (isDjango && field === 'objects') return undefined;
    const kind = isDjango ? DJANGO.exec(right)?.[1] : undefined;
    if (kind) relations[field] = { mapper: 'django', many: kind === 'ManyToManyField' };
    else if (SQLALCHEMY.test(right) && !SAYS_LOADING.test(right)) {
      relations[field] = { mapper: 'sqlalchemy', many: false };
    }
  }
  return relations;
}

/** `item_set`, or what `related_name` says, of the model of the same file that a foreign key leads to. */
function addReverse(statement: Node, found: Map<string, Record<string, LazyRelation>>): void {
  const definition = statement.childForFieldName('definition') ?? statement;
  const name = definition.type === 'class_definition' && definition.childForFieldName('name')?.text;
  const body = definition.childForFieldName('body');
  if (!name || !body || /\babstract\s*=\s*True/.test(body.text)) return;
  for (const [, to = '', rest = ''] of body.text.matchAll(
    /=\s{0,9}(?:models\.)?(?:ForeignKey|ManyToManyField)\(\s{0,40}(?:to\s{0,4}=\s{0,4})?["']?(\w{1,80})["']?([^()]{0,300})/g,
  )) {
    const target = found.get(to);
    const named = /\brelated_name\s{0,4}=\s{0,4}["'](\w+)["']/.exec(rest)?.[1];
    if (!target || to === name || (named === undefined && /\brelated_name\b/.test(rest))) continue;
    target[named ?? `${name.toLowerCase()}_set`] = { mapper: 'django', many: true };
  }
}

/** Relations of JPA that are lazy: to many by default, to one where it is said. */
function relationsOfJava(root: Node): Relations {
  const found = new Map<string, Record<string, LazyRelation>>();
  for (const statement of children(root)) {
    const name = statement.childForFieldName('name')?.text;
    const modifiers = statement.namedChildren.find(({ type }) => type === 'modifiers')?.text ?? '';
    if (!name) continue;
    if (statement.type === 'interface_declaration') {
      // What loads relations somewhere may load any of them: nothing is said of its rows.
      if (LOADS.test(statement.text)) found.set(name, { '*': { mapper: 'jpa', many: false } });
    } else if (
      statement.type === 'class_declaration' &&
      /@(?:\w{1,40}\.){0,9}Entity\b/.test(modifiers)
    ) {
      const relations: Record<string, LazyRelation> = {};
      for (const member of children(statement.childForFieldName('body') ?? statement)) {
        if (member.type !== 'field_declaration') continue;
        const annotations =
          member.namedChildren.find(({ type }) => type === 'modifiers')?.text ?? '';
        const field = member.childForFieldName('declarator')?.childForFieldName('name')?.text;
        const many = /@(?:OneToMany|ManyToMany|ElementCollection)\b/.test(annotations);
        const isLazy = many ? !/\bEAGER\b/.test(annotations) : TO_ONE.test(annotations);
        if (field && isLazy && !/@(?:BatchSize|Fetch)\b/.test(annotations)) {
          relations[field] = { mapper: 'jpa', many };
        }
      }
      if (Object.keys(relations).length > 0) found.set(name, relations);
    }
  }
  return found;
}

const TO_ONE = /@(?:ManyToOne|OneToOne)\s{0,9}\([^()]{0,200}\bLAZY\b/;
const LOADS = /@(?:\w{1,40}\.){0,9}EntityGraph\b|\bjoin\s{1,40}fetch\b/i;

/** The relations as other files can take them. */
export function relationFacts(relations: Relations): readonly ExportFact[] {
  return [...relations].map(([name, own]) => ({
    ...{ kind: 'export', path: `/relations/${name}`, as: `relations ${name}`, holds: 'relations' },
    ...{ title: name, module: '', pool: null, single: false, relations: own },
  }));
}
