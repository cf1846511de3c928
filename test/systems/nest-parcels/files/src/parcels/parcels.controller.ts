import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CarrierClient } from './carrier.client';
import { ParcelsService } from './parcels.service';

@Controller('parcels')
export class ParcelsController {
  constructor(
    private readonly parcels: ParcelsService,
    private readonly carriers: CarrierClient,
  ) {}

  @Get()
  open() {
    return this.parcels.open();
  }

  @Get(':id/tracking')
  async tracking(@Param('id') id: string) {
    const parcel = await this.parcels.byId(id);
    return this.carriers.track(parcel.carrier, id);
  }

  @Post()
  create(@Body() body: { carrier: string }) {
    return this.parcels.create(body.carrier);
  }
}
