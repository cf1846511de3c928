import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Queue } from 'bullmq';
import { Repository } from 'typeorm';
import { Parcel } from './parcel.entity';

@Injectable()
export class ParcelsService {
  constructor(
    @InjectRepository(Parcel) private readonly parcels: Repository<Parcel>,
    @InjectQueue('labels') private readonly labels: Queue,
  ) {}

  open() {
    return this.parcels.find({ where: { status: 'new' }, order: { createdAt: 'DESC' }, take: 100 });
  }

  byId(id: string) {
    return this.parcels.findOneByOrFail({ id });
  }

  async create(carrier: string) {
    const parcel = await this.parcels.save({ carrier });
    await this.labels.add('print', { id: parcel.id }, { removeOnComplete: true });
    return parcel;
  }
}
