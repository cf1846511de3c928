import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { settings } from './config';
import { DatabaseModule } from './database.module';
import { RecipesModule } from './recipes/recipes.module';
import { ImportService } from './imports/import.service';

@Module({
  imports: [ConfigModule.forRoot({ isGlobal: true, load: [settings] }), DatabaseModule, RecipesModule],
  providers: [ImportService],
})
export class WorkerModule {}
