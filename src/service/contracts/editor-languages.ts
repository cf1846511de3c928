/**
 * The ids that editors give to texts that are looked into whatever they are called; what they hold decides.
 * A document of any other language is looked into where its name is one that a review reads, so that an
 * editor without an extension for Terraform, which calls such files plain text, shows what CI says.
 */
export const EDITOR_LANGUAGES: readonly string[] = [
  'nginx',
  'NGINX',
  'properties',
  'ini',
  'yaml',
  'dockercompose',
  'helm',
  'json',
  'jsonc',
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'go',
  'java',
  'prisma',
  'dotenv',
  'dockerfile',
  'terraform',
  'opentofu',
  'hcl',
  'shellscript',
];

/** Those in which names and values stand in quotes, so that a quote begins a completion. */
export const QUOTING_LANGUAGES: readonly string[] = [
  'json',
  'jsonc',
  'terraform',
  'opentofu',
  'hcl',
];

/** nginx configurations, under both names the language has in the wild. */
export const NGINX_LANGUAGES: readonly string[] = ['nginx', 'NGINX'];
