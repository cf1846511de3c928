import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('parcels')
@Index(['status', 'createdAt'])
export class Parcel {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column()
  carrier: string;

  @Column({ default: 'new' })
  status: string;

  @CreateDateColumn()
  createdAt: Date;
}
