import { Injectable } from '@nestjs/common';
import axios from 'axios';

@Injectable()
export class CarrierClient {
  async track(carrier: string, id: string) {
    const { data } = await axios.get(`${process.env.CARRIERS_URL}/${carrier}/parcels/${id}`);
    return data;
  }
}
