import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface';

export const corsOptions: CorsOptions = { origin: true, credentials: true, methods: ['GET', 'POST'] };
