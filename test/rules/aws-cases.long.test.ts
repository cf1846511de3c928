import { testCases } from '../support/rule-tests';

testCases(['asg', 'ecs', 'elb']);
