import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, Repository } from 'typeorm';
import { Parcel } from './parcel.entity';

@Injectable()
export class StaleParcels {
  constructor(@InjectRepository(Parcel) private readonly parcels: Repository<Parcel>) {}

  @Cron(CronExpression.EVERY_HOUR)
  async close() {
    const limit = new Date(Date.now() - 30 * 86_400_000);
    await this.parcels.update({ status: 'new', createdAt: LessThan(limit) }, { status: 'lost' });
  }
}
