import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Job } from 'bullmq';
import { ParcelsService } from './parcels.service';

@Processor('labels', { concurrency: 4 })
export class LabelProcessor extends WorkerHost {
  constructor(private readonly parcels: ParcelsService) {
    super();
  }

  async process(job: Job<{ id: string }>) {
    const parcel = await this.parcels.byId(job.data.id);
    return { label: `${parcel.carrier}-${parcel.id}` };
  }
}
