import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class Preferences {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  user!: number;

  @Column()
  language!: string;

  @Column({ default: false })
  digest!: boolean;
}
