/**
 * The names by which a Service of Kubernetes is reached. Without a namespace it is in the one of whoever applies
 * it, which is `default` where nobody says another, as in a chart that writes the namespace of its release.
 */
export function serviceNames(service: string, namespace: string | null): readonly string[] {
  const space = namespace ?? 'default';
  return ['', `.${space}`, `.${space}.svc`, `.${space}.svc.cluster.local`].map(
    (rest) => service + rest,
  );
}
