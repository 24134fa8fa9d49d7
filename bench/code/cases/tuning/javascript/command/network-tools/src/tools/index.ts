import Ping from './ping';
import { Trace } from './trace';

export const tools = { ping: Ping, trace: Trace } as const;
