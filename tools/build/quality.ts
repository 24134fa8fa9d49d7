import { gathering } from '../bundle/rules.ts';

export const step = gathering('quality', 'new code', 13);
