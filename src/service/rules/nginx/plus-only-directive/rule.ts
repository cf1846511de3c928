import { defineRule } from '../../../contracts/rule';
import { isExtended, isPlus, plusFeaturesIn } from '../../../languages/nginx/flavours';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/plus-only-directive',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'nginx Plus only',
  summary: 'A feature that nginx Plus has and the open-source nginx refuses.',
  citations: ['nginx.upstream.server', 'nginx.http.load-balancing'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    if (isPlus(targets.nginx) || isExtended(nginx)) return;
    const opensource = olderThan(targets.nginx, '99.0') === true;
    const features = plusFeaturesIn(nginx);
    // Who uses two of them has nginx Plus, unless the configuration says otherwise.
    if (!opensource && new Set(features.map(({ what }) => what)).size > 1) return;
    for (const { what, at, instead } of features) {
      report({
        at,
        severity: opensource ? 'error' : 'information',
        message: opensource
          ? `nginx ${targets.nginx} does not know ${what}, which is a feature of nginx Plus: it refuses the configuration. ${instead}.`
          : `Only nginx Plus knows ${what}; the open-source nginx refuses the configuration. ${instead} there, or write "targets: { nginx: plus }" in headroom.yaml.`,
      });
    }
  },
});
