import { testRules } from '../support/rule-tests';

testRules(['kubernetes']);
