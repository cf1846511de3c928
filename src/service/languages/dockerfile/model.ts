import type { Draft } from '../../contracts/draft';
import type { CommandLine, CopyFact, HealthcheckFact, ImageFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, unknown } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { type DockerfileInstruction, readDockerfile } from '../../syntax/dockerfile';
import { fillIn, textParts } from '../../syntax/parameters';
import { readShell } from '../../syntax/shell';
import { entryOf } from '../../text/tables';
import { durationSeconds } from '../shared/amounts';
import { commandsOf, execForm, shellForm } from '../shared/command-lines';
import { commandOfBase, runtimeOf } from './runtimes';

/** What a Dockerfile makes: an image for each stage that can be asked for. */
export interface DockerfileModel {
  readonly images: readonly Placed<ImageFact>[];
}

type Image = Draft<Placed<ImageFact>> & {
  /** Texts that the Dockerfile itself writes into the image, by their paths there. */
  written: ReadonlyMap<string, string>;
};
type Values = Readonly<Record<string, Field<string>>>;

/** Reads a Dockerfile; a stage has what the stages it is built on leave to it. */
export function imagesOf(text: string): {
  readonly images: readonly Placed<ImageFact>[];
  readonly comments: ReturnType<typeof readDockerfile>['comments'];
} {
  const { instructions, comments } = readDockerfile(text);
  const stages: Image[] = [];
  let globals: Values = {};
  for (const instruction of instructions) {
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM') stages.push(begun(instruction, stages, globals));
    else if (stage) continueStage(stage, instruction, globals);
    else if (instruction.keyword === 'ARG')
      globals = withValues(globals, instruction, '/arguments', {});
  }
  return {
    images: stages.map(({ written: _, ...stage }, index) => ({
      ...stage,
      final: index === stages.length - 1,
    })),
    comments,
  };
}

function begun(
  { text, at }: DockerfileInstruction,
  stages: readonly Image[],
  globals: Values,
): Image {
  const [, image = '', name = null] = /^(\S+)(?:\s+AS\s+(\S+))?/i.exec(text) ?? [];
  const path = `/stages/${name ?? stages.length}`;
  const parent = stages.find((stage) => stage.stage?.toLowerCase() === image.toLowerCase());
  const own = { at, path, stage: name, final: false, copies: [], runs: [], arguments: {} };
  if (parent) return { ...parent, ...own, copies: parent.copies };
  const imageAt = span(at.end - text.length, at.end - text.length + image.length);
  const base = filled(image, imageAt, `${path}/base`, globals);
  return {
    ...own,
    kind: 'image',
    base,
    runtime: base.state === 'known' ? runtimeOf(base.value) : null,
    entrypoint: null,
    command: base.state === 'known' ? commandIn(base.value, imageAt, base.path) : null,
    environment: {},
    healthcheck: null,
    workdir: absent(at.end, `${path}/workdir`),
    exposes: [],
    stopSignal: absent(at.end, `${path}/stop-signal`),
    written: new Map(),
  };
}

function continueStage(stage: Image, instruction: DockerfileInstruction, globals: Values): void {
  const { keyword, text, textAt, at } = instruction;
  const { path } = stage;
  const scope = { ...stage.arguments, ...stage.environment };
  switch (keyword) {
    case 'ENV':
      stage.environment = withValues(stage.environment, instruction, `${path}/env`, scope);
      break;
    case 'ARG':
      stage.arguments = withValues(stage.arguments, instruction, `${path}/arguments`, {
        ...scope,
        ...globals,
      });
      break;
    case 'ENTRYPOINT':
      stage.entrypoint = startOf(stage, instruction, `${path}/entrypoint`);
      // The command of the image beneath is forgotten, one of this stage is not.
      if (!stage.command?.path.startsWith(`${path}/command`)) stage.command = null;
      break;
    case 'CMD':
      stage.command = startOf(stage, instruction, `${path}/command`);
      break;
    case 'HEALTHCHECK':
      stage.healthcheck = healthcheckOf(instruction, `${path}/healthcheck`);
      break;
    case 'WORKDIR':
      stage.workdir = folderOf(filled(text, textAt, `${path}/workdir`, scope), stage.workdir);
      break;
    case 'EXPOSE':
      stage.exposes = [
        ...stage.exposes,
        ...text
          .split(/\s+/)
          .filter((port) => port !== '')
          .map((port, index) =>
            filled(port, textAt, `${path}/expose/${stage.exposes.length + index}`, scope),
          ),
      ];
      break;
    case 'STOPSIGNAL':
      stage.stopSignal = filled(text, textAt, `${path}/stop-signal`, scope);
      break;
    case 'COPY':
    case 'ADD':
      if (instruction.hereDocument === null)
        stage.copies = [...stage.copies, ...copiesOf(instruction, stage)];
      else {
        const [target = ''] = text.split('\n');
        const to = pathIn(stage, target.trim().split(/\s+/).at(-1) ?? '');
        stage.written = new Map(stage.written).set(to, instruction.hereDocument);
      }
      break;
    case 'RUN':
      stage.runs = [...stage.runs, { at, path: `${path}/run/${stage.runs.length}`, text }];
      break;
  }
}

