import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CITATIONS } from '../../src/service/citations';
import {
  propertiesOf,
  valuesOf,
} from '../../src/service/languages/autoscaling-group/aws-properties';
import { PROPERTIES } from '../../src/service/languages/autoscaling-group/aws-tables';
import {
  RANGES,
  STATISTICS,
  TARGET_METRICS,
} from '../../src/service/languages/autoscaling-group/ranges';

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

describe('ranges', () => {
  it('each have a source, and bounds that leave something', () => {
    for (const { keys, low, high = low, only = [low], source } of RANGES) {
      assert.ok(source in CITATIONS, keys.join('.'));
      assert.ok(low <= high && only.length > 0, keys.join('.'));
    }
  });

  it('name properties that AWS has', () => {
    const names = new Set(Object.values(PROPERTIES).flatMap((words) => words.match(/\w+/g) ?? []));
    for (const { keys } of RANGES) for (const key of keys) assert.ok(names.has(key), key);
  });
});

describe('enumerations of a rule', () => {
  it('hold what AWS takes', () => {
    assert.ok(TARGET_METRICS.includes('ALBRequestCountPerTarget'));
    assert.ok(STATISTICS.includes('SampleCount'));
  });
});
