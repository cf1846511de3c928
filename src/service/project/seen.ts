/** What can be told by name to be about scaling in a form that nobody here reads. */
const FORMS: readonly { readonly name: RegExp; readonly why: string }[] = [
  { name: /\.(?:jsonnet|libsonnet)$/i, why: 'jsonnet is not evaluated' },
  { name: /(?:^|\/)Pulumi(?:\.[\w-]+)?\.ya?ml$/, why: 'Pulumi programs are not evaluated' },
  { name: /(?:^|\/)cdk8s\.ya?ml$/, why: 'cdk8s programs are not evaluated' },
  { name: /\.cue$/i, why: 'CUE is not evaluated' },
  { name: /\.dhall$/i, why: 'Dhall is not evaluated' },
  { name: /\.bicep$/i, why: 'Bicep is not read' },
  { name: /\.nomad(?:\.hcl)?$/i, why: 'Nomad jobs are not read' },
  { name: /(?:^|\/)config\/deploy(?:\.[\w-]+)?\.yml$/, why: 'deployments of Kamal are not read' },
];

/** What a template is called, of whatever language. */
const TEMPLATE = /\.(?:template|tmpl|tpl|j2|jinja2?|erb|ejs)$/i;

/**
 * Why a file that nothing recognised is not reviewed though its name says that it may be about
 * scaling; `undefined` where nobody would expect it to be.
 */
export function whySeenOnly(path: string): string | undefined {
  if (/nginx/i.test(path) && TEMPLATE.test(path)) {
    return 'looks like an nginx template, and its text does not tell';
  }
  return FORMS.find(({ name }) => name.test(path))?.why;
}
