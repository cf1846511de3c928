import type { StructuralChange } from '../../src/service/contracts/fix';
import { applyChanges } from '../../src/service/contracts/fix';
import type { Analysis } from '../../src/service/contracts/language';
import { analyseManifest } from '../../src/service/languages/kubernetes';
import { structuralEdit } from '../../src/service/languages/kubernetes/edits';
import type { KubernetesModel } from '../../src/service/languages/kubernetes/model';

/** An HPA with the figures the guide recommends. */
export const GUIDE_HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: orders
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: orders
  minReplicas: 3
  maxReplicas: 50
  metrics:
  - type: Resource
    resource:
      name: cpu
      target:
        type: Utilization
        averageUtilization: 70
  - type: Resource
    resource:
      name: memory
      target:
        type: Utilization
        averageUtilization: 80
`;

export const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  replicas: 2
  strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: 0 } }
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: app
          image: "orders:1"
          command: [node]
          args: [server.js, "--port=80"]
          env:
            - { name: DB_POOL_MAX, value: "10" }
            - { name: SECRET, valueFrom: { secretKeyRef: { name: s, key: k } } }
          resources: { requests: { cpu: 1, memory: 1Gi } }
`;

export function analyse(text: string, path = 'manifest.yaml'): Analysis<KubernetesModel> {
  return analyseManifest({ text, path });
}

/** The text after a structural edit, or `undefined` where it is refused. */
export function edited(text: string, at: string, change: StructuralChange, path = 'manifest.yaml') {
  const { model } = analyse(text, path);
  const changes = structuralEdit(model.file, { uri: '', path: at, change });
  return changes === undefined ? undefined : applyChanges(text, changes);
}
