import { ruleIds } from '../bundle/rule-ids.ts';

export const generator = ruleIds('dependencies', 'dependency-rules.ts');
