import { testRules } from '../support/rule-tests';

testRules(['asg', 'ecs', 'elb']);
