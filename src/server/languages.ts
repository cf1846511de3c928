/** The language ids of documents a client sends; content decides what is analysed. */
export const DOCUMENT_LANGUAGES: readonly string[] = [
  'nginx',
  'NGINX',
  'properties',
  'ini',
  'yaml',
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
