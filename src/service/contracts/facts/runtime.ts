import type { FactValue } from './value';

/**
 * A command as a file writes it.
 *
 * A word is what the program gets once quotes are taken off. What is filled in when it starts stays
 * in one spelling, whatever the file's: `${NAME}`, `${NAME:-default}`, `$(a command)`; a dollar that
 * means itself is `\$`. `syntax/parameters.ts` takes words apart.
 */
export interface CommandLine {
  readonly path: string;
  /** `exec`: the words are the program; `shell`: a shell is started that runs the text. */
  readonly form: 'exec' | 'shell';
  /** As it is written, on one line. */
  readonly text: string;
  /**
   * The words of the only command; `null` where the text holds several commands, or cannot be read.
   * Of the shell form they are what the shell runs, the shell itself not counted.
   */
  readonly words: readonly string[] | null;
  /** The commands of a text for a shell, in order: `sh -c "migrate && exec serve"`; else nothing. */
  readonly script?: readonly ShellCommandFact[];
}

/** Under which condition a command of a shell script runs. */
export interface ShellConditionFact {
  readonly kind: 'if' | 'else' | 'case' | 'loop' | 'and' | 'or';
  /** What is asked, as written: `[ "$ROLE" = web ]`, `$1`. */
  readonly text: string;
  /** Of a `case`: the patterns of its branch. */
  readonly patterns: readonly string[];
}

/** One command of a shell script. */
export interface ShellCommandFact {
  readonly path: string;
  /** Words as {@link CommandLine} has them, without `exec`. Empty for an assignment alone. */
  readonly words: readonly string[];
  /** `exec`: the program takes the shell's place, and gets its signals. */
  readonly exec: boolean;
  /** Its end is not waited for. */
  readonly background: boolean;
  /** Its output goes into another command, or it runs in a shell of its own. */
  readonly inChild: boolean;
  /** Its output goes into the next command. */
  readonly piped?: true;
  /** Variables set for it, or for all that follows where it has no words (`export` as well). */
  readonly assigned: Readonly<Record<string, string>>;
  /** From the outside in; none for a command that always runs. */
  readonly conditions: readonly ShellConditionFact[];
}

/** A shell script that starts something. Functions of its own stand where they are called. */
export interface ScriptFact {
  readonly kind: 'script';
  readonly path: string;
  readonly commands: readonly ShellCommandFact[];
  /** It stops at the first command that fails: `set -e`. */
  readonly stopsOnError: boolean;
  /** The signals it catches: `TERM`. */
  readonly traps: readonly string[];
  /** All of it could be read. */
  readonly complete: boolean;
}

/** What CodeDeploy runs on each machine to bring a new version there: an `appspec.yml`. */
export interface DeploymentScriptsFact {
  readonly kind: 'deployment-scripts';
  readonly path: string;
  /** Scripts in the order in which they are run, as paths from the folder of the file; not what stops the old version. */
  readonly scripts: readonly string[];
}

/** How a container is asked whether it is healthy. */
export interface HealthcheckFact {
  readonly path: string;
  /** `NONE`, `disable: true`: a check of the image is switched off. */
  readonly disabled: boolean;
  readonly test: CommandLine | null;
  /** Seconds. */
  readonly interval: FactValue<number>;
  readonly timeout: FactValue<number>;
  readonly startPeriod: FactValue<number>;
  readonly retries: FactValue<number>;
}

/** Files that come into an image. */
export interface CopyFact {
  readonly path: string;
  /** In the build context, or in the stage or image `stage`. */
  readonly from: string;
  readonly to: string;
  readonly stage: string | null;
}

/** What one stage of a Dockerfile makes, with what it takes from the stages it is built on. */
export interface ImageFact {
  readonly kind: 'image';
  readonly path: string;
  readonly stage: string | null;
  /** The last stage, which is built where nobody names another. */
  readonly final: boolean;
  /** The image its first ancestor starts from: `node:20-alpine`. */
  readonly base: FactValue<string>;
  /** What that image runs, where its name says so: `{ name: 'node', version: '20' }`. */
  readonly runtime: { readonly name: string; readonly version: string | null } | null;
  readonly entrypoint: CommandLine | null;
  readonly command: CommandLine | null;
  /** `ENV`, and `ARG`, which only the build has. */
  readonly environment: Readonly<Record<string, FactValue<string>>>;
  readonly arguments: Readonly<Record<string, FactValue<string>>>;
  readonly healthcheck: HealthcheckFact | null;
  readonly workdir: FactValue<string>;
  readonly exposes: readonly FactValue<string>[];
  readonly stopSignal: FactValue<string>;
  readonly copies: readonly CopyFact[];
  /** What the build itself runs: `npm run build`. */
  readonly runs: readonly { readonly path: string; readonly text: string }[];
}

