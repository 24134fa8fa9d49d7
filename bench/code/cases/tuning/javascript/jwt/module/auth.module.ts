import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { constants } from './constants';
import { AuthService } from './auth.service';

@Module({
  imports: [JwtModule.register({ secret: constants.secret, signOptions: { expiresIn: '15m' } })], // weak: CWE-321|CWE-798
  providers: [AuthService],
})
export class AuthModule {}
