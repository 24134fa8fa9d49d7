import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class AccessService {
  constructor(private readonly tokens: JwtService) {}

  issue(user: { id: number }) {
    return this.tokens.signAsync({ sub: String(user.id) });
  }
}
