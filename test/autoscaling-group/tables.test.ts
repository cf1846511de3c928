import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CITATIONS } from '../../src/service/citations';
import {
  propertiesOf,
  valuesOf,
} from '../../src/service/languages/autoscaling-group/aws-properties';
import { PROPERTIES } from '../../src/service/languages/autoscaling-group/aws-tables';
import { isWithin, LIMITS } from '../../src/service/languages/autoscaling-group/limits';

describe('the tables of AWS', () => {
  it('say what is required, a list, a block, one of several values', () => {
    const group = propertiesOf('AWS::AutoScaling::AutoScalingGroup');
    const named = (name: string) => group.find((property) => property.name === name);
    assert.equal(named('MinSize')?.required, true);
    assert.equal(named('DesiredCapacity')?.required, false);
    assert.equal(named('VPCZoneIdentifier')?.list, true);
    assert.equal(
      named('MixedInstancesPolicy')?.block,
      'AWS::AutoScaling::AutoScalingGroup.MixedInstancesPolicy',
    );
    const predefined = propertiesOf('Api.PredefinedMetricSpecification');
    const metric = predefined.find(({ name }) => name === 'PredefinedMetricType');
    assert.equal(metric?.values, 'MetricType');
    assert.ok(valuesOf('MetricType').includes('ASGAverageCPUUtilization'));
  });

  it('are read word for word', () => {
    for (const [type, words] of Object.entries(PROPERTIES)) {
      const read = propertiesOf(type);
      assert.equal(read.length, words.split(' ').filter(Boolean).length, type);
      for (const { block, values } of read) {
        if (block !== undefined) assert.ok(PROPERTIES[block], `${type}: ${block}`);
        if (values !== undefined) assert.ok(valuesOf(values).length > 0, `${type}: ${values}`);
      }
    }
  });

  it('stay small', () => {
    assert.ok(JSON.stringify(PROPERTIES).length < 20_000);
  });

  it('know nothing of a type of somebody else', () => {
    assert.deepEqual(propertiesOf('AWS::EC2::VPC'), []);
    assert.deepEqual(valuesOf('Nothing'), []);
  });
});

describe('limits', () => {
  it('each have a source and a bound', () => {
    for (const [name, limit] of Object.entries(LIMITS)) {
      assert.ok(limit.source in CITATIONS, name);
      assert.ok('only' in limit || 'min' in limit || 'max' in limit, name);
    }
  });

  it('know values outside that mean something', () => {
    assert.equal(isWithin(LIMITS.maxInstanceLifetime, 0), true);
    assert.equal(isWithin(LIMITS.maxInstanceLifetime, 3600), false);
    assert.equal(isWithin(LIMITS.maxInstanceLifetime, 86_400), true);
    assert.equal(isWithin(LIMITS.instanceWarmup, -1), true);
    assert.equal(isWithin(LIMITS.metricPeriod, 30), true);
    assert.equal(isWithin(LIMITS.metricPeriod, 60 * 5), false);
    assert.equal(isWithin(LIMITS.healthCheckTokens, 'ELB'), true);
  });
});
