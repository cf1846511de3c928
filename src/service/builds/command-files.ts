import type { BuildSources } from '../contracts/build';

/** Files that hold command lines: workflows, pipelines, scripts. */
const COMMAND_FILES = [
  '.github/workflows/*.yml',
  '.github/workflows/*.yaml',
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  '**/{Makefile,Justfile,justfile,Taskfile.yml,Taskfile.yaml,Jenkinsfile,Tiltfile}',
  '**/*.sh',
];
/** Folders of scripts, some of which have no extension. */
const SCRIPT_FOLDERS = ['bin', 'script', 'scripts', 'deploy'];

/** The files of a project that may hold command lines. */
export function commandFilesOf(sources: BuildSources): readonly string[] {
  const plain = SCRIPT_FOLDERS.flatMap((folder) => sources.matching(`${folder}/*`)).filter(
    (path) => !path.slice(path.lastIndexOf('/') + 1).includes('.'),
  );
  return [...new Set([...COMMAND_FILES.flatMap((glob) => sources.matching(glob)), ...plain])];
}

/** What the one `*` of a pattern stands for in the files that are there: no folders. */
export function standingFor(
  pattern: string,
  sources: BuildSources,
  counts: (file: string) => boolean = () => true,
): readonly string[] {
  const [before = '', after = ''] = pattern.split('*');
  return sources
    .matching(pattern)
    .filter((file) => file.startsWith(before) && file.endsWith(after) && counts(file))
    .map((file) => file.slice(before.length, file.length - after.length))
    .filter((value) => value !== '' && !value.includes('/'));
}