/** `ENV` and `ARG`. What a variable without a value stands for is said when the image is built. */
function withValues(
  before: Values,
  { properties }: DockerfileInstruction,
  path: string,
  scope: Values,
): Values {
  const values: Record<string, Field<string>> = { ...before };
  for (const { name, value, at } of properties) {
    const own = `${path}/${name}`;
    const outer = entryOf(scope, name);
    if (value !== null) values[name] = filled(value, at, own, scope);
    else values[name] = outer ?? unknown(`the build argument ${name}`, at, own);
  }
  return values;
}

function filled(text: string, at: Span, path: string, scope: Values): Field<string> {
  const result = fillIn(textParts(text.replace(/^(["'])(.*)\1$/s, '$2'), 'escaped'), (name) => {
    const value = entryOf(scope, name);
    if (value?.state === 'known') return value;
    return value
      ? { state: 'unknown', why: `the variable ${name}` }
      : { state: 'unknown', why: `the variable ${name} of the image it is built on` };
  });
  if (result.state === 'unknown') return unknown(result.why, at, path);
  return known(result.value, at, path, result.used.length > 0 ? 'derived' : 'declared');
}

/** A folder that is not absolute stands within the one before. */
function folderOf(folder: Field<string>, before: Field<string>): Field<string> {
  if (folder.state !== 'known' || folder.value.startsWith('/')) return folder;
  if (before.state !== 'known') return unknown('a folder of the image', folder.at, folder.path);
  return { ...folder, value: `${before.value.replace(/\/$/, '')}/${folder.value}` };
}

/** What an image starts that is built on this one, unless it says otherwise. */
function commandIn(image: string, at: Span, path: string): Placed<CommandLine> | null {
  const words = commandOfBase(image);
  return words && execForm(words, at, path);
}

/** What a stage starts; a script that the Dockerfile writes itself is read with it. */
function startOf(
  stage: Image,
  { text, textAt }: DockerfileInstruction,
  path: string,
): Placed<CommandLine> {
  const line = commandOf(text, textAt, path);
  const [first = '', second = ''] = line.words ?? [];
  const named = /(?:^|\/)(?:ba|da|a)?sh$/.test(first) ? second : first;
  const script = stage.written.get(pathIn(stage, named));
  if (script === undefined) return line;
  return { ...line, script: commandsOf(readShell(script), path, () => textAt) };
}

/** A path in the image, from the folder that a stage is in. */
function pathIn({ workdir }: Image, path: string): string {
  const folder = workdir.state === 'known' ? workdir.value : '';
  return path.startsWith('/') ? path : `${folder}/${path.replace(/^\.\/?/, '')}`;
}

/** JSON is a list of words, anything else a text for a shell. */
function commandOf(text: string, at: Span, path: string): Placed<CommandLine> {
  const words = wordList(text);
  return words ? execForm(words, at, path) : shellForm(text, at, path);
}

function wordList(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((word) => typeof word === 'string')
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

/** Docker's defaults where the instruction says nothing; docs.docker.com, Dockerfile reference. */
function healthcheckOf(
  { text, textAt, at, flags }: DockerfileInstruction,
  path: string,
): Placed<HealthcheckFact> {
  const option = (name: string, byDefault: number): Field<number> => {
    const flag = flags.find((one) => one.name === name);
    const own = `${path}/${name}`;
    if (!flag) return known(byDefault, at, own, 'defaulted');
    const value =
      name === 'retries' && /^\d+$/.test(flag.value)
        ? Number(flag.value)
        : durationSeconds(flag.value);
    return value === undefined ? unknown('no plain value', at, own) : known(value, at, own);
  };
  const [, command] = /^CMD\s+(.*)$/is.exec(text) ?? [];
  return {
    at,
    path,
    disabled: /^NONE$/i.test(text),
    test: command === undefined ? null : commandOf(command, textAt, `${path}/test`),
    interval: option('interval', 30),
    timeout: option('timeout', 30),
    startPeriod: option('start-period', 0),
    retries: option('retries', 3),
  };
}

function copiesOf(
  { text, at, flags }: DockerfileInstruction,
  stage: Image,
): readonly Placed<CopyFact>[] {
  const { path, copies } = stage;
  const words = wordList(text) ?? text.split(/\s+/);
  const target = pathIn(stage, words.at(-1) ?? '');
  const source = flags.find(({ name }) => name === 'from')?.value ?? null;
  return words.slice(0, -1).map((from, index) => ({
    at,
    path: `${path}/copy/${copies.length + index}`,
    from,
    to: target,
    stage: source,
  }));
}
