import type { Grammar } from '../../contracts/language';
import { imageBuilds } from '../shared/image-builds';
import { rubySettings } from '../shared/ruby-settings';
import { sidekiqRedis } from '../shared/sidekiq';
import { deploymentScripts } from './appspec';
import { caddyWays } from './caddy';
import { celeryModule, pm2Ecosystem, pythonProcess } from './code';
import { CRON_LINE, cronTable } from './cron';
import { haproxyWays } from './haproxy';
import { hypercornToml, procfile, supervisord, systemdUnit, uwsgi } from './lines';
import { railsInitializer, railsProduction } from './rails';
import { hashComments, type ProcessText, processSettings } from './statement';
import { traefikServices } from './traefik';
import { actionCable, recurringTasks, solidQueue } from './yaml';

/** A kind of file that tells how processes run. */
interface ProcessKind {
  readonly title: string;
  readonly name: RegExp;
  /** What a text of that name must hold. */
  readonly holds: RegExp;
  readonly grammar?: Grammar;
  read(text: string, path: string): ProcessText;
}

/** Every kind that is read. Adding one is adding an entry. */
export const KINDS: readonly ProcessKind[] = [
  {
    title: 'gunicorn settings',
    name: /(?:^|\/)[\w.-]*gunicorn[\w.-]*\.py$|(?:^|\/)gunicorn\/(?:[\w-]+\/)*[\w.-]+\.py$/,
    holds:
      /^(?:bind|workers|worker_class|threads|timeout|keepalive|graceful_timeout|max_requests|accesslog|preload_app)\s*=/m,
    grammar: 'python',
    read: (text) => pythonProcess('gunicorn', text),
  },
  {
    title: 'hypercorn settings',
    name: /(?:^|\/)[\w.-]*hypercorn[\w.-]*\.py$/,
    holds: /^(?:bind|workers|worker_class|keep_alive_timeout|graceful_timeout)\s*=/m,
    grammar: 'python',
    read: (text) => pythonProcess('hypercorn', text),
  },
  {
    title: 'hypercorn settings',
    name: /(?:^|\/)[\w.-]*hypercorn[\w.-]*\.toml$/,
    holds: /^[ \t]*(?:bind|workers|worker_class|keep_alive_timeout|graceful_timeout)[ \t]*=/m,
    read: (text) => hypercornToml(text),
  },
  {
    title: 'Celery settings',
    name: /(?:^|\/)celery_?config\.py$/,
    holds: /^(?:broker_url|task_\w+|worker_\w+|beat_schedule|result_backend)\s*=/m,
    grammar: 'python',
    read: (text) => celeryModule(text, true),
  },
  {
    title: 'a Celery application',
    name: /\.py$/,
    holds: /^\w+(?::\s*\w+)?\s*=\s*(?:celery\.)?Celery\(|^CELERY_[A-Z_]+\s*=/m,
    grammar: 'python',
    read: (text) => celeryModule(text, false),
  },
  {
    title: 'pm2 settings',
    name: /(?:^|\/)(?:ecosystem(?:\.[\w-]+)*|pm2(?:\.[\w-]+)*|process)\.(?:[cm]?js|ts|json)$/,
    holds: /["']?apps["']?\s*:/,
    grammar: 'tsx',
    read: (text) => pm2Ecosystem(text),
  },
  {
    title: 'a Procfile',
    name: /(?:^|\/)Procfile(?:\.(?!dev|test|local)[\w-]+)?$/,
    holds: /^[A-Za-z0-9_-]+:[ \t]*\S/m,
    read: (text) => procfile(text),
  },
  {
    title: 'uWSGI settings',
    name: /\.ini$/,
    holds: /^[ \t]*\[uwsgi\]/m,
    read: (text) => uwsgi(text),
  },
  {
    title: 'supervisord settings',
    name: /(?:^|\/)[\w.-]*supervisor[\w.-]*\.(?:conf|ini)$|(?:^|\/)supervisor[\w.-]*\/(?:[\w.-]+\/)*[\w.-]+\.(?:conf|ini)$/,
    holds: /^[ \t]*\[program:/m,
    read: (text) => supervisord(text),
  },
  {
    title: 'a systemd unit',
    name: /\.(?:service|target)$/,
    holds: /^[ \t]*(?:\[Service\]|(?:Wants|Requires)[ \t]*=)/m,
    read: systemdUnit,
  },
  {
    title: 'a cron table',
    name: /(?:^|\/)cron\.d\/[\w-]+$|(?:^|\/)crontabs?(?:\.txt)?$|\.cron(?:tab)?$/,
    holds: CRON_LINE,
    read: cronTable,
  },
  {
    title: 'unicorn settings',
    name: /(?:^|\/)config\/unicorn(?:\/[\w-]+)?\.rb$/,
    holds: /^[ \t]*(?:worker_processes|timeout|listen)\b/m,
    read: (text, path) => ({
      statements: [
        processSettings(
          'unicorn',
          rubySettings(text),
          [],
          /config\/unicorn\/([\w-]+)\.rb$/.exec(path)?.[1] ?? null,
        ),
      ],
      comments: hashComments(text),
    }),
  },
  {
    title: 'Sidekiq’s Redis',
    name: /(?:^|\/)config\/initializers\/[\w-]*sidekiq[\w-]*\.rb$/,
    holds: /\bSidekiq\.configure_server\b/,
    read: (text) => ({ statements: sidekiqRedis(text), comments: hashComments(text) }),
  },
  {
    title: 'Solid Queue settings',
    name: /(?:^|\/)config\/(?:solid_)?queue\.ya?ml$/,
    holds: /^[ \t]*workers:/m,
    read: (text) => solidQueue(text),
  },
  {
    title: 'recurring tasks of Solid Queue',
    name: /(?:^|\/)config\/recurring\.ya?ml$/,
    holds: /^[ \t]+schedule:/m,
    read: (text) => recurringTasks(text),
  },
  {
    title: 'a pipeline that builds images',
    name: /(?:^|\/)(?:\.github\/workflows\/[^/]{1,100}\.ya?ml|\.gitlab-ci\.ya?ml|\.circleci\/config\.yml|(?:azure-pipelines|bitbucket-pipelines|cloudbuild|buildspec|Taskfile)\.ya?ml|Makefile|[Jj]ustfile|Jenkinsfile)$/,
    holds:
      /\bdocker[ \t]+(?:buildx[ \t]+)?build\b|\bbuild-push-action\b|^[ \t]+(?:docker)?file:[ \t]*\S*Dockerfile/m,
    read: (text, path) => ({
      statements: imageBuilds(text, path),
      comments: hashComments(text),
    }),
  },
  {
    title: 'what CodeDeploy does on a machine',
    name: /(?:^|\/)appspec[\w.-]{0,40}\.ya?ml$/,
    holds: /^hooks:/m,
    read: (text) => deploymentScripts(text),
  },
  {
    title: 'services of Traefik',
    name: /(?:traefik|dynamic).{0,120}\.ya?ml$/i,
    holds: /^http:[ \t]*(?:#.*)?$[\s\S]*^[ \t]+(?:loadBalancer|servers):/m,
    read: (text) => traefikServices(text),
  },
  {
    title: 'a Caddyfile',
    name: /(?:^|\/)(?:Caddyfile(?:\.(?!dev|test|local)[\w-]+)?|[\w-]{1,100}\.[Cc]addyfile)$/,
    holds: /^[^#\r\n]*\b(?:reverse_proxy|php_fastcgi)[ \t]+\S/m,
    read: caddyWays,
  },
  {
    title: 'an HAProxy configuration',
    name: /(?:^|\/)[\w.-]{0,100}haproxy[\w.-]{0,100}\.(?:cfg|conf)$|(?:^|\/)haproxy\/(?:[\w.-]+\/)*[\w.-]+\.cfg$/,
    holds: /^[ \t]*server(?:-template)?[ \t]+\S/m,
    read: haproxyWays,
  },
  {
    title: 'settings of Rails for production',
    name: /(?:^|\/)config\/environments\/production\.rb$/,
    holds: /^[ \t]*config\.(?:cache_store|active_storage\.service|session_store)[ \t]*=?/m,
    read: (text) => ({ statements: railsProduction(text), comments: hashComments(text) }),
  },
  {
    title: 'what Rails is told at its start',
    name: /(?:^|\/)config\/(?:initializers\/[\w-]+|application)\.rb$/,
    holds: /\bRack::(?:Attack|Timeout)\b|\bsession_store\b/,
    read: (text) => ({ statements: railsInitializer(text), comments: hashComments(text) }),
  },
  {
    title: 'Action Cable settings',
    name: /(?:^|\/)config\/cable\.ya?ml$/,
    holds: /^[ \t]*adapter:/m,
    read: (text) => actionCable(text),
  },
];

/** The kind of a file, or `undefined` for one that tells nothing of processes. */
export function kindOf(path: string, text: string): ProcessKind | undefined {
  return KINDS.find(({ name, holds }) => name.test(path) && holds.test(text));
}
