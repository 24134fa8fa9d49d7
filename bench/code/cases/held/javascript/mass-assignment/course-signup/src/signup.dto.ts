import { IsEmail, IsString, MaxLength } from 'class-validator';

export class SignupDto {
  @IsString()
  @MaxLength(80)
  name!: string;

  @IsEmail()
  mail!: string;
}
