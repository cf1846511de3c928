import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Subscriber } from '../recipes/subscriber.entity';
import { sendMail } from './mail';

@Injectable()
export class DigestService {
  constructor(@InjectRepository(Subscriber) private readonly subscribers: Repository<Subscriber>) {}

  @Cron(CronExpression.EVERY_DAY_AT_7AM)
  async sendDigest() {
    const due = await this.subscribers.find({ where: { digest: true }, take: 5000 });
    for (const subscriber of due) {
      await sendMail(subscriber.email, 'This week in the kitchen');
    }
  }
}
