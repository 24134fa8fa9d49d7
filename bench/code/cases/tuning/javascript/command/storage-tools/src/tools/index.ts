import Usage from './usage';
import { Health } from './health';

export const tools = { usage: Usage, health: Health } as const;
