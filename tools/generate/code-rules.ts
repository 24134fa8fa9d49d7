import { ruleIds } from '../bundle/rule-ids.ts';

export const generator = ruleIds('code', 'code-rules.ts');
