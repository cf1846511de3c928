import { testCases } from '../support/rule-tests';

testCases(['kubernetes']);
