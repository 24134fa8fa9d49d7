import { Body, Controller, Patch, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from './auth.guard';
import { PreferencesService } from './preferences.service';

@Controller('preferences')
@UseGuards(AuthGuard)
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Patch()
  async update(@Req() request: { user: { id: number } }, @Body() changes: { language: string; digest: boolean }) {
    const { language, digest } = changes;
    await this.preferences.change(request.user.id, { language, digest });
    return { done: true };
  }
}
