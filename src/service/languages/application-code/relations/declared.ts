import type { ExportFact, LazyRelation } from '../../../contracts/fact';
import type { Grammar } from '../grammars';
import type { Node } from '../syntax/node';
import { children } from '../tree';
import type { Imports } from '../uses';

/** The lazy relations of the models of a file: by model, and by the name of the relation. */
export type Relations = ReadonlyMap<string, Readonly<Record<string, LazyRelation>>>;

const DJANGO = /^(?:models\.)?(ForeignKey|OneToOneField|ManyToManyField)\(/;
const SQLALCHEMY = /^(?:\w+\.)?relationship\(/;

/** Loading that a relation of SQLAlchemy itself says; `select` and `True` are the default, which is lazy. */
const SAYS_LOADING = /\blazy\s*=\s*(?!["']select["']|True\b)/;

/** Reads which relations of a file's models are read from the database when somebody touches them. */
export function relationsOf(root: Node, grammar: Grammar, imports: Imports): Relations {
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
    if (relations && Object.keys(relations).length > 0) found.set(name, relations);
  }
  return found;
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

/** The relations as other files can take them. */
export function relationFacts(relations: Relations): readonly ExportFact[] {
  return [...relations].map(([name, own]) => ({
    ...{ kind: 'export', path: `/relations/${name}`, as: `relations ${name}`, holds: 'relations' },
    ...{ title: name, module: '', pool: null, single: false, relations: own },
  }));
}
