import { testPages } from '../support/rule-tests';

testPages(['kubernetes']);
