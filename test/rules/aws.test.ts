import { testPages } from '../support/rule-tests';

testPages(['asg', 'ecs', 'elb']);
