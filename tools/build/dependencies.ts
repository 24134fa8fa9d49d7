import { gathering } from '../bundle/rules.ts';

export const step = gathering('dependencies', 'dependencies', 11);
