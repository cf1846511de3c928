import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const TEMPLATE = `Parameters:
  Most: { Type: Number }
  Name: { Type: String }
Resources:
  Tasks:
    Type: AWS::ECS::TaskDefinition
    Properties: { ContainerDefinitions: [{ Name: app, Image: 'example/app:1', PortMappings: [{ ContainerPort: 80 }] }] }
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Tasks
      DesiredCount: 2
      LoadBalancers: [{ ContainerName: app, ContainerPort: 80, TargetGroupArn: !Ref Targets }]
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: ecs
      ScalableDimension: ecs:service:DesiredCount
      ResourceId: !Sub 'service/main/\${Service.Name}'
      MinCapacity: 2
      MaxCapacity: !Ref Most
  Targets: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Port: 80, Protocol: HTTP } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Name: !Ref Name } }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }]
  Data:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: postgres, DBInstanceClass: db.t3.small }
`;

const parameters = (name: string, most: number) =>
  JSON.stringify([
    { ParameterKey: 'Name', ParameterValue: name },
    { ParameterKey: 'Most', ParameterValue: `${most}` },
  ]);

describe('one template that several stacks of an environment are made from', () => {
  it('is drawn once for each of them, with its own figures', async () => {
    const files = {
      'service.yaml': TEMPLATE,
      'prod/orders.json': parameters('orders', 4),
      'prod/catalogue.json': parameters('catalogue', 8),
    };
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    const drawing = await service.systemDrawing(ROOT, { most: 40 });
    assert.ok(drawing);
    const { boxes, arrows } = drawing;
    const ids = boxes.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, drawing.mermaid);
    const name = (id: string) => boxes.find((box) => box.id === id);
    const ways = arrows.flatMap(({ from, to }) => {
      const [edge, led] = [name(from), name(to)];
      return edge?.kind === 'edge' ? [`${edge.whole[0]} → ${led?.whole[1]}`] : [];
    });
    assert.deepEqual(ways.sort(), ['catalogue → 2–8 tasks', 'orders → 2–4 tasks']);
    assert.equal(boxes.filter(({ kind }) => kind === 'database').length, 2);
  });
});
