import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface';

export const corsOptions: CorsOptions = {
  origin: ['https://members.example.org'],
  credentials: true,
  methods: ['GET', 'POST'],
};
