import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CarrierClient } from './carrier.client';
import { LabelProcessor } from './label.processor';
import { Parcel } from './parcel.entity';
import { ParcelsController } from './parcels.controller';
import { ParcelsService } from './parcels.service';
import { StaleParcels } from './stale-parcels';

@Module({
  imports: [TypeOrmModule.forFeature([Parcel]), BullModule.registerQueue({ name: 'labels' })],
  controllers: [ParcelsController],
  providers: [ParcelsService, CarrierClient, LabelProcessor, StaleParcels],
})
export class ParcelsModule {}
