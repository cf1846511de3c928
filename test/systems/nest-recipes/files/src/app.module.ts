import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ConfigModule } from '@nestjs/config';
import { ScheduleModule } from '@nestjs/schedule';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { settings } from './config';
import { DatabaseModule } from './database.module';
import { HealthController } from './health/health.controller';
import { DigestService } from './digest/digest.service';
import { ImportController } from './imports/import.controller';
import { RecipesModule } from './recipes/recipes.module';
import { NutritionController } from './nutrition/nutrition.controller';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, load: [settings] }),
    ScheduleModule.forRoot(),
    ThrottlerModule.forRoot([{ ttl: 60_000, limit: 100 }]),
    TerminusModule,
    DatabaseModule,
    RecipesModule,
  ],
  controllers: [HealthController, ImportController, NutritionController],
  providers: [DigestService, { provide: APP_GUARD, useClass: ThrottlerGuard }],
})
export class AppModule {}
