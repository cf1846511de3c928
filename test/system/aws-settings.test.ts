import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createService } from '../../src/service';
import { settingOfAws } from '../../src/service/system/aws-settings';
import { memoryPorts, ROOT } from '../support/memory';

it('a setting of AWS is called as it is where its resource is written', () => {
  assert.equal(settingOfAws('Web', 'desired_count'), 'DesiredCount');
  assert.equal(settingOfAws('aws_ecs_service.web', 'desired_count'), 'desired_count');
  assert.equal(settingOfAws('module.web.aws_ecs_service.this', 'max_capacity'), 'max_capacity');
});

it('and so it is in a budget', async () => {
  const template = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Web:
    Type: AWS::ECS::Service
    Properties: { DesiredCount: 2, TaskDefinition: !Ref Task }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          Image: registry.example/web:1
          Command: [node, web.js]
          Environment: [{ Name: DATABASE_URL, Value: 'postgres://a:b@db.example.com/a' }]
`;
  const files = new Map([
    ['template.yaml', template],
    ['web/Dockerfile', 'FROM node:22\nCOPY . .\nCMD ["node", "web.js"]\n'],
    ['web/package.json', '{ "name": "web", "dependencies": { "pg": "8" } }'],
    [
      'web/web.js',
      "const { Pool } = require('pg');\nexports.pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });\n",
    ],
  ]);
  const { budgets } = await createService(memoryPorts(files)).capacity(ROOT);
  assert.equal(budgets[0]?.rows[0]?.most.name, 'DesiredCount');
});