/** A service of a compose file. */
export interface ComposeServiceFact {
  readonly kind: 'compose-service';
  readonly path: string;
  /** Its key under `services`, by which others reach it. */
  readonly service: string;
  /** The folder of the compose file, relative to the project; empty for the root. */
  readonly project: string;
  readonly image: FactValue<string>;
  readonly build: {
    readonly path: string;
    /** Relative to `project`. */
    readonly context: FactValue<string>;
    readonly dockerfile: FactValue<string>;
    readonly target: FactValue<string>;
    readonly arguments: Readonly<Record<string, FactValue<string>>>;
  } | null;
  /** The name that its container has instead of one of its own. */
  readonly containerName: FactValue<string>;
  /** `null` where the image's holds; without words where it is taken away. */
  readonly entrypoint: CommandLine | null;
  readonly command: CommandLine | null;
  readonly environment: Readonly<Record<string, FactValue<string>>>;
  /** Files it takes variables from; what they say is in `environment` where a build has read them. */
  readonly environmentFiles: readonly FactValue<string>[];
  readonly replicas: FactValue<number>;
  /** Bytes. */
  readonly memoryLimit: FactValue<number>;
  readonly cpus: FactValue<number>;
  readonly healthcheck: HealthcheckFact | null;
  /** Seconds. */
  readonly stopGracePeriod: FactValue<number>;
  readonly stopSignal: FactValue<string>;
  /** A small init program is process 1 and hands signals on. */
  readonly init: FactValue<boolean>;
  readonly restart: FactValue<string>;
  readonly dependsOn: readonly {
    readonly path: string;
    readonly service: string;
    /** `service_started`, `service_healthy`, `service_completed_successfully`. */
    readonly condition: FactValue<string>;
  }[];
  readonly ports: readonly {
    readonly path: string;
    /** As written; `null` where only the container's is. */
    readonly published: string | null;
    readonly target: string;
  }[];
  readonly exposes: readonly string[];
  readonly volumes: readonly {
    readonly path: string;
    /** A file or folder relative to `project`, or the name of a volume; `null` for an anonymous one. */
    readonly source: string | null;
    readonly target: string;
    readonly type: 'bind' | 'volume' | 'tmpfs' | 'other';
    readonly readOnly: boolean;
  }[];
  /** What `deploy` says that Swarm alone reads. */
  readonly swarm: {
    /** The first of the keys that Swarm alone reads; `null` without any. */
    readonly evidence: { readonly path: string } | null;
    /** `start-first` or `stop-first`, which is the default. */
    readonly order: FactValue<string>;
    /** How many tasks are replaced at a time, 1 by default; 0 is all of them. */
    readonly parallelism: FactValue<number>;
    /** `global`: one task on each node. */
    readonly mode: FactValue<string>;
    /** `vip`, one address for all tasks, which is the default, or `dnsrr`, the address of each. */
    readonly endpointMode: FactValue<string>;
  };
  readonly networks: readonly string[];
  /** The ways to it through Traefik, as its labels say. */
  readonly traefik: TraefikLabelsFact | null;
  /** Names by which others reach it beside `service`: aliases, `container_name`, `hostname`. */
  readonly aliases: readonly string[];
  /** It starts only where one of these is asked for; none: always. */
  readonly profiles: readonly string[];
  /** Under which of these it runs, where no file says that one of them is started: `metrics or debug`. */
  readonly condition?: string;
}

/** A service that runs where somebody asks for its profile: nothing counts it among what runs. */
export interface OptionalServiceFact {
  readonly kind: 'optional-service';
  readonly path: string;
  readonly service: ComposeServiceFact;
}

/** What labels tell Traefik of a container: its routers, and the ports it is sent requests at. */
export interface TraefikLabelsFact {
  /** The first of its routers. */
  readonly path: string;
  readonly routers: readonly string[];
  /** Where a port is written; `null` for one that is no plain number. Without any it is the one it exposes. */
  readonly ports: readonly { readonly path: string; readonly port: number | null }[];
}

/** A value of a settings file. */
export type SettingValue = string | number | boolean;

/** A program that a process manager starts. */
export interface ProgramFact {
  readonly path: string;
  readonly name: string;
  readonly command: CommandLine | null;
  /** What runs each time before it, in order; left out where its manager knows no such thing. */
  readonly before?: readonly CommandLine[];
  /** How many copies run. */
  readonly count: FactValue<number>;
  /** Files on the machine that it takes variables from, later ones over earlier ones (systemd's `EnvironmentFile`). */
  readonly environmentFiles?: readonly string[];
  /** Other units that are started with it (systemd's `Wants`, `Requires`). */
  readonly starts?: readonly string[];
  readonly environment: Readonly<Record<string, FactValue<string>>>;
  /** Other settings by their own names: `stopwaitsecs`, `KillMode`. */
  readonly settings: Readonly<Record<string, FactValue<SettingValue>>>;
}

