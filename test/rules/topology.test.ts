import { testRules } from '../support/rule-tests';

testRules(['topology', 'capacity']);