/** What a process manager is told in a file of its own. */
export interface ProcessSettingsFact {
  readonly kind: 'process-settings';
  readonly path: string;
  readonly program:
    | 'gunicorn'
    | 'uwsgi'
    | 'puma'
    | 'unicorn'
    | 'hypercorn'
    | 'pm2'
    | 'supervisord'
    | 'procfile'
    | 'systemd'
    | 'cron'
    | 'heroku'
    | 'php-fpm'
    | 'horizon'
    | 'sidekiq'
    | 'rack-timeout'
    | 'spring';
  /** By their names in the file; `[production]` and the like are left out where told apart. */
  readonly settings: Readonly<Record<string, FactValue<SettingValue>>>;
  readonly programs: readonly ProgramFact[];
  /** Of PHP-FPM: which of its pools this is. */
  readonly pool?: string;
  /** For which environment the file holds, by its name: `production`; `null` for any. */
  readonly environment: string | null;
}

/** An entry of a schedule that runs in a process: Celery beat, Solid Queue's recurring tasks. */
export interface ScheduledTaskFact {
  readonly path: string;
  readonly name: string;
  readonly task: FactValue<string>;
  /** Seconds between two runs; unknown where only a calendar says. */
  readonly every: FactValue<number>;
}

/** A queue's workers, as their configuration says. Times are seconds. */
export interface QueueAppFact {
  readonly kind: 'queue-app';
  readonly path: string;
  readonly library: 'celery' | 'rq' | 'sidekiq' | 'solid-queue' | 'bullmq' | 'laravel';
  /** Of Laravel: which of its connections these are the terms of. */
  readonly connection?: string;
  readonly broker: FactValue<string>;
  /** What its address begins with, where that alone is written: `redis://`. */
  readonly brokerBegins?: string;
  /** Modules that it loads because it is told their names; `null` where which ones cannot be told. */
  readonly modules?: readonly string[] | null;
  /** Tasks a process works on at once. */
  readonly concurrency: FactValue<number>;
  readonly processes: FactValue<number>;
  readonly timeLimit: FactValue<number>;
  readonly softTimeLimit: FactValue<number>;
  readonly acksLate: FactValue<boolean>;
  readonly visibilityTimeout: FactValue<number>;
  readonly schedule: readonly ScheduledTaskFact[];
}

/** What one task of a queue is told, over what holds for all of them. */
export interface QueueTaskFact {
  readonly kind: 'queue-task';
  readonly path: string;
  readonly library: 'celery' | 'laravel';
  /** Its function. */
  readonly called: string;
  /** Seconds. */
  readonly timeLimit: FactValue<number>;
  readonly acksLate: FactValue<boolean>;
}

/** An entry of a schedule that code makes, for whoever runs the schedule. */
export interface ScheduledCommandFact {
  readonly kind: 'scheduled-command';
  readonly path: string;
  readonly framework: 'laravel';
  /** Of several that run the schedule one starts it: `onOneServer()`. */
  readonly once: boolean;
}

/** A call that puts a task off. */
export interface QueueDelayFact {
  readonly kind: 'queue-delay';
  readonly path: string;
  readonly library: 'celery';
  readonly setting: 'countdown' | 'eta';
  readonly seconds: FactValue<number>;
}

/** What a database, a cache or a pooler is told: a file of settings, or arguments of its command. */
export interface ServerSettingsFact {
  readonly kind: 'server-settings';
  readonly path: string;
  readonly program: 'postgresql' | 'mysql' | 'redis' | 'pgbouncer' | 'mongodb';
  /** By the server's own names, in small letters with `_`; Redis has `-`. */
  readonly settings: Readonly<Record<string, FactValue<string>>>;
}

/** Variables of a `.env` file. */
export interface EnvironmentFileFact {
  readonly kind: 'environment-file';
  readonly path: string;
  readonly variables: Readonly<Record<string, FactValue<string>>>;
}

/** An image that a pipeline, a Makefile or the like builds, under the name that is deployed. */
export interface ImageBuildFact {
  readonly kind: 'image-build';
  readonly path: string;
  /** Without registry and tag. */
  readonly image: string;
  /** Its Dockerfile, relative to the root. */
  readonly dockerfile: string;
  /** The stage that it ends with; `null` for the last. */
  readonly target: string | null;
}
